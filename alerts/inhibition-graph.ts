import { SEVERITIES, type Severity } from '../signals';
import { groupsOf, type Group } from './groups';
import type { InhibitRule } from './inhibition';
import type { RoutedAlert } from './routing/alerts';
import type { Labels } from './routing/matcher';
import { silencedBy } from './routing/silenced';

interface Named {
  readonly workload: string;
  readonly name: string;
}

/** An alert that is not told while another fires. */
export interface Particular extends Named {
  /** Where not all of its severities fall silent that are no worse than the other alert's: those that do. */
  readonly only?: readonly Severity[];
}

/** While a general alert fires with one of these severities, particular ones are not told; none that is more severe. */
export interface Silencing {
  readonly workload: string;
  readonly general: string;
  readonly severities: readonly Severity[];
  /** The rest are all other alerts of its workload, but those that stand alone. */
  readonly particular: readonly Particular[] | 'the rest';
  /** Of the rest, those that stand alone, where there are such. */
  readonly but?: readonly string[];
  /** Labels of the series, such as the tester, of which both alerts must have the same. */
  readonly equal: readonly string[];
}

/** What is not told while what fires. */
export interface InhibitionGraph {
  /** Alerts whose more severe condition silences the less severe one, of the same labels. */
  readonly alerts: readonly Named[];
  /** Objectives of whose alerts only the one is told that says most. */
  readonly objectives: readonly Named[];
  /** All else: one alert silences others. */
  readonly silencings: readonly Silencing[];
}

interface Pair {
  readonly by: RoutedAlert;
  readonly of: RoutedAlert;
  readonly equal: readonly string[];
}

/** @param alerts that may fire, as their rules label them @param rules of Alertmanager's configuration */
export function inhibitionGraph(alerts: readonly RoutedAlert[], rules: readonly InhibitRule[]): InhibitionGraph {
  const pairs = alerts.flatMap((of) =>
    silencedBy(of, alerts, rules).map(({ by, equal }) => ({ by, of, equal: unknown(equal, by.labels, of.labels) })),
  );
  const ofOneObjective = pairs.filter(({ by, of }) => isOfOneObjective(by, of));
  const ofOneAlert = pairs.filter(({ by, of }) => !isOfOneObjective(by, of) && by.name === of.name);
  const others = pairs.filter(({ by, of }) => !isOfOneObjective(by, of) && by.name !== of.name);
  return {
    alerts: groupsOf(ofOneAlert, ({ by }) => by.name).map(([{ by }]) => named(by, by.name)),
    objectives: groupsOf(ofOneObjective, ({ by }) => by.labels.sloth_id).map(([{ by }]) =>
      named(by, by.labels.sloth_id ?? ''),
    ),
    silencings: silencingsOf(others, alerts),
  };
}

/** What is of these workloads: what silences there, and what is silenced there by others. */
export function graphWithin(
  { alerts, objectives, silencings }: InhibitionGraph,
  workloads: readonly string[],
): InhibitionGraph {
  const isOf = ({ workload }: Pick<Named, 'workload'>): boolean => workloads.includes(workload);
  return {
    alerts: alerts.filter(isOf),
    objectives: objectives.filter(isOf),
    silencings: silencings.flatMap((one) => {
      if (isOf(one)) return [one];
      const particular = one.particular === 'the rest' ? [] : one.particular.filter(isOf);
      return particular.length > 0 ? [{ ...one, particular }] : [];
    }),
  };
}

const named = (alert: RoutedAlert, name: string): Named => ({ workload: workloadOf(alert), name });

const isOfOneObjective = (one: RoutedAlert, other: RoutedAlert): boolean =>
  one.labels.sloth_id !== undefined && one.labels.sloth_id === other.labels.sloth_id;

/** The labels that only the series say: of what both rules set is known whether it is the same. */
const unknown = (equal: readonly string[], one: Labels, other: Labels): readonly string[] =>
  equal.filter((label) => one[label] === undefined || other[label] === undefined);

const workloadOf = ({ labels }: RoutedAlert): string => labels.workload ?? '';
const severityOf = ({ labels }: RoutedAlert): Severity => SEVERITIES.find((one) => one === labels.severity) ?? 'info';

/** In the order in which the alerts are declared; severities from the worst on. */
function silencingsOf(pairs: readonly Pair[], alerts: readonly RoutedAlert[]): readonly Silencing[] {
  const bySeverity = groupsOf(pairs, ({ by }) => [by.name, severityOf(by)]);
  const sweeping = bySeverity.filter((same) => isOfTheRest(same, alerts));
  const single = bySeverity.filter((same) => !sweeping.includes(same)).flat();
  const silencings = [...sweeping.map((same) => theRest(same, alerts)), ...oneByOne(single, alerts)];
  const names = alerts.map(({ name }) => name);
  return silencings.toSorted((a, b) => names.indexOf(a.general) - names.indexOf(b.general));
}

function isOfTheRest(same: Group<Pair>, alerts: readonly RoutedAlert[]): boolean {
  const [{ by }] = same;
  const others = alerts.filter(
    (alert) => workloadOf(alert) === workloadOf(by) && alert.name !== by.name && !alert.standsAlone,
  );
  const silent = same.filter(({ equal }) => equal.length === 0).map(({ of }) => of);
  return others.length > 1 && others.every((alert) => silent.includes(alert));
}

function theRest([{ by }]: Group<Pair>, alerts: readonly RoutedAlert[]): Silencing {
  const alone = alerts.filter((alert) => workloadOf(alert) === workloadOf(by) && alert.standsAlone);
  return {
    workload: workloadOf(by),
    general: by.name,
    severities: [severityOf(by)],
    particular: 'the rest',
    ...(alone.length > 0 && { but: alone.map(({ name }) => name) }),
    equal: [],
  };
}

function oneByOne(pairs: readonly Pair[], alerts: readonly RoutedAlert[]): readonly Silencing[] {
  const arrows = groupsOf(pairs, ({ by, of, equal }) => [by.name, severityOf(by), of.name, equal]).map((same) => ({
    ...same[0],
    only: onlyOf(same, alerts),
  }));
  const merged = groupsOf(arrows, ({ by, of, equal, only }) => [by.name, of.name, equal, only]).map((same) => ({
    ...same[0],
    severities: SEVERITIES.filter((severity) => same.some(({ by }) => severityOf(by) === severity)),
  }));
  return groupsOf(merged, ({ by, severities, equal }) => [by.name, severities, equal]).map((same) => ({
    workload: workloadOf(same[0].by),
    general: same[0].by.name,
    severities: same[0].severities,
    particular: same.map(({ of, only }) => ({ ...named(of, of.name), ...(only && { only }) })),
    equal: same[0].equal,
  }));
}

/** @param same pairs of one general alert and severity, and one particular alert */
function onlyOf(same: Group<Pair>, alerts: readonly RoutedAlert[]): readonly Severity[] | undefined {
  const [{ by, of }] = same;
  const silent = SEVERITIES.filter((severity) => same.some((pair) => severityOf(pair.of) === severity));
  const noWorse = alerts
    .filter(({ name }) => name === of.name)
    .map(severityOf)
    .filter((severity) => SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(severityOf(by)));
  return noWorse.every((severity) => silent.includes(severity)) ? undefined : silent;
}
