import { SEVERITIES, severitiesOf, type Inhibition, type Severity, type Signal, type Workload } from '../signals';

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
      .flatMap((inhibition) =>
        inhibition.particular === 'on its node'
          ? onItsNode(workload, inhibition, workloads)
          : rulesOf(workload, inhibition, inhibition.particular),
      ),
  );

const ownOf = ({ name }: Workload): string => `workload="${name}"`;
const sourceOf = (workload: Workload, general: Signal, severities: readonly Severity[]): readonly string[] => [
  ownOf(workload),
  `alertname="${general.name}"`,
  `severity=~"${severities.join('|')}"`,
];

/**
 * Exporters with a target on every node miss one, and do not say on which: while a node is told of, that is taken for the reason. What
 * may be the cause (its memory, its disk) is not silenced.
 */
function onItsNode(
  workload: Workload,
  { general, severities }: Inhibition,
  workloads: readonly Workload[],
): readonly InhibitRule[] {
  const particular = workloads.flatMap(({ signals }) => signals).filter(({ perNode }) => perNode);
  if (particular.length === 0) return [];
  const names = `alertname=~"${particular.map(({ name }) => name).join('|')}"`;
  return byMight(severities, [...new Set(particular.flatMap(severitiesOf))]).map(({ by, only }) => ({
    source_matchers: sourceOf(workload, general, by),
    target_matchers: [names, ...only],
    equal: [],
  }));
}

function rulesOf(
  workload: Workload,
  { general, severities }: Inhibition,
  particular: Exclude<Inhibition['particular'], 'on its node'>,
): readonly InhibitRule[] {
  const own = ownOf(workload);
  const source = (of: readonly Severity[]) => sourceOf(workload, general, of);
  if (particular === 'the rest') {
    // An alert never inhibits itself by its other severity here: that is said of each signal already.
    const rest = [own, others([general, ...workload.logs.filter(({ standsAlone }) => standsAlone)])];
    return byMight(severities, SEVERITIES).map(({ by, only }) => ({
      source_matchers: source(by),
      target_matchers: [...rest, ...only],
      equal: ['workload'],
    }));
  }
  // Alertmanager takes labels that both sides lack as equal; so each set of labels in common has its own rule.
  return particular.flatMap((signal) =>
    byMight(severities, severitiesOf(signal)).map(({ by, only }) => ({
      source_matchers: source(by),
      target_matchers: [own, `alertname="${signal.name}"`, ...only],
      equal: ['workload', ...inCommon(general, signal)],
    })),
  );
}

/** All alerts but these. */
const others = (all: readonly { readonly name: string }[]): string =>
  all.length === 1 ? `alertname!="${all[0]?.name ?? ''}"` : `alertname!~"${all.map(({ name }) => name).join('|')}"`;

interface Might {
  readonly by: readonly Severity[];
  /** The matcher that leaves out what is more severe, where there is such. */
  readonly only: readonly string[];
}

/**
 * An alert silences none that is more severe: a warning wakes nobody, and a page that it silenced would reach nobody.
 * @param severities of the general alert @param others those of the particular one
 */
function byMight(severities: readonly Severity[], others: readonly Severity[]): readonly Might[] {
  const within = (severity: Severity): readonly Severity[] =>
    others.filter((other) => SEVERITIES.indexOf(other) >= SEVERITIES.indexOf(severity));
  const overAll = severities.filter((severity) => others.length > 0 && within(severity).length === others.length);
  const limited = severities.filter((severity) => !overAll.includes(severity) && within(severity).length > 0);
  return [
    ...(overAll.length > 0 ? [{ by: overAll, only: [] }] : []),
    ...limited.map((severity) => ({ by: [severity], only: [`severity=~"${within(severity).join('|')}"`] })),
  ];
}

const inCommon = (a: Signal, b: Signal): readonly string[] =>
  a.query.labels.filter((label) => b.query.labels.includes(label));
