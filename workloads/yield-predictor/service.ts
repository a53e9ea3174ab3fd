import { constant, percent, perSecond, ratio, seconds } from '../../promql';
import {
  above,
  by,
  comes,
  gone,
  grows,
  observes,
  quantityText,
  shown,
  signal,
  stays,
  targetsDown,
  targetsUp,
  type InputSeries,
  type Scrape,
} from '../../signals';
import { keptSpanDuration } from '../spans';
import { featureCache, gpuUtilization, latency, MODELS, predictions } from './metrics';
import { answeredByModel, latencyByModel } from './recordings';

export const scrape: Scrape = {
  job: 'yield-predictor',
  namespace: 'ml-platform',
  port: 'metrics',
  interval: '15s',
  targets: 4,
};

/** As they trace and log, the entry first: testers ask one of the two. */
export const SERVICES = ['ml-model-serving', 'yield-predictor'] as const;

const YIELD = { model: 'yield_predictor', version: 'v2.1' } as const;
const BINNING = { model: 'binning_optimizer', version: 'v1.0' } as const;
const FAILURE = { model: 'failure_classifier', version: 'v1.0' } as const;

export const targets = targetsDown(scrape, { prefix: 'YieldPredictor', title: 'the yield predictor' });

/** What one replica was sized for, and what the line was promised. */
const CAPACITY_PER_REPLICA = 1500;
const PROMISED_THROUGHPUT = perSecond(1000, 'requests');

export const throughput = shown({
  name: 'YieldPredictorThroughput',
  title: 'Throughput',
  description: `Predictions answered, of the models chosen. The lower line is what the SLA promises for all models together, the upper one what the replicas that are up can carry (${CAPACITY_PER_REPLICA} requests/s each).`,
  query: answeredByModel.sumBy(),
  view: {
    lines: [
      { title: `Capacity of the replicas up`, query: targetsUp(scrape).as('requests/s').mul(CAPACITY_PER_REPLICA) },
      { title: `SLA: ${quantityText(PROMISED_THROUGHPUT)}`, query: constant(PROMISED_THROUGHPUT) },
    ],
  },
});

const answered = predictions.rate().sumBy('model');
const failed = predictions.where({ result: 'error' }).rate().sumBy('model');

const errors = failed.orZeroOf(answered).div(answered.positive());

/** Slower traffic is a trickle: two failures among three requests are no incident. */
const TRICKLE = perSecond(1, 'requests');

type Labels = Readonly<Record<'model' | 'version', string>>;

const succeeds = (labels: Labels, perSecond: number): InputSeries =>
  grows(predictions, { ...labels, result: 'success' }, perSecond);
const fails = (labels: Labels, perSecond: number): InputSeries =>
  grows(predictions, { ...labels, result: 'error' }, perSecond);

/** From each of two replicas half of it. */
const twoPods = (labels: Labels, series: (labels: Labels) => readonly InputSeries[]): readonly InputSeries[] =>
  ['a', 'b'].flatMap((pod) => series({ ...labels, pod } as Labels));

const errorsOf = (labels: Labels, failing: number, perSecondInAll = 100): readonly InputSeries[] =>
  twoPods(labels, (of) => [succeeds(of, (perSecondInAll - failing) / 2), fails(of, failing / 2)]);

/** What others have seen before it all begins at 30 minutes: as much without errors, and then nothing. */
const BEGIN = '30m';
const before = (series: readonly InputSeries[]) => gone(series, BEGIN);
const since = (series: readonly InputSeries[]) => comes(series, BEGIN);
const former = <L extends Labels>(labels: L) => ({ ...labels, pod: 'former' });

export const errorRatio = signal({
  name: 'YieldPredictorErrorRatio',
  title: 'Error ratio',
  description: (t) =>
    `Share of predictions that end in an error, by model. Above ${t.critical} lots are held for lack of a verdict.`,
  query: errors,
  critical: above(ratio(0.01))
    .for('5m')
    .whilst(`it answers more than ${quantityText(TRICKLE)}`, answered.compare('>', TRICKLE)),
  view: { recorded: true, drillDown: 'ml-model-comparison' },
  examples: {
    critical: {
      // Errors that begin, errors that go on while there are fewer requests, and the least traffic that counts.
      fires: {
        series: [
          ...before([succeeds(former(YIELD), 100)]),
          ...since(errorsOf(YIELD, 1.005)),
          ...errorsOf(BINNING, 1.005),
          ...before([succeeds(former(BINNING), 100)]),
          ...since(errorsOf(FAILURE, 0.5, 1.1)),
        ],
        at: '40m',
        notYetAt: '38m',
        labels: MODELS.map((model) => ({ model })),
      },
      // Just short of it; a model without a single error, which has no error series at all; and a trickle.
      quiet: [
        {
          series: [...errorsOf(YIELD, 0.995), succeeds(BINNING, 100), ...errorsOf(FAILURE, 0.5, 0.9)],
          at: '20m',
        },
        // What is a trickle now was none a quarter of an hour ago.
        { series: [...before([succeeds(former(FAILURE), 100)]), ...errorsOf(FAILURE, 0.5, 0.9)], at: '42m' },
      ],
    },
  },
  impact: 'Testers wait for a verdict that does not come; affected lots are held and must be judged again.',
  nextSteps: [
    'On the dashboard Model comparison, see whether one version fails alone; if it is the newest, roll it back: kubectl -n ml-platform rollout undo deployment/yield-predictor.',
    'Read what fails: kubectl -n ml-platform logs -l app.kubernetes.io/name=yield-predictor -c yield-predictor --since=10m --tail=-1 --prefix | grep -i error.',
    'If all models fail at once, look at what they share: the feature cache and the GPUs on the dashboard ML model serving.',
  ],
});

