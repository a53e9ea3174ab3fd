import { severitiesOf, type Workload } from '../signals';

export interface InhibitRule {
  readonly source_matchers: readonly string[];
  readonly target_matchers: readonly string[];
  readonly equal: readonly string[];
}

/**
 * While a signal is critical, its lesser alerts say nothing new: same alert name, same scope. Each signal has its own
 * rule, since labels that both sides lack would count as equal.
 */
export function severityInhibitions(workloads: readonly Workload[]): readonly InhibitRule[] {
  return workloads.flatMap(({ signals }) =>
    signals.flatMap((signal) => {
      const [worst, ...lesser] = severitiesOf(signal);
      if (worst === undefined || lesser.length === 0) return [];
      return [
        {
          source_matchers: [`alertname="${signal.name}"`, `severity="${worst}"`],
          target_matchers: [`alertname="${signal.name}"`, `severity=~"${lesser.join('|')}"`],
          equal: ['workload', ...signal.query.labels],
        },
      ];
    }),
  );
}
