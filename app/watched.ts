import type { Environment } from '../environments';
import { remembered } from '../promql';
import { applyOverrides, checkTogether, DeclarationError, type Workload } from '../signals';

/**
 * What is watched in an environment, as it is there.
 * @throws DeclarationError with the environment's name, for overrides and workloads that do not fit each other
 */
export const watchedIn = remembered(({ name, workloads, overrides }: Environment): readonly Workload[] => {
  try {
    return checkTogether(applyOverrides(workloads, overrides));
  } catch (cause) {
    throw new DeclarationError(`environment ${name}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
});
