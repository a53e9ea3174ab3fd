import { ratio, seconds } from '../../promql';
import {
  above,
  comes,
  gone,
  grows,
  observes,
  quantityText,
  shown,
  signal,
  targetsDown,
  type InputSeries,
  type Scrape,
} from '../../signals';
import { keptSpanDuration, spanCalls, spanDuration } from '../spans';

/** The service's own targets: whether it is there, and what its process uses. */
export const scrape: Scrape = { job: 'wafer-map', namespace: 'test-data', port: 'metrics', interval: '15s' };

/** The collectors, which count spans: all else about the service is read there. */
export const spanScrape: Scrape = {
  job: 'span-metrics',
  namespace: 'observability',
  port: 'span-metrics',
  interval: '15s',
  monitor: 'of the stack',
};

export const targets = targetsDown(scrape, { prefix: 'WaferMap', title: 'the wafer map' });
export const spanTargets = targetsDown(spanScrape, {
  prefix: 'WaferMapSpanMetrics',
  title: 'the span metrics of the collectors',
});

/** The span that a rendering begins and ends with, as the service sees it. */
const ROOT = { service_name: 'wafer-map', span_name: 'GET /wafer-map', span_kind: 'SPAN_KIND_SERVER' } as const;
const FAILED = 'STATUS_CODE_ERROR';

export const rendered = spanCalls.where(ROOT);
export const renderingTime = spanDuration.where(ROOT);
/** Renderings whose traces are kept. */
const exemplars = keptSpanDuration.where(ROOT).exemplars();
const failures = rendered.where({ status_code: FAILED });

/** What one rendering is promised to take. */
export const PROMISED = seconds(1.2);

const all = rendered.rate().sumBy();

export const throughput = shown({
  name: 'WaferMapRenderings',
  title: 'Renderings',
  description: 'Wafer maps that are asked for, whether they succeed or not. Every span is counted, sampled or not.',
  query: all.as('requests/s'),
});

type Span = Readonly<Record<'service_name' | 'span_name' | 'span_kind', string>> & { readonly pod?: string };

/** Two collectors, which have seen half of the spans each. */
const twoCollectors = (of: Span, series: (of: Span) => readonly InputSeries[]): readonly InputSeries[] =>
  ['a', 'b'].flatMap((pod) => series({ ...of, pod }));

/** Spans a second that succeed and that fail. */
const calls = (of: Span, succeeding: number, failing: number): readonly InputSeries[] =>
  twoCollectors(of, (half) => [
    grows(spanCalls, { ...half, status_code: 'STATUS_CODE_UNSET' }, succeeding / 2),
    grows(spanCalls, { ...half, status_code: FAILED }, failing / 2),
  ]);

/** The same of spans that are none of renderings: of another service, another operation, another side. */
const STRANGERS: readonly Span[] = [
  { ...ROOT, service_name: 'image-resize' },
  { ...ROOT, span_name: 'GET /healthz' },
  { ...ROOT, span_kind: 'SPAN_KIND_CLIENT' },
];

/** From one collector, until 30 minutes. */
const before = (perSecond: number): readonly InputSeries[] =>
  gone([grows(spanCalls, { ...ROOT, status_code: 'STATUS_CODE_UNSET', pod: 'former' }, perSecond)], '30m');
const since = (series: readonly InputSeries[]): readonly InputSeries[] => comes(series, '30m');

/** Fewer failures say nothing: whoever looks at a map at night may reload it. */
const EVIDENCE = 10;
const severalFailed = failures.increase('10m').sumBy().atLeast(EVIDENCE);

export const errorRatio = signal({
  name: 'WaferMapErrorRatio',
  title: 'Error ratio of renderings',
  description: (t) =>
    `Share of renderings that fail, from ${EVIDENCE} within ten minutes on. Above ${t.critical} engineers cannot work with the maps.`,
  query: failures.rate().sumBy().orZeroOf(all).div(all.positive()),
  critical: above(ratio(0.01)).for('5m').whilst(`at least ${EVIDENCE} have failed within ten minutes`, severalFailed),
  view: { drillDown: 'wafer-map-services' },
  examples: {
    critical: {
      fires: [
        // Failures that begin.
        { series: [...before(10), ...since(calls(ROOT, 9.8995, 0.1005))], at: '41m', notYetAt: '38m', labels: {} },
        // Failures that go on while there are fewer renderings; others do better.
        {
          series: [
            ...calls(ROOT, 9.8995, 0.1005),
            ...before(20),
            ...STRANGERS.flatMap((other) => calls(other, 100, 0)),
          ],
          at: '40m',
          notYetAt: '36m',
          labels: {},
        },
        // Eleven failures within ten minutes, and hardly anything else.
        { series: calls(ROOT, 0.1, 11 / 600), at: '18m', notYetAt: '9m', labels: {} },
      ],
      quiet: [
        { series: [...calls(ROOT, 9.9005, 0.0995), ...STRANGERS.flatMap((other) => calls(other, 0, 10))], at: '30m' },
        // Nine failures within ten minutes.
        {
          series: [...calls(ROOT, 0.1, 9 / 600), ...STRANGERS.flatMap((other) => calls(other, 0, 10))],
          at: '40m',
        },
        { series: [grows(spanCalls, { ...ROOT, status_code: 'STATUS_CODE_UNSET' }, 10)], at: '30m' },
      ],
    },
  },
  impact: 'Engineers see no map of their wafers; decisions about lots wait.',
  nextSteps: [
    'On the dashboard Wafer-map services, see whose spans fail: the service furthest down the path is the cause, those above it only pass it on.',
    'In Jaeger, search the service wafer-map for the tag error=true of the last fifteen minutes, and read the message on the deepest span that failed.',
    'If the failing service was deployed at that time, roll it back: kubectl -n test-data rollout undo deployment/<service>.',
  ],
});

