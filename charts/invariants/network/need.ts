/** One end of a call, as a rendered object tells of it. */
export type End =
  /** A component of ours, by its name and namespace. */
  | { readonly kind: 'component'; readonly name: string; readonly namespace: string }
  /** Pods that are not ours. */
  | { readonly kind: 'pods'; readonly namespace?: string }
  /** What is no pod, by the name that the graph gives it. */
  | { readonly kind: 'outside'; readonly name: string };

/** A rendered object tells that somebody calls somebody. */
export interface Need {
  readonly from: End;
  readonly to: End;
  /** The container's port, where the one who is called is a component. */
  readonly port?: number;
  /** The object that tells of it, for messages. */
  readonly told: string;
}

export const nameOf = (end: End): string => ('name' in end ? end.name : (end.namespace ?? 'every pod'));
