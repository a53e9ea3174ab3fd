import { remembered } from '../../promql';

/** A rendered Kubernetes object, as far as the invariants look into it. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** The objects of one file in `dist/<environment>/`. */
export interface RenderedChart {
  readonly name: string;
  readonly objects: readonly KubeObject[];
}

/** The API group of an object: empty for the core group. */
export function group({ apiVersion }: Pick<KubeObject, 'apiVersion'>): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

/** How messages name an object: `Deployment observability/grafana`. */
export function describe({ kind, metadata }: KubeObject): string {
  return metadata.namespace === undefined
    ? `${kind} ${metadata.name}`
    : `${kind} ${metadata.namespace}/${metadata.name}`;
}

/** An object as JSON, in which what is written anywhere in it can be searched for. */
export const jsonOf = remembered((object: KubeObject): string => JSON.stringify(object));
