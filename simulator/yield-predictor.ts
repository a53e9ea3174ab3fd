import { leText } from '../promql';
import { boundsOf } from '../signals';
import {
  accuracy,
  calibrationError,
  CHAMPIONS,
  featureBaseline,
  featureBaselineMean,
  featureCache,
  FEATURES,
  featureValue,
  gpuUtilization,
  latency,
  MODELS,
  outcomes,
  predictions,
} from '../workloads/yield-predictor/metrics';
import { scrape } from '../workloads/yield-predictor/service';
import { spansOf, type Conditions } from './incidents';
import { counted, DAILY_SWING, diurnal, type Load } from './load';
import { podsOf, type Pod } from './pods';
import { noise } from './random';
import { counterOf, gaugeOf, histogramOf, runningSums, type Series } from './series';
import { logNormal, normal } from './shape';
import { always, during, product, rest, type Steps } from './steps';
import { targetOf, type Target } from './target';
import { MINUTE, within } from './time';

type Model = (typeof MODELS)[number];
type Feature = (typeof FEATURES)[number];

/** Predictions a second at the busiest time of day, over all replicas. */
const PEAK_PER_SECOND = 5000;
const REPLICAS = 4;

/** What each version is like in normal times. The P99 is the one that its owners state. */
interface Version {
  readonly model: Model;
  readonly version: string;
  /** Its part of all predictions. */
  readonly part: number;
  readonly median: number;
  readonly p99: number;
  readonly right: number;
}

const CHALLENGER: Version = {
  model: 'yield_predictor',
  version: 'v2.2',
  part: 0.05,
  median: 0.038,
  p99: 0.085,
  right: 0.935,
};
const VERSIONS: readonly Version[] = [
  { model: 'yield_predictor', version: CHAMPIONS.yield_predictor, part: 0.45, median: 0.04, p99: 0.085, right: 0.93 },
  CHALLENGER,
  {
    model: 'binning_optimizer',
    version: CHAMPIONS.binning_optimizer,
    part: 0.3,
    median: 0.06,
    p99: 0.125,
    right: 0.878,
  },
  {
    model: 'failure_classifier',
    version: CHAMPIONS.failure_classifier,
    part: 0.2,
    median: 0.05,
    p99: 0.11,
    right: 0.94,
  },
];

/** In training; volts and nanoamperes. */
const TRAINED: Readonly<Record<Feature, { readonly mean: number; readonly deviation: number }>> = {
  vdd_core: { mean: 0.85, deviation: 0.05 },
  leakage_na: { mean: 2.4, deviation: 0.3 },
};
const DRIFT = 1.06;

/** The part of predictions of which becomes known whether they were right. */
const KNOWN = 1 / 10;

const USUAL_FAILURES = 0.0002;
const GPUS = ['0', '1'] as const;

/** The service as its replicas tell of it. */
export function yieldPredictor(conditions: Conditions): readonly Target[] {
  const { seed, since } = conditions;
  const rollouts = spansOf(conditions, 'deploy').map(({ from }) => from);
  const away = spansOf(conditions, 'service-down');
  const silent = spansOf(conditions, 'target-down');
  const load = diurnal(PEAK_PER_SECOND / (1 + DAILY_SWING) / REPLICAS, seed, scrape.job);
  return podsOf(scrape.job, REPLICAS, { since, rollouts, seed }).map((pod) =>
    targetOf(scrape, {
      pod: pod.name,
      exists: (t) => pod.from <= t && t < pod.to,
      answers: (t) => !within(away, t) && !(pod.index === 0 && within(silent, t)),
      series: [
        ...VERSIONS.flatMap((version) => served(version, pod, load, conditions)),
        ...MODELS.flatMap((model) => [
          ...cache(model, pod, load),
          ...validation(model, conditions),
          ...FEATURES.flatMap((feature) => inputs(model, feature, pod, load, conditions)),
        ]),
        ...GPUS.map((gpu) => gpuLoad(gpu, pod, load, conditions)),
      ],
    }),
  );
}

const partOf = (model: Model): number =>
  VERSIONS.filter((version) => version.model === model).reduce((sum, { part }) => sum + part, 0);

/** Incidents of a single model happen to this one. */
const isAiling = (model: Model): boolean => model === 'yield_predictor';

function failures(model: Model, conditions: Conditions): Steps {
  return product(
    always(USUAL_FAILURES),
    during(spansOf(conditions, 'error-burst'), 0.04 / USUAL_FAILURES),
    during(spansOf(conditions, 'slow-burn'), 0.009 / USUAL_FAILURES),
    during(isAiling(model) ? spansOf(conditions, 'slow-and-failing') : [], 0.007 / USUAL_FAILURES),
  );
}

