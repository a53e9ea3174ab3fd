import {
  children,
  isRecordedName,
  milliseconds,
  passing,
  RULE_CONTEXT,
  TARGET_LABELS,
  type Duration,
  type Expr,
  type Selector,
  type Window,
} from '../../promql';
import { exporterOf, IDENTITY, WINDOW, type Scrape, type Slo, type Workload } from '../../signals';
import { sloGroups } from './rule-groups';
import { FAST } from './windows';

const HOUR = milliseconds('1h');

/**
 * Samples that Prometheus reads in an hour to evaluate an objective's rules: for every evaluation, each series times how
 * many of its samples lie in the range. An estimate: labels of unknown values are taken to have one, and targets are as
 * many as the workload's scrape says.
 */
export function samplesPerHour(workload: Workload, slo: Slo): number {
  const read = { workload, slo, writtenEvery: intervals(workload, slo) };
  return sloGroups(workload, slo).reduce((sum, { interval, recordings, conditions }) => {
    const expressions = [...recordings.map(({ source }) => source), ...conditions.map(({ condition }) => condition)];
    const each = expressions.reduce((samples, { expr }) => samples + samplesRead(read, expr), 0);
    return sum + (each * HOUR) / milliseconds(interval);
  }, 0);
}

/** How many rules the objective has. */
export const ruleCount = (workload: Workload, slo: Slo): number =>
  sloGroups(workload, slo).reduce((sum, { recordings, conditions }) => sum + recordings.length + conditions.length, 0);

interface Read {
  readonly workload: Workload;
  readonly slo: Slo;
  /** Of recorded series, by their name. */
  readonly writtenEvery: ReadonlyMap<string, Duration>;
}

const intervals = (workload: Workload, slo: Slo): ReadonlyMap<string, Duration> =>
  new Map([
    ...workload.recordings.map(({ record, interval }) => [record, interval] as const),
    ...sloGroups(workload, slo).flatMap(({ interval, recordings }) =>
      recordings.map(({ record }) => [record, interval] as const),
    ),
  ]);

function samplesRead(read: Read, expr: Expr): number {
  switch (expr.kind) {
    case 'selector':
      return seriesOf(read, expr);
    case 'range':
      return (seriesOf(read, expr.of) * length(expr.window)) / milliseconds(intervalOf(read, expr.of));
    case 'subquery':
      return (samplesRead(read, expr.of) * length(expr.window)) / milliseconds(expr.step);
    default:
      return children(expr).reduce((sum, child) => sum + samplesRead(read, child), 0);
  }
}

const length = (window: Window): number =>
  milliseconds((window === 'auto' || window === 'range' ? RULE_CONTEXT.window : window) as Duration);

const intervalOf = ({ workload, writtenEvery }: Read, selector: Selector): Duration =>
  isRecordedName(selector.series) ? (writtenEvery.get(selector.series) ?? FAST) : scrapeOf(workload, selector).interval;

const scrapeOf = (workload: Workload, expr: Selector): Scrape => exporterOf(workload, { expr }).scrape;

/** One series for each combination of the values that its labels are known to have, on each target. */
function seriesOf({ workload, slo }: Read, selector: Selector): number {
  const { labels, matchers, known = {}, series } = selector;
  const own = labels.filter((label) => !NOT_COUNTED.includes(label));
  const combinations = own.reduce((count, label) => {
    const values = passing(matchers, label, known[label] ?? groupValues(slo, label));
    return count * Math.max(1, values?.length ?? 1);
  }, 1);
  return combinations * (isRecordedName(series) ? 1 : (scrapeOf(workload, selector).targets ?? 1));
}

const NOT_COUNTED: readonly string[] = [...TARGET_LABELS, ...IDENTITY, WINDOW];

/** The values of a label by which the objective is grouped, which its recorded series have. */
function groupValues(slo: Slo, label: string): readonly string[] | undefined {
  if (slo.kind === 'composite' || !slo.sli.labels.includes(label)) return undefined;
  return knownIn(slo.sli.present.expr, label);
}

function knownIn(expr: Expr, label: string): readonly string[] | undefined {
  if (expr.kind === 'selector') return expr.known?.[label];
  return children(expr)
    .map((child) => knownIn(child, label))
    .find((values) => values !== undefined);
}
