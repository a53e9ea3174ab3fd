import { severitiesOf, type Inhibition, type Signal, type Workload } from '../signals';

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

/** What a workload declares of its alerts: while the general one fires, the particular ones are not told. */
export const declaredInhibitions = (workloads: readonly Workload[]): readonly InhibitRule[] =>
  workloads.flatMap((workload) =>
    workload.inhibitions
      .filter(({ general, severities }) => severities.some((severity) => severitiesOf(general).includes(severity)))
      .flatMap((inhibition) => rulesOf(workload, inhibition)),
  );

function rulesOf(workload: Workload, { general, severities, particular }: Inhibition): readonly InhibitRule[] {
  const source = [`workload="${workload.name}"`, `alertname="${general.name}"`, `severity=~"${severities.join('|')}"`];
  if (particular === 'the rest') {
    // An alert never inhibits itself by its other severity here: that is said of each signal already.
    const rest = [`workload="${workload.name}"`, `alertname!="${general.name}"`];
    return [{ source_matchers: source, target_matchers: rest, equal: ['workload'] }];
  }
  // Alertmanager takes labels that both sides lack as equal; so each set of labels in common has its own rule.
  return particular
    .filter((signal) => severitiesOf(signal).length > 0)
    .map((signal) => ({
      source_matchers: source,
      target_matchers: [`workload="${workload.name}"`, `alertname="${signal.name}"`],
      equal: ['workload', ...inCommon(general, signal)],
    }));
}

const inCommon = (a: Signal, b: Signal): readonly string[] =>
  a.query.labels.filter((label) => b.query.labels.includes(label));