function served(version: Version, pod: Pod, load: Load, conditions: Conditions): readonly Series[] {
  const labels = { model: version.model, version: version.version };
  const part = always(version.part);
  const failing = failures(version.model, conditions);
  const slow = during(spansOf(conditions, 'latency-step'), 1, 0);
  const slower = during(isAiling(version.model) ? spansOf(conditions, 'slow-and-failing') : [], 1, 0);
  const { median, p99 } = version;
  return [
    counterOf(predictions, { ...labels, result: 'success' }, counted(load, product(part, rest(failing)), pod.from)),
    counterOf(predictions, { ...labels, result: 'error' }, counted(load, product(part, failing), pod.from)),
    ...histogramOf(latency, labels, {
      load,
      since: pod.from,
      populations: [
        { shape: logNormal({ median, p99 }), part: product(part, rest(slow), rest(slower)) },
        { shape: logNormal({ median: 3 * median, p99: 3 * p99 }), part: product(part, slow) },
        { shape: logNormal({ median: 2 * median, p99: 2 * p99 }), part: product(part, slower) },
      ],
    }),
    ...verdicts(version, pod, load, conditions),
    calibration(version, pod, conditions),
  ];
}

/** Half of the dies of which the truth is known are good ones. */
function verdicts(version: Version, pod: Pod, load: Load, conditions: Conditions): readonly Series[] {
  const worse = version === CHALLENGER ? spansOf(conditions, 'bad-challenger') : [];
  const right = during(worse, version.right - 0.035, version.right);
  const known = always((version.part * KNOWN) / 2);
  return (['tp', 'tn', 'fp', 'fn'] as const).map((outcome) => {
    const share = outcome.startsWith('t') ? right : rest(right);
    const { model, version: name } = version;
    return counterOf(outcomes, { model, version: name, outcome }, counted(load, product(known, share), pod.from));
  });
}

function calibration({ model, version }: Version, pod: Pod, conditions: Conditions): Series {
  const wrong = model === 'failure_classifier' ? spansOf(conditions, 'miscalibrated') : [];
  const jitter = noise(conditions.seed, pod.name, model, version, 'calibration');
  return gaugeOf(
    calibrationError,
    { model, version },
    (t) => (within(wrong, t) ? 0.08 : 0.02) + 0.002 * jitter(t / (10 * MINUTE)),
  );
}

function cache(model: Model, pod: Pod, load: Load): readonly Series[] {
  const lookUps = (part: number) => counted(load, always(part * partOf(model)), pod.from);
  return [
    counterOf(featureCache, { model, result: 'hit' }, lookUps(0.95)),
    counterOf(featureCache, { model, result: 'miss' }, lookUps(0.05)),
  ];
}

/** Validated every ten minutes, on a set of its own for all replicas. */
function validation(model: Model, conditions: Conditions): readonly Series[] {
  const usual = VERSIONS.find((version) => version.model === model && version !== CHALLENGER)?.right ?? 1;
  const worse = isAiling(model) ? spansOf(conditions, 'model-regression') : [];
  const jitter = noise(conditions.seed, model, 'validation');
  return [
    gaugeOf(
      accuracy,
      { model, dataset: 'validation' },
      (t) => usual - (within(worse, t) ? 0.05 : 0) + 0.003 * jitter(t / (10 * MINUTE)),
    ),
  ];
}

function inputs(model: Model, feature: Feature, pod: Pod, load: Load, conditions: Conditions): readonly Series[] {
  const labels = { model, feature };
  const { mean, deviation } = TRAINED[feature];
  const moved = during(feature === 'vdd_core' ? spansOf(conditions, 'feature-drift') : [], 1, 0);
  const part = always(partOf(model));
  const bounds = boundsOf(featureValue.spec, labels);
  const trained = runningSums(normal({ mean, deviation })(bounds).shares);
  return [
    ...histogramOf(featureValue, labels, {
      load,
      since: pod.from,
      populations: [
        { shape: normal({ mean, deviation }), part: product(part, rest(moved)) },
        { shape: normal({ mean: DRIFT * mean, deviation }), part: product(part, moved) },
      ],
    }),
    ...[...bounds, Infinity].map((bound, i) =>
      gaugeOf(featureBaseline, { ...labels, le: leText(bound) }, () => trained[i]),
    ),
    gaugeOf(featureBaselineMean, labels, () => mean),
  ];
}

/** Busy as the service is. */
function gpuLoad(gpu: string, pod: Pod, load: Load, conditions: Conditions): Series {
  const full = pod.index === 0 && gpu === '0' ? spansOf(conditions, 'gpu-saturation') : [];
  const jitter = noise(conditions.seed, pod.name, gpu, 'gpu');
  const perReplica = PEAK_PER_SECOND / REPLICAS;
  return gaugeOf(gpuUtilization, { gpu_id: gpu }, (t) =>
    within(full, t) ? 97 + jitter(t / 15) : (70 * load.rate(t)) / perReplica + 4 * jitter(t / 15),
  );
}
