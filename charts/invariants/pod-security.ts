import { isException, POD_EXCEPTIONS, type PodException } from './exceptions';
import { describe, type KubeObject } from './kube-object';
import { violation } from './restricted';

/**
 * Every pod is restricted, as `restricted.ts` has it.
 *
 * @param exceptions pods that may differ, each with its reason
 */
export function checkPodSecurity(object: KubeObject, exceptions: readonly PodException[] = POD_EXCEPTIONS): void {
  if (exceptions.some((exception) => isException(object, exception))) return;
  const found = violation(object);
  if (found !== undefined) {
    throw new Error(
      `${describe(object)} is not restricted: ${found}; correct it, or name it with its reason in charts/invariants/exceptions.ts`,
    );
  }
}

/** An exception names a pod that needs one: a name that matches nothing would excuse whatever comes to bear it. */
export function checkExceptions(
  objects: readonly KubeObject[],
  exceptions: readonly PodException[] = POD_EXCEPTIONS,
): void {
  for (const exception of exceptions) {
    const excused = objects.some((object) => isException(object, exception) && violation(object) !== undefined);
    if (!excused) {
      const { kind, namespace, name } = exception;
      throw new Error(
        `the exception for ${kind} ${namespace}/${name} matches no pod that needs it: remove it from charts/invariants/exceptions.ts, or correct it`,
      );
    }
  }
}