type PerSecond = Readonly<Record<number, number>>;

/** Two replicas of which one has the slow ones, after a time in which another answered at once. @param fast, slow by bound */
const begins = (labels: Labels, fast: PerSecond, slow: PerSecond): readonly InputSeries[] => [
  ...before(observes(latency, former(labels), { 0.01: 100 })),
  ...since(observes(latency, { ...labels, pod: 'a' }, fast)),
  ...since(observes(latency, { ...labels, pod: 'b' }, slow)),
];

/** Requests whose traces are kept, of all models: spans do not name one. */
const exemplars = keptSpanDuration.where({ service_name: SERVICES, span_kind: 'SPAN_KIND_SERVER' }).exemplars();

const p99 = latency.rate().sumBy('model').quantile(0.99);
const p95 = latency.rate().sumBy('model').quantile(0.95);

export const latencyP99 = signal({
  name: 'YieldPredictorLatencyP99',
  title: 'P99 latency',
  description: (t) =>
    `Ninety-nine of a hundred predictions are faster than this, by model. Above ${t.critical} the SLA is broken and the line waits for its verdict.`,
  query: p99,
  critical: above(seconds(0.2)).for('5m'),
  view: { recorded: true, exemplars, drillDown: 'ml-model-comparison' },
  examples: {
    critical: {
      // 201 ms and 199 ms.
      fires: {
        series: begins(YIELD, { 0.15: 50 }, { 0.15: 48.99, 0.3: 1.01 }),
        at: '40m',
        notYetAt: '38m',
        labels: { model: 'yield_predictor' },
      },
      quiet: { series: observes(latency, YIELD, { 0.15: 98, 0.2: 1.02, 0.3: 0.98 }), at: '20m' },
    },
  },
  impact:
    'The SLA with the test floor is broken: a tester waits for its verdict longer than its handler takes for the next die.',
  nextSteps: [
    'On the dashboard Model comparison, compare the versions; if the newest alone is slow, roll it back: kubectl -n ml-platform rollout undo deployment/yield-predictor.',
    'Compare throughput with the capacity line; above it, add replicas: kubectl -n ml-platform scale deployment/yield-predictor --replicas=<n>.',
    'If throughput is normal, look at GPU utilization and the feature cache: a cold cache makes every model slow at once.',
  ],
});

/** With this share of errors at the same time, slowness is no warning any more. */
const FAILING = ratio(0.005);
/** binning_optimizer is slower by nature: its normal P99 is 125 ms, the others' 85 and 110 ms. */
const P95_LINES = by('model', {
  yield_predictor: seconds(0.1),
  binning_optimizer: seconds(0.15),
  failure_classifier: seconds(0.1),
});

/** All models half a millisecond above their lines, and below them. */
const slow = [
  ...begins(YIELD, { 0.1: 50 }, { 0.1: 44.95, 0.15: 5.05 }),
  ...begins(BINNING, { 0.15: 50 }, { 0.15: 44.95, 0.2: 5.05 }),
  ...begins(FAILURE, { 0.1: 50 }, { 0.1: 44.95, 0.15: 5.05 }),
];
const notSlow = [
  ...observes(latency, YIELD, { 0.075: 94, 0.1: 1.02, 0.15: 4.98 }),
  ...observes(latency, BINNING, { 0.1: 90, 0.15: 5.05, 0.2: 4.95 }),
  ...observes(latency, FAILURE, { 0.075: 94, 0.1: 1.02, 0.15: 4.98 }),
];
const ALL_MODELS = MODELS.map((model) => ({ model }));

