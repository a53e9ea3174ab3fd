import { isByLabel, printNumber, type MetricSpec } from '../../promql';
import { some, type Finding } from './finding';
import type { Sample } from './sample';
import { floatOf } from './words';

/** The series of one histogram: those that differ in `le` and in their suffix only. */
interface One {
  readonly labels: ReadonlyMap<string, string>;
  readonly names: ReadonlySet<string>;
  /** Its finite and infinite bounds, however an exporter spells them: `1800` is `1800.0`. */
  readonly bounds: ReadonlySet<number>;
}

/** Bounds that differ from the declared ones, and histograms without sum or count. */
export function bucketFindings(spec: MetricSpec, samples: readonly Sample[]): readonly Finding[] {
  const all = histograms(samples);
  return [
    ...grouped(all, (one) => difference(spec, one)).map(({ what: { expected, found }, in: part }) => ({
      metric: spec.name,
      finding: 'other buckets' as const,
      expected,
      found: `${found}${inSome(part, all.length)}`,
    })),
    ...grouped(all, (one) => lackingParts(spec, one)).map(({ what: { expected, found }, in: part }) => ({
      metric: spec.name,
      finding: 'incomplete histogram' as const,
      expected,
      found: `${found}${inSome(part, all.length)}`,
    })),
  ];
}

function histograms(samples: readonly Sample[]): readonly One[] {
  const byKey = new Map<string, { labels: Map<string, string>; names: Set<string>; bounds: Set<number> }>();
  for (const sample of samples) {
    const labels = new Map([...sample.labels].filter(([label, value]) => label !== 'le' && value !== ''));
    const key = JSON.stringify([...labels].sort());
    const one = byKey.get(key) ?? { labels, names: new Set(), bounds: new Set() };
    byKey.set(key, one);
    one.names.add(sample.name);
    const bound = floatOf(sample.labels.get('le') ?? '');
    if (bound !== undefined) one.bounds.add(bound);
  }
  return [...byKey.values()];
}

interface Difference {
  readonly expected: string;
  readonly found: string;
}

/** Nothing where the histogram is of a value for which no bounds are declared: its label is a finding already. */
function difference({ buckets = [] }: MetricSpec, { labels, bounds }: One): Difference | undefined {
  const declared = isByLabel(buckets) ? buckets.of[labels.get(buckets.by) ?? ''] : buckets;
  if (declared === undefined) return undefined;
  const wanted = [...declared, Infinity];
  const without = wanted.filter((bound) => !bounds.has(bound));
  const also = [...bounds].filter((bound) => !wanted.includes(bound)).sort((a, b) => a - b);
  if (without.length === 0 && also.length === 0) return undefined;
  return {
    expected: wanted.map(printNumber).join(' '),
    found: [
      ...(without.length > 0 ? [`without ${some(without.map(printNumber))}`] : []),
      ...(also.length > 0 ? [`also ${some(also.map(printNumber))}`] : []),
    ].join('; '),
  };
}

function lackingParts({ name }: MetricSpec, { names }: One): Difference | undefined {
  const lacking = ['_sum', '_count'].filter((part) => !names.has(`${name}${part}`));
  if (lacking.length === 0) return undefined;
  return { expected: '_bucket, _sum and _count', found: `without ${lacking.join(' and ')}` };
}

/** What differs in the same way is told once, with how many there are. */
function grouped(all: readonly One[], differ: (one: One) => Difference | undefined) {
  const counts = new Map<string, { readonly what: Difference; in: number }>();
  for (const what of all.map(differ)) {
    if (!what) continue;
    const key = JSON.stringify(what);
    const group = counts.get(key) ?? { what, in: 0 };
    group.in += 1;
    counts.set(key, group);
  }
  return [...counts.values()];
}

const inSome = (part: number, all: number): string => (part === all ? '' : `, in ${part} of its ${all} histograms`);
