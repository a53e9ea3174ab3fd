import { compare } from '../../../cli/contract/compare';
import { parseExposition } from '../../../cli/contract/exposition';
import { isBroken } from '../../../cli/contract/finding';
import { guessFormat } from '../../../cli/contract/format';
import { any, counter, gauge, histogram } from '../../../promql';
import type { Exporter, Scrape } from '../../../signals';

const SCRAPE: Scrape = { job: 'kiln', namespace: 'bakery', port: 'metrics', interval: '15s' };

export const batches = counter('kiln_batches_total', {
  labels: { oven: any, result: ['good', 'burnt'] },
  help: 'Batches.',
});
export const heat = gauge('kiln_heat_ratio', { labels: { oven: any }, unit: 'ratio', help: 'Heat.' });
export const bakeTime = histogram('kiln_bake_seconds', {
  unit: 'seconds',
  buckets: [1, 1800],
  help: 'Time in the oven.',
});

export const BATCHES = ['# TYPE kiln_batches_total counter', 'kiln_batches_total{oven="a",result="good"} 1'];
export const HEAT = ['# TYPE kiln_heat_ratio gauge', 'kiln_heat_ratio{oven="a"} 0.5'];
export const BAKE_TIME = [
  '# TYPE kiln_bake_seconds histogram',
  'kiln_bake_seconds_bucket{le="1"} 1',
  'kiln_bake_seconds_bucket{le="1800"} 1',
  'kiln_bake_seconds_bucket{le="+Inf"} 1',
  'kiln_bake_seconds_sum 1',
  'kiln_bake_seconds_count 1',
];

export type Metrics = Exporter['metrics'];

/** Everything that is found, a line each: metric, finding, expected and found. */
export function found(metrics: Metrics, lines: readonly string[], scrape: Partial<Scrape> = {}) {
  const text = lines.map((line) => `${line}\n`).join('');
  const format = guessFormat(text);
  const exporter = { scrape: { ...SCRAPE, ...scrape }, metrics };
  const findings = compare(exporter, { families: parseExposition(text, format), format });
  return findings.map((finding) => [
    finding.metric,
    `${finding.finding}${isBroken(finding) ? '' : ' (note)'}`,
    finding.expected,
    finding.found,
  ]);
}
