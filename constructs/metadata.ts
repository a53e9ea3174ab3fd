import { labels } from './labels';
import { waveAnnotation, type Wave } from './waves';

export interface MetadataProps {
  readonly name: string;
  /** Left out for kinds that are cluster-scoped. */
  readonly namespace?: string;
  /** The component that the object belongs to: the value of `app.kubernetes.io/name`. Default: the object's name. */
  readonly component?: string;
  /** When Argo CD applies it. Default: after namespaces, RBAC and the operator. */
  readonly wave?: Wave;
  /** Further labels. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Further annotations. */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** The metadata of one of our objects: an explicit name, our labels, its wave. */
export function metadata(props: MetadataProps) {
  return {
    name: props.name,
    ...(props.namespace !== undefined && { namespace: props.namespace }),
    labels: { ...labels(props.component ?? props.name), ...props.labels },
    annotations: { ...waveAnnotation(props.wave ?? 'default'), ...props.annotations },
  };
}
