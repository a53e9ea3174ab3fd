import type { KubeObject } from './kube-object';

/** A pod that is allowed not to meet the *restricted* standard, in every environment, and why. */
export interface PodException {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly reason: string;
}

/** Every pod of ours meets the standard. What needs the host will be named here, in a namespace of its own. */
export const POD_EXCEPTIONS: readonly PodException[] = [];

/** Whether an exception names an object. */
export function isException({ kind, metadata }: KubeObject, exception: PodException): boolean {
  return kind === exception.kind && metadata.namespace === exception.namespace && metadata.name === exception.name;
}
