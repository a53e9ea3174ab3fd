import { severitiesOf, type Workload } from '../../signals';
import type { InhibitRule } from '../inhibition';
import { LOG_SEVERITY } from './alert-rule';

/**
 * While a signal warns or pages of what log lines tell as well, they are not told of: the metric says it sooner, and how much of the
 * work it is.
 */
export const logInhibitions = (workloads: readonly Workload[]): readonly InhibitRule[] =>
  workloads.flatMap(({ name, signals, logs }) =>
    logs.flatMap(({ name: log, toldBy = [] }) =>
      toldBy.flatMap((general) => {
        // As it alerts here: an environment may have dropped it.
        const here = signals.find((signal) => signal.name === general.name);
        const severities = here ? severitiesOf(here).filter((severity) => severity !== 'info') : [];
        if (severities.length === 0) return [];
        return [
          {
            source_matchers: [
              `workload="${name}"`,
              `alertname="${general.name}"`,
              `severity=~"${severities.join('|')}"`,
            ],
            target_matchers: [`workload="${name}"`, `alertname="${log}"`, `severity="${LOG_SEVERITY}"`],
            equal: ['workload'],
          },
        ];
      }),
    ),
  );