export const latencyP95 = signal({
  name: 'YieldPredictorLatencyP95',
  title: 'P95 latency',
  description: (t) =>
    `Nineteen of twenty predictions are faster than this, by model. The SLA promises ${t.warning}; slower than that and with errors above ${quantityText(FAILING)}, the model is failing.`,
  query: p95,
  critical: above(P95_LINES)
    .for('10m')
    .whilst(`more than ${quantityText(FAILING)} of its predictions fail`, errors.compare('>', FAILING)),
  warning: above(P95_LINES).for('10m'),
  view: { recorded: true, exemplars, drillDown: 'ml-model-comparison' },
  examples: {
    critical: {
      // Errors that begin with it, and errors that go on while there are fewer requests.
      fires: {
        series: [
          ...slow,
          ...before([succeeds(former(YIELD), 100)]),
          ...since(errorsOf(YIELD, 0.5025)),
          ...errorsOf(BINNING, 0.5025),
          ...before([succeeds(former(BINNING), 100)]),
          ...errorsOf(FAILURE, 0.5025),
        ],
        at: '45m',
        notYetAt: '43m',
        labels: ALL_MODELS,
      },
      quiet: [
        // Slow but answering, one without a single error; and failing, but fast.
        {
          series: [
            ...observes(latency, YIELD, { 0.1: 94.95, 0.15: 5.05 }),
            ...errorsOf(YIELD, 0.4975),
            ...observes(latency, BINNING, { 0.15: 94.95, 0.2: 5.05 }),
            succeeds(BINNING, 100),
            ...observes(latency, FAILURE, { 0.05: 100 }),
            ...errorsOf(FAILURE, 5),
          ],
          at: '30m',
        },
        // Failing, and nearly slow.
        { series: [...notSlow, ...errorsOf(YIELD, 5), ...errorsOf(BINNING, 5), ...errorsOf(FAILURE, 5)], at: '30m' },
      ],
    },
    warning: {
      fires: { series: slow, at: '45m', notYetAt: '43m', labels: ALL_MODELS },
      quiet: { series: notSlow, at: '30m' },
    },
  },
  impact:
    'Verdicts come late; until the P99 alert joins, within the limit that stops the line. With errors at the same time, lots are held.',
  nextSteps: [
    'On the dashboard Model comparison, see which version is slow and since when; compare with the last deployment.',
    'Look at the latency heatmap: a second band means that some replicas are slow, a shifted one that all are.',
    'If errors rise with it, treat it as an outage of that model: roll back its newest version.',
  ],
});

export const latencyHeatmap = shown({
  name: 'YieldPredictorLatencyDistribution',
  title: 'Distribution of latency',
  description:
    'How many predictions a second took how long. A second band is a slow subset: one replica, one version, one kind of input.',
  query: latencyByModel.sumBy('le'),
  view: { as: 'heatmap', bucketUnit: 'seconds', exemplars },
});

export const throughputByModel = shown({
  name: 'YieldPredictorThroughputByModel',
  title: 'Throughput by model',
  description:
    'Predictions answered, by model. A model that falls to zero while the others do not has lost its callers.',
  query: answered,
});

const lookedUp = featureCache.rate().sumBy('model');
const hits = featureCache.where({ result: 'hit' }).rate().sumBy('model');

export const cacheHitRatio = shown({
  name: 'YieldPredictorFeatureCacheHitRatio',
  title: 'Feature cache hit ratio',
  description:
    'Share of feature look-ups that the cache answers, by model. After a restart it starts low and latency with it.',
  query: hits.orZeroOf(lookedUp).div(lookedUp.positive()),
  view: { recorded: true },
});

const busyGpu = (gpu_id: string, value: number, exporter = 'x') =>
  stays(gpuUtilization, { gpu_id, pod: 'a', instance: exporter }, value);

export const gpu = signal({
  name: 'YieldPredictorGpuUtilization',
  title: 'GPU utilization',
  description: (t) =>
    `Share of time in which each GPU computes. Above ${t.warning} for long, requests queue for it and latency follows.`,
  query: gpuUtilization.maxBy('pod', 'gpu_id'),
  warning: above(percent(90)).for('15m'),
  examples: {
    warning: {
      fires: {
        series: [busyGpu('0', 90.5), busyGpu('0', 20, 'y'), busyGpu('1', 60)],
        at: '15m',
        notYetAt: '14m',
        labels: { gpu_id: '0', pod: 'a' },
      },
      quiet: { series: [busyGpu('0', 89.5)], at: '40m' },
    },
  },
  impact: 'No room for peaks: the next one raises latency.',
  nextSteps: [
    'Compare throughput with the capacity line; if it is near, add replicas: kubectl -n ml-platform scale deployment/yield-predictor --replicas=<n>.',
    'If only one GPU is busy, see whether its replica gets more than its share of requests.',
    'If throughput is low and the GPU busy, look for a training or batch job on the same node: kubectl get pods -A -o wide | grep <node>.',
  ],
});