type PerSecond = Readonly<Record<number, number>>;

const observed = (of: Span, perSecond: PerSecond): readonly InputSeries[] =>
  observes(spanDuration, { ...of, status_code: 'STATUS_CODE_UNSET' }, perSecond);

/** Fast ones until 30 minutes, and then those of two collectors, of which one has the slow ones. */
const becomes = (fast: PerSecond, slow: PerSecond): readonly InputSeries[] => [
  ...gone(observed({ ...ROOT, pod: 'former' }, { 0.05: 100 }), '30m'),
  ...since(observed({ ...ROOT, pod: 'a' }, fast)),
  ...since(observed({ ...ROOT, pod: 'b' }, slow)),
];

export const latencyP95 = signal({
  name: 'WaferMapLatencyP95',
  title: 'P95 of renderings',
  description: (t) =>
    `Nineteen of twenty renderings take no longer than this. ${t.warning} are promised; ${t.critical} it was before image-resize was mended.`,
  query: renderingTime.rate().sumBy().quantile(0.95),
  warning: above(PROMISED).for('10m'),
  critical: above(seconds(4)).for('10m'),
  view: { recorded: true, exemplars, drillDown: 'wafer-map-services' },
  examples: {
    // 1.208 s and 1.196 s.
    warning: {
      fires: [
        { series: becomes({ 1.2: 50 }, { 1.2: 44.95, 2: 5.05 }), at: '45m', notYetAt: '43m', labels: {} },
        {
          series: [
            ...observed(ROOT, { 1.2: 94.95, 2: 5.05 }),
            ...STRANGERS.flatMap((other) => observed(other, { 0.05: 1000 })),
          ],
          at: '12m',
          notYetAt: '10m',
          labels: {},
        },
      ],
      quiet: {
        series: [
          ...observed(ROOT, { 0.8: 94, 1.2: 1.01, 2: 4.99 }),
          ...STRANGERS.flatMap((other) => observed(other, { 10: 1000 })),
        ],
        at: '30m',
      },
    },
    // 4.01 s and 3.99 s.
    critical: {
      fires: [
        { series: becomes({ 4: 50 }, { 4: 44.95, 5: 5.05 }), at: '45m', notYetAt: '43m', labels: {} },
        {
          series: [
            ...observed(ROOT, { 4: 94.95, 5: 5.05 }),
            ...STRANGERS.flatMap((other) => observed(other, { 0.05: 1000 })),
          ],
          at: '12m',
          notYetAt: '10m',
          labels: {},
        },
      ],
      quiet: {
        series: [
          ...observed(ROOT, { 3: 94, 4: 1.01, 5: 4.99 }),
          ...STRANGERS.flatMap((other) => observed(other, { 10: 1000 })),
        ],
        at: '30m',
      },
    },
  },
  impact: 'Engineers wait for every wafer that they look at, and stop looking.',
  nextSteps: [
    'See in the panel Share of latency by service which one has grown: image-resize did so before, when it resized images at every request instead of taking them from tile-cache.',
    'In Jaeger, search the service wafer-map for the operation GET /wafer-map with a duration above 1200ms, open the slowest trace, and compare it with a fast one of the same hour.',
    'If the service that has grown is at its CPU limit, add replicas: kubectl -n test-data scale deployment/<service> --replicas=<n>. If it was deployed at that time, roll it back: kubectl -n test-data rollout undo deployment/<service>.',
  ],
});

export const latencyHeatmap = shown({
  name: 'WaferMapLatencyDistribution',
  title: 'Distribution of rendering times',
  description: `How many renderings a second took how long; ${quantityText(PROMISED)} are promised. Two bands are two ways to render: with the tile in the cache, and without.`,
  query: renderingTime.rate().sumBy().perBucket(),
  view: { recorded: true, as: 'heatmap', bucketUnit: 'seconds', exemplars },
});
