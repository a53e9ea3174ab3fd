import type { Environment } from '../environments';
import { remembered } from '../promql';
import { applyOverrides, checkTogether, DeclarationError, type Workload } from '../signals';
import { prometheusOperator } from '../workloads/prometheus-operator';

/**
 * What is watched in an environment, as it is there.
 * @throws DeclarationError with the environment's name, for overrides and workloads that do not fit each other
 */
export const watchedIn = remembered(({ name, workloads, overrides, existing }: Environment): readonly Workload[] => {
  try {
    const declared = applyOverrides(workloads, overrides);
    // An operator that is there already is watched by whoever runs it; ours would be missed for ever.
    const watched = existing?.operator ? declared.filter((one) => one.name !== prometheusOperator.name) : declared;
    return checkTogether(watched);
  } catch (cause) {
    throw new DeclarationError(`environment ${name}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
});
