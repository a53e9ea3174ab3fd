import type { MetricSpec } from '../../promql';
import type { Exporter, Scrape } from '../../signals';
import { bucketFindings } from './buckets';
import { duplicateFindings } from './duplicates';
import { exposedMetrics, type Exposed } from './exposed';
import type { Family } from './family';
import { seriesText, type Finding } from './finding';
import type { Format } from './format';
import { labelFindings } from './labels';
import { matchOf, TOTAL, type Match } from './match';
import { countFindings } from './series-count';

/** What clients of every language tell about the process, whether anybody asks for it or not. */
const RUNTIME = /^(?:process|python|go|promhttp|nodejs|jvm)_/;

/** Everything in which an exposition differs from what its exporter is declared to emit, in the order of the catalog. */
export function compare(
  { scrape, metrics: catalog }: Exporter,
  { families, format }: { readonly families: readonly Family[]; readonly format: Format },
): readonly Finding[] {
  const metrics = exposedMetrics(families, format);
  const byName = new Map(metrics.map((metric) => [metric.name, metric]));
  const matches = Object.values(catalog).map(({ spec }) => ({ spec, match: matchOf(spec, byName) }));
  const taken = new Set(matches.flatMap(({ match }) => match?.names ?? []));
  const samples = families.flatMap((family) => family.samples);
  return [
    ...matches.flatMap(({ spec, match }) => (match ? differences(spec, match, scrape) : [missing(spec)])),
    ...duplicateFindings(samples),
    ...countFindings(samples, scrape.targets ?? 1),
    ...metrics.filter(({ name }) => !taken.has(name) && !RUNTIME.test(name)).map(unknown),
  ];
}

const missing = ({ name, kind, optional }: MetricSpec): Finding => ({
  metric: name,
  finding: optional ? 'not in this version' : 'missing metric',
  expected: kind,
  found: 'nothing',
});

function differences(spec: MetricSpec, { exposed, findings }: Match, scrape: Scrape): readonly Finding[] {
  return [
    ...findings,
    ...typeFindings(spec, exposed),
    ...labelFindings(spec, exposed, scrape),
    ...(spec.kind === 'histogram' && ['histogram', 'untyped'].includes(exposed.kind)
      ? bucketFindings(spec, exposed.samples)
      : []),
  ];
}

function typeFindings({ name, kind }: MetricSpec, exposed: Exposed): readonly Finding[] {
  const told = { metric: name, expected: kind };
  if (exposed.kind === 'untyped') return [{ ...told, finding: 'no type', found: 'no TYPE line' }];
  // The text formats show a native histogram as one of few buckets, or of none.
  if (exposed.kind !== (kind === 'native histogram' ? 'histogram' : kind))
    return [{ ...told, finding: 'wrong type', found: exposed.kind }];
  return [
    ...(exposed.samples.length === 0
      ? [{ ...told, finding: 'no series yet' as const, found: 'its TYPE line alone: labels cannot be compared' }]
      : []),
    ...(kind === 'counter' && !COUNTED.test(name)
      ? [{ metric: name, finding: 'name without _total' as const, expected: `${name}${TOTAL}`, found: name }]
      : []),
  ];
}

/** Counters by the name of a series: parts of histograms and summaries are some too. */
const COUNTED = /_(?:total|count|sum|bucket)$/;

const unknown = ({ name, kind, samples }: Exposed): Finding => ({
  metric: name,
  finding: 'not in the catalog',
  expected: 'nothing of that name',
  found: `${kind}, ${seriesText(samples.length)}${kind === 'counter' && !name.endsWith(TOTAL) ? ', without _total' : ''}`,
});
