import { SAMPLING } from '../telemetry/sampling';
import { cpuSeconds, openFiles, openFilesLimit, residentMemory, startTime } from '../workloads/process-metrics';
import { keptSpanDuration, spanCalls, spanDuration } from '../workloads/spans';
import { scrape, spanScrape } from '../workloads/wafer-map/rendering';
import { spansOf, type Conditions } from './incidents';
import { counted, diurnal, steady, type Load } from './load';
import { podsOf, type Pod } from './pods';
import { noise } from './random';
import { counterOf, gaugeOf, histogramOf, type Series } from './series';
import { logNormal } from './shape';
import { always, during, product, rest } from './steps';
import { targetOf, type Target } from './target';
import { MINUTE, within } from './time';

const REPLICAS = 2;
const COLLECTORS = ['0', '1'] as const;
const MAPS_PER_SECOND = 20;

/** What each request leads to, by service; in seconds. */
interface Operation {
  readonly service: string;
  readonly span: string;
  /** For each rendering, or each file. */
  readonly times: number;
  readonly median: number;
  readonly p99: number;
}

/** The path of a rendering, the root first. */
const RENDERING: readonly Operation[] = [
  { service: 'wafer-map', span: 'GET /wafer-map', times: 1, median: 0.35, p99: 1.05 },
  { service: 'tile-cache', span: 'GET /tile', times: 4, median: 0.004, p99: 0.03 },
  { service: 'die-query', span: 'POST /dies', times: 1, median: 0.08, p99: 0.4 },
  { service: 'postgres', span: 'SELECT dies', times: 2, median: 0.02, p99: 0.15 },
  { service: 'image-resize', span: 'POST /resize', times: 1, median: 0.2, p99: 0.7 },
];

/** The path of a file through the STDF pipeline, whose spans the same collectors count. */
const FILE: readonly Operation[] = [
  { service: 'api-gateway', span: 'POST /files', times: 1, median: 0.2, p99: 1.5 },
  { service: 'stdf-parser', span: 'parse block', times: 50, median: 0.12, p99: 0.4 },
  { service: 'feature-store', span: 'GET /features', times: 50, median: 0.005, p99: 0.03 },
  { service: 'ml-model-serving', span: 'predictor.Predictor/Predict', times: 50, median: 0.04, p99: 0.11 },
];
const FILES_PER_SECOND = 24 / MINUTE;

/** While the images are resized as slowly as they once were. */
const SLOW = { 'GET /wafer-map': { median: 2.2, p99: 5.5 }, 'POST /resize': { median: 1.9, p99: 5 } } as const;

const USUAL_FAILURES = 0.0005;
const FAILED = 'STATUS_CODE_ERROR';

/** The part that is kept of traces that nothing sets apart. */
const REST = SAMPLING.find(({ of }) => of === 'all')?.share ?? 0;

/** The service by its process, and its spans as the collectors count them. */
export function waferMap(conditions: Conditions): readonly Target[] {
  const { seed, since } = conditions;
  const rollouts = spansOf(conditions, 'deploy').map(({ from }) => from);
  const renderings = diurnal(MAPS_PER_SECOND / COLLECTORS.length, seed, scrape.job);
  const files = diurnal(FILES_PER_SECOND / COLLECTORS.length, seed, 'files');
  return [
    ...podsOf(scrape.job, REPLICAS, { since, rollouts, seed }).map((pod) =>
      targetOf(scrape, {
        pod: pod.name,
        exists: (t) => pod.from <= t && t < pod.to,
        series: process(pod, conditions),
      }),
    ),
    ...COLLECTORS.map((replica) =>
      targetOf(spanScrape, {
        pod: `otel-sampler-${replica}`,
        series: [
          ...RENDERING.flatMap((operation) => spansSeen(operation, renderings, conditions)),
          ...FILE.flatMap((operation) => spansSeen(operation, files, conditions)),
        ],
      }),
    ),
  ];
}

function spansSeen(operation: Operation, load: Load, conditions: Conditions): readonly Series[] {
  const { service, span, times, median, p99 } = operation;
  const labels = { service_name: service, span_name: span, span_kind: 'SPAN_KIND_SERVER' };
  const slowness = span in SLOW ? SLOW[span as keyof typeof SLOW] : undefined;
  const slow = during(slowness ? spansOf(conditions, 'slow-maps') : [], 1, 0);
  // The database fails, and with it whoever waits for it.
  const fails = ['postgres', 'die-query', 'wafer-map'].includes(service) ? spansOf(conditions, 'failing-maps') : [];
  const failing = product(always(USUAL_FAILURES), during(fails, 0.05 / USUAL_FAILURES));
  const outcomes = { STATUS_CODE_UNSET: rest(failing), [FAILED]: failing } as const;
  return Object.entries(outcomes).flatMap(([status_code, outcome]) => {
    const part = product(always(times), outcome);
    const of = { ...labels, status_code };
    const populations = [
      { shape: logNormal({ median, p99 }), part: product(part, rest(slow)), kept: status_code === FAILED ? 1 : REST },
      // All that is slow is kept.
      { shape: logNormal(slowness ?? { median, p99 }), part: product(part, slow), kept: 1 },
    ];
    const keptOnes = populations.map(({ shape, part: all, kept }) => ({ shape, part: product(all, always(kept)) }));
    return [
      counterOf(spanCalls, of, counted(load, part, conditions.since)),
      ...histogramOf(spanDuration, of, { load, since: conditions.since, populations }),
      ...histogramOf(keptSpanDuration, of, { load, since: conditions.since, populations: keptOnes }),
    ];
  });
}

function process(pod: Pod, conditions: Conditions): readonly Series[] {
  const jitter = noise(conditions.seed, pod.name, 'process');
  const leaks = pod.index === 0 ? spansOf(conditions, 'descriptor-leak') : [];
  return [
    counterOf(cpuSeconds, {}, counted(steady(0.8), always(1), pod.from)),
    gaugeOf(residentMemory, {}, (t) => Math.round(6e8 + 5e7 * jitter(t / MINUTE))),
    gaugeOf(openFiles, {}, (t) => (within(leaks, t) ? 960 : Math.round(180 + 30 * jitter(t / 15)))),
    gaugeOf(openFilesLimit, {}, () => 1024),
    gaugeOf(startTime, {}, () => pod.from),
  ];
}
