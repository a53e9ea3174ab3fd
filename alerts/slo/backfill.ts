import { metricsRead, print, selectors, type AnyVector, type Duration, type Expr } from '../../promql';
import {
  SERIES,
  slothId,
  sloSeries,
  WINDOW,
  type AnyRecorded,
  type Objective,
  type Slo,
  type Workload,
} from '../../signals';
import type { RecordingRule, RuleGroup } from '../rule';
import { recordingLabels, sloGroups, type SloGroup } from './rule-groups';
import type { SloRecording } from './rule';

/**
 * What of an objective's past is to be filled. From the pair its rules compute windows of two hours and more, and the
 * periods, at their next evaluation; `all` is for graphs of the past.
 */
export type Past = 'pair' | 'all';

/** A recorded series whose past is to be filled, with the group that writes it from now on. */
interface Filled {
  readonly key: string;
  /** The keys of what it reads, and of metrics. */
  readonly reads: readonly string[];
  readonly group: Pick<RuleGroup, 'name' | 'interval'>;
  readonly rule: RecordingRule;
}

/**
 * Rules that fill the past of an objective, in stages: a stage reads raw metrics and what the stages before it have
 * written. Series that the indicator reads and other rules record are among them. A composite's are those of its members,
 * and for graphs its own.
 *
 * The rules are those that record from now on, except that they write nothing at times at which the series has a
 * sample: a second one beside it would count twice in every sum. Missing events are left out, since what is expected
 * comes from the total, which contains them: what is missing in the past is not counted.
 */
export function backfillStages(workload: Workload, slo: Slo, past: Past): readonly (readonly RuleGroup[])[] {
  const own = [...objectivesOf(slo), ...(slo.kind === 'composite' ? [slo] : [])].flatMap((one) =>
    ofObjective(workload, one),
  );
  const wanted = past === 'all' ? own : own.filter(({ rule }) => PAIR.includes(rule.record));
  const known = [...workload.recordings.map((recorded) => ofSource(workload, recorded)), ...own];
  return inStages(withSources(wanted, known)).map(asGroups);
}

/** The objectives whose pairs are filled: a composite has none of its own. */
export const objectivesOf = (slo: Slo): readonly Objective[] => (slo.kind === 'composite' ? slo.of : [slo]);

const PAIR: readonly string[] = [SERIES.all, SERIES.bad];

const ofObjective = (workload: Workload, slo: Slo): readonly Filled[] =>
  sloGroups(workload, slo).flatMap((group) =>
    group.recordings
      .filter(({ record }) => record !== SERIES.missing)
      .map((recording) => filled(workload, group, recording)),
  );

function filled(workload: Workload, { name, interval, slo }: SloGroup, recording: SloRecording): Filled {
  const { record, source, labels } = recording;
  const by = slo.kind === 'objective' ? slo.sli.labels : [];
  const window = labels?.[WINDOW] as Duration | undefined;
  const recorded = sloSeries(workload, slo, record, source.unit, window);
  return {
    key: keyOf(record, slothId(workload, slo)),
    reads: readsOf(source.expr),
    group: { name, interval },
    rule: { record, expr: whereMissing(source, recorded, by), labels: recordingLabels(workload, slo, recording) },
  };
}

const ofSource = ({ name }: Workload, recorded: AnyRecorded): Filled => ({
  key: keyOf(recorded.record),
  reads: readsOf(recorded.source.expr),
  group: { name: `${name}.recordings.${recorded.interval}`, interval: recorded.interval },
  rule: { record: recorded.record, expr: whereMissing(recorded.source, recorded, recorded.labels) },
});

/** `source unless on (by) recorded`. */
const whereMissing = (source: AnyVector, recorded: AnyVector, by: readonly string[]): string =>
  print({
    kind: 'binary',
    op: 'unless',
    left: source.expr,
    right: recorded.expr,
    matching: { mode: 'on', labels: by },
  });

/** Objectives share names of series, and are told apart by `sloth_id`. */
const keyOf = (series: string, id = ''): string => `${series}{${id}}`;

const readsOf = (expr: Expr): readonly string[] => [
  ...selectors(expr).map(({ series, matchers }) =>
    keyOf(series, matchers.find(({ label }) => label === 'sloth_id')?.value),
  ),
  ...metricsRead(expr).map((metric) => keyOf(metric)),
];

/** These, and all among the known that they read, directly or not. */
function withSources(wanted: readonly Filled[], known: readonly Filled[]): readonly Filled[] {
  const sources = known.filter(({ key }) => wanted.some(({ reads }) => reads.includes(key)));
  const all = known.filter((one) => wanted.includes(one) || sources.includes(one));
  return all.length === wanted.length ? all : withSources(all, known);
}

function inStages(left: readonly Filled[]): readonly (readonly Filled[])[] {
  if (left.length === 0) return [];
  const ready = left.filter(({ reads }) => !left.some(({ key }) => reads.includes(key)));
  if (ready.length === 0) throw new Error(`series that read each other: ${left.map(({ key }) => key).join(', ')}`);
  return [ready, ...inStages(left.filter((one) => !ready.includes(one)))];
}

const asGroups = (stage: readonly Filled[]): readonly RuleGroup[] =>
  [...new Map(stage.map(({ group }) => [group.name, group])).values()].map((group) => ({
    ...group,
    rules: stage.filter((one) => one.group.name === group.name).map(({ rule }) => rule),
  }));
