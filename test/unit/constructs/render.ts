import type { KubeObject, RenderedChart } from '../../../charts/invariants';
import { renderEnvironment } from '../../../cli/render';
import type { Environment } from '../../../environments';
import { STACK } from '../../../main';
import { environmentWith } from '../../fixtures/environment';

/** As much of a rendered object as the tests look into. */
export interface Rendered extends KubeObject {
  readonly data?: Readonly<Record<string, string>>;
  readonly stringData?: Readonly<Record<string, string>>;
  readonly rules?: readonly { readonly apiGroups: string[]; readonly resources: string[]; readonly verbs: string[] }[];
  readonly roleRef?: { readonly kind: string; readonly name: string };
  readonly subjects?: readonly { readonly name: string; readonly namespace: string }[];
  readonly spec: Spec;
}

interface Spec {
  readonly [field: string]: unknown;
  readonly selector: Readonly<Record<string, string>> & { readonly matchLabels: Readonly<Record<string, string>> };
  readonly ports: readonly { readonly name: string; readonly port: number; readonly targetPort: string }[];
  readonly endpoints: readonly { readonly port: string; readonly interval: string }[];
  readonly template: { readonly metadata: { readonly labels: Readonly<Record<string, string>> }; readonly spec: Pod };
  readonly containers: readonly Container[];
}

export interface Pod {
  readonly serviceAccountName: string;
  readonly automountServiceAccountToken: boolean;
  readonly securityContext: { readonly fsGroup: number };
  readonly initContainers?: readonly Container[];
  readonly containers: readonly Container[];
  readonly volumes?: readonly { readonly name: string; readonly configMap?: { readonly name: string } }[];
}

export interface Container {
  readonly name: string;
  readonly restartPolicy?: string;
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value: string }[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string; readonly subPath?: string }[];
  readonly startupProbe: Probe;
  readonly livenessProbe: Probe;
  readonly readinessProbe: Probe;
}

interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
}

/** All charts of an environment, but those of its workloads. */
export const renderStack = (change: Partial<Environment> = {}): readonly RenderedChart[] =>
  renderEnvironment(environmentWith(change)).filter(({ name }) => STACK.includes(name));

/** All objects of the stack. */
export const objectsOf = (charts: readonly RenderedChart[]): readonly Rendered[] =>
  charts.flatMap(({ objects }) => objects) as unknown as readonly Rendered[];

/** The objects of a kind. */
export const ofKind = (objects: readonly Rendered[], kind: string): readonly Rendered[] =>
  objects.filter((object) => object.kind === kind);

/** The one object of a kind and name. */
export function only(objects: readonly Rendered[], kind: string, name: string): Rendered {
  const [found, ...others] = ofKind(objects, kind).filter((object) => object.metadata.name === name);
  if (!found || others.length > 0) throw new Error(`not exactly one ${kind} ${name}`);
  return found;
}

/** All containers of a pod, in the order in which they start. */
export const containersOf = ({ initContainers = [], containers }: Pod): readonly Container[] => [
  ...initContainers,
  ...containers,
];

/** The workload objects whose pods we describe ourselves. */
export const workloadsOf = (objects: readonly Rendered[]): readonly Rendered[] =>
  objects.filter(({ kind }) => ['Deployment', 'StatefulSet', 'DaemonSet'].includes(kind));
