import type { MetricSpec } from '../../promql';
import type { Exposed } from './exposed';
import type { Finding } from './finding';

/** What stands in an exposition for a declared metric. */
export interface Match {
  readonly exposed: Exposed;
  /** The names of the exposed metrics that it took. */
  readonly names: readonly string[];
  readonly findings: readonly Finding[];
}

type ByName = ReadonlyMap<string, Exposed>;

export const TOTAL = '_total';
const PARTS = ['_bucket', '_sum', '_count'] as const;

/** The metric itself; else what must be meant, in spite of its name or of a TYPE line that is missing. */
export const matchOf = (spec: MetricSpec, metrics: ByName): Match | undefined =>
  itself(spec, metrics) ?? untypedHistogram(spec, metrics) ?? partOf(spec, metrics) ?? withoutTotal(spec, metrics);

function itself({ name }: MetricSpec, metrics: ByName): Match | undefined {
  const exposed = metrics.get(name);
  return exposed && { exposed, names: [name], findings: [] };
}

/** Without a TYPE line, the series of a histogram look like metrics of their own. */
function untypedHistogram({ name, kind }: MetricSpec, metrics: ByName): Match | undefined {
  if (!kind.endsWith('histogram') || !metrics.has(`${name}_bucket`)) return undefined;
  const parts = PARTS.flatMap((part) => metrics.get(`${name}${part}`) ?? []);
  const samples = parts.flatMap((part) => part.samples);
  return { exposed: { name, kind: 'untyped', samples }, names: parts.map((part) => part.name), findings: [] };
}

/** A catalog may have the count of a histogram or of a summary alone; it is a counter. */
function partOf({ name }: MetricSpec, metrics: ByName): Match | undefined {
  const part = PARTS.find((suffix) => name.endsWith(suffix));
  const whole = part && metrics.get(name.slice(0, -part.length));
  if (!whole || !['histogram', 'summary'].includes(whole.kind)) return undefined;
  const samples = whole.samples.filter((sample) => sample.name === name);
  return { exposed: { name, kind: 'counter', samples }, names: [whole.name], findings: [] };
}

function withoutTotal({ name, kind }: MetricSpec, metrics: ByName): Match | undefined {
  const stem = kind === 'counter' && name.endsWith(TOTAL) ? metrics.get(name.slice(0, -TOTAL.length)) : undefined;
  if (!stem || !['counter', 'untyped'].includes(stem.kind)) return undefined;
  const finding: Finding = { metric: name, finding: 'without _total', expected: name, found: stem.name };
  return { exposed: stem, names: [stem.name], findings: [finding] };
}
