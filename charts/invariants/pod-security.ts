import { EXCEPTIONS_NAMESPACE, exceptionsIn, isException, POD_EXCEPTIONS, type PodException } from './exceptions';
import { describe, type KubeObject } from './kube-object';
import { violations } from './restricted';

/**
 * Every pod is restricted, as `restricted.ts` has it, but for what an exception excuses.
 *
 * @param exceptions pods that may differ, each in which points and with its reason
 */
export function checkPodSecurity(object: KubeObject, exceptions: readonly PodException[] = POD_EXCEPTIONS): void {
  const excuses = exceptions.filter((exception) => isException(object, exception)).flatMap((found) => found.excuses);
  const found = violations(object).find((violation) => !excuses.some((excuse) => violation.startsWith(excuse)));
  if (found !== undefined) {
    throw new Error(
      `${describe(object)} is not restricted: ${found}; correct it, or name it with its reason in charts/invariants/exceptions.ts`,
    );
  }
}

/**
 * Every exception is for a pod in the one namespace that is privileged, and each of its excuses is needed by the pod that it
 * names, where an environment has that pod: what nobody needs would excuse whatever comes later.
 */
export function checkExceptions(
  objects: readonly KubeObject[],
  exceptions: readonly PodException[] = POD_EXCEPTIONS,
): void {
  exceptions.forEach(checkPlace);
  for (const exception of exceptionsIn(objects, exceptions)) {
    const broken = objects.filter((object) => isException(object, exception)).flatMap(violations);
    const idle = exception.excuses.find((excuse) => !broken.some((violation) => violation.startsWith(excuse)));
    if (idle !== undefined) {
      throw new Error(`${nameOf(exception)} excuses "${idle}", which its pod does not need: remove it`);
    }
  }
}

/** Which exceptions name a pod that none of the environments has. @param environments the objects of each */
export const unusedExceptions = (
  environments: readonly (readonly KubeObject[])[],
  exceptions: readonly PodException[] = POD_EXCEPTIONS,
): readonly PodException[] => {
  const used = new Set(environments.flatMap((objects) => exceptionsIn(objects, exceptions)));
  return exceptions.filter((exception) => !used.has(exception));
};

function checkPlace(exception: PodException): void {
  if (exception.namespace !== EXCEPTIONS_NAMESPACE) {
    throw new Error(
      `${nameOf(exception)} is for a pod outside of ${EXCEPTIONS_NAMESPACE}: no other namespace of ours admits it`,
    );
  }
}

const nameOf = ({ kind, namespace, name }: PodException): string =>
  `the exception for ${kind} ${namespace}/${name} in charts/invariants/exceptions.ts`;
