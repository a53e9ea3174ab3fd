import { seconds } from '../../promql';
import { above, comes, gone, observes, shown, signal, type InputSeries } from '../../signals';
import { parseErrors, parsingLatency, recordsParsed } from './metrics';

type PerSecond = Readonly<Record<number, number>>;

/** Two replicas, of which one has the slow blocks, after half an hour in which another was fast. */
const begins = (fast: PerSecond, slow: PerSecond): readonly InputSeries[] => [
  ...gone(observes(parsingLatency, { pod: 'former' }, { 0.05: 100 }), '30m'),
  ...comes(observes(parsingLatency, { pod: 'a' }, fast), '30m'),
  ...comes(observes(parsingLatency, { pod: 'b' }, slow), '30m'),
];

export const parsingP95 = signal({
  name: 'StdfEtlParsingLatencyP95',
  title: 'P95 parsing latency',
  description: (t) =>
    `Nineteen of twenty blocks of records are parsed within this. Above ${t.warning} the pipeline has no reserve left, above ${t.critical} it falls behind the testers.`,
  query: parsingLatency.rate().sumBy().quantile(0.95),
  warning: above(seconds(0.4)).for('10m'),
  critical: above(seconds(0.5)).for('10m'),
  view: { drillDown: 'stdf-parsing' },
  examples: {
    // 401 ms and 398 ms.
    warning: {
      fires: {
        series: begins({ 0.4: 50 }, { 0.4: 44.95, 0.5: 5.05 }),
        at: '45m',
        notYetAt: '43m',
        labels: {},
      },
      quiet: { series: observes(parsingLatency, {}, { 0.3: 94, 0.4: 1.02, 0.5: 4.98 }), at: '30m' },
    },
    // 502 ms and 498 ms.
    critical: {
      fires: {
        series: begins({ 0.5: 50 }, { 0.5: 44.95, 0.75: 5.05 }),
        at: '45m',
        notYetAt: '43m',
        labels: {},
      },
      quiet: { series: observes(parsingLatency, {}, { 0.4: 94, 0.5: 1.02, 0.75: 4.98 }), at: '30m' },
    },
  },
  impact:
    'Jobs come close to the half hour that they are promised to take, and the queue grows at the next change of shift.',
  nextSteps: [
    'Look at the latency by time of day: a band that comes back every day is load, so plan for replicas; one that began with a deployment is to be rolled back: kubectl -n test-data rollout undo deployment/stdf-etl.',
    'Compare with parser memory: near its limit the parser reads files whole instead of in blocks.',
    'See whether the parsers are throttled: kubectl -n test-data top pods -l app.kubernetes.io/name=stdf-etl --containers; at their CPU limit, raise it or add replicas.',
  ],
});

export const parsingByTime = shown({
  name: 'StdfEtlParsingLatencyByTime',
  title: 'Parsing latency by time of day',
  description:
    'How many blocks of records a second took how long, over the last day. Changes of shift stand out, and so does a file of ten gigabytes.',
  query: parsingLatency.rate().sumBy().perBucket(),
  view: { recorded: true, as: 'heatmap', bucketUnit: 'seconds', last: '1d' },
});

export const errorsByReason = shown({
  name: 'StdfEtlParseErrorsByReason',
  title: 'Parse errors by reason',
  description:
    'Records that could not be parsed, by the reason. A single reason that appears is a new test program or tester software.',
  query: parseErrors.rate().sumBy('reason'),
});

export const recordsByType = shown({
  name: 'StdfEtlRecordsByType',
  title: 'Records parsed by type',
  description:
    'Records read a second, by their type: parametric results (PTR, MPR), functional ones (FTR), parts (PIR, PRR) and so on. A type that vanishes is a file format that has changed.',
  query: recordsParsed.rate().sumBy('record_type'),
});
