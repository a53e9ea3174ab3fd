import { stateMetrics, kubelet } from '../workloads/kubernetes/scrapes';
import { containerLimits, containerMemory } from '../workloads/kubernetes/metrics';
import {
  dbConnections,
  dbConnectionsMax,
  filesProcessed,
  jobDuration,
  jobs,
  parseErrors,
  parsingLatency,
  queueFiles,
  recordsParsed,
  yieldPredictions,
} from '../workloads/stdf-etl/metrics';
import { scrape } from '../workloads/stdf-etl/pipeline';
import { spansOf, type Conditions } from './incidents';
import { counted, diurnal, type Load } from './load';
import { podsOf, type Pod } from './pods';
import { noise, uniform } from './random';
import { counterOf, gaugeOf, histogramOf, type Series } from './series';
import { logNormal } from './shape';
import { always, during, product, rest, type Steps } from './steps';
import { targetOf, type Target } from './target';
import { HOUR, MINUTE, within, type Span, type Time } from './time';

const PARSERS = 3;
/** Files a second on average over the day, of all parsers. */
const FILES_PER_SECOND = 24 / MINUTE;
const RECORDS_PER_FILE = 1.5e6;
/** Of blocks, in which files are read. */
const BLOCKS_PER_FILE = 300;

/** Parts of all records; parametric results are most of them. */
const RECORD_TYPES = { PTR: 0.8, FTR: 0.12, PIR: 0.03, PRR: 0.03, MPR: 0.02 } as const;
/** Records of a million that cannot be parsed. */
const PARSE_ERRORS = { truncated: 2, unknown_type: 1, bad_length: 0.5 } as const;

const USUAL_FAILURES = 0.0005;
const POOL = 50;
const GIB = 2 ** 30;
const PARSER_MEMORY = 8 * GIB;

/** The pipeline as its parsers tell of it, and what the cluster tells of their memory. */
export function stdfEtl(conditions: Conditions): readonly Target[] {
  const { seed, since } = conditions;
  const rollouts = spansOf(conditions, 'deploy').map(({ from }) => from);
  const load = diurnal(FILES_PER_SECOND / PARSERS, seed, scrape.job);
  const pods = podsOf(scrape.job, PARSERS, { since, rollouts, seed });
  return [
    ...pods.map((pod) =>
      targetOf(scrape, {
        pod: pod.name,
        container: CONTAINER,
        exists: (t) => isThere(pod, t),
        series: [...files(pod, load, conditions), ...parsing(pod, load, conditions), ...pool(pod, conditions)],
      }),
    ),
    targetOf(stateMetrics, { pod: 'kube-state-metrics-of-the-parsers', series: pods.map(memoryLimit) }),
    targetOf(kubelet, { pod: 'kubelet-of-the-parsers', series: pods.map((pod) => memory(pod, conditions)) }),
  ];
}

const isThere = ({ from, to }: Span, t: Time): boolean => from <= t && t < to;

/** How much of its work the pipeline still does. */
const pace = (conditions: Conditions): Steps =>
  product(
    during(spansOf(conditions, 'etl-stall'), 0),
    during(spansOf(conditions, 'db-pool-exhausted'), 0.05),
    during(spansOf(conditions, 'slow-parser'), 0.3),
  );

function files(pod: Pod, load: Load, conditions: Conditions): readonly Series[] {
  const done = pace(conditions);
  const failing = product(always(USUAL_FAILURES), during(spansOf(conditions, 'bad-files'), 0.05 / USUAL_FAILURES));
  const count = (part: Steps) => from(uniform(pod.name), counted(load, part, pod.from));
  const [success, error] = [product(done, rest(failing)), product(done, failing)];
  return [
    counterOf(filesProcessed, { status: 'success' }, count(success)),
    counterOf(filesProcessed, { status: 'error' }, count(error)),
    counterOf(jobs, { status: 'success' }, count(success)),
    counterOf(jobs, { status: 'error' }, count(error)),
    ...histogramOf(
      jobDuration,
      {},
      {
        load,
        since: pod.from,
        populations: [{ shape: logNormal({ median: 600, p99: 1300 }), part: success }],
      },
    ),
    counterOf(yieldPredictions, {}, count(product(success, always(PREDICTIONS_PER_FILE)))),
    gaugeOf(queueFiles, {}, (t) => waiting(t, conditions)),
  ];
}

/** Rare events of parsers that started together do not come together. */
const from =
  (phase: number, count: (t: Time) => number) =>
  (t: Time): number =>
    phase + count(t);

/** One for each die. */
const PREDICTIONS_PER_FILE = 600;

/** A few files, and what has come in since the pipeline slowed down; the same for whoever is asked. */
function waiting(t: Time, conditions: Conditions): number {
  const slow = spansOf(conditions, 'etl-stall', 'db-pool-exhausted', 'slow-parser').find((span) => within([span], t));
  const jitter = noise(conditions.seed, 'queue')(t / MINUTE);
  const behind = slow ? (1 - pace(conditions).at(t)) * FILES_PER_SECOND * (t - slow.from) : 0;
  return Math.round(4 + 3 * jitter + behind);
}

function parsing(pod: Pod, load: Load, conditions: Conditions): readonly Series[] {
  const done = pace(conditions);
  const slow = during(spansOf(conditions, 'slow-parser'), 1, 0);
  const count = (perFile: number) => counted(load, product(done, always(perFile)), pod.from);
  const blocks = product(done, always(BLOCKS_PER_FILE));
  return [
    ...histogramOf(
      parsingLatency,
      {},
      {
        load,
        since: pod.from,
        populations: [
          { shape: logNormal({ median: 0.12, p99: 0.4 }), part: product(blocks, rest(slow)) },
          { shape: logNormal({ median: 0.3, p99: 1 }), part: product(blocks, slow) },
        ],
      },
    ),
    ...Object.entries(RECORD_TYPES).map(([type, part]) =>
      counterOf(recordsParsed, { record_type: type }, count(part * RECORDS_PER_FILE)),
    ),
    ...Object.entries(PARSE_ERRORS).map(([reason, perMillion]) =>
      counterOf(parseErrors, { reason }, count((perMillion * RECORDS_PER_FILE) / 1e6)),
    ),
  ];
}

function pool(pod: Pod, conditions: Conditions): readonly Series[] {
  const exhausted = spansOf(conditions, 'db-pool-exhausted');
  const jitter = noise(conditions.seed, pod.name, 'pool');
  const used = (t: Time): number => (within(exhausted, t) ? POOL : Math.round(18 + 6 * jitter(t / 15)));
  return [
    gaugeOf(dbConnections, { state: 'used' }, used),
    gaugeOf(dbConnections, { state: 'idle' }, (t) => POOL - used(t)),
    gaugeOf(dbConnectionsMax, {}, () => POOL),
  ];
}

const CONTAINER = 'stdf-parser';
/** Of objects that the cluster tells of, instead of those of the exporter that tells. */
const own = ({ name }: Pod) => ({
  namespace: scrape.namespace,
  pod: name,
  container: CONTAINER,
  service: '',
  endpoint: '',
});
const NODE = 'node-0';

const memoryLimit = (pod: Pod): Series =>
  gaugeOf(
    containerLimits,
    { ...own(pod), uid: `uid-${pod.name}`, node: NODE, resource: 'memory', unit: 'byte' },
    (t) => (isThere(pod, t) ? PARSER_MEMORY : undefined),
  );

/** It reads in blocks, and needs a third of what it may have; with a leak it fills up within two hours. */
function memory(pod: Pod, conditions: Conditions): Series {
  const leaks = pod.index === 0 ? spansOf(conditions, 'memory-leak') : [];
  const jitter = noise(conditions.seed, pod.name, 'memory');
  const { service: _service, endpoint: _endpoint, ...of } = own(pod);
  return gaugeOf(
    containerMemory,
    { ...of, node: NODE, id: `/kubepods/${pod.name}`, image: 'registry.fab.example/stdf-parser', name: pod.name },
    (t) => {
      if (!isThere(pod, t)) return undefined;
      const leaked = leaks.find((span) => within([span], t));
      const share = 0.3 + 0.03 * jitter(t / 30) + (leaked ? Math.min(0.65, (t - leaked.from) / (2 * HOUR)) : 0);
      return Math.round(PARSER_MEMORY * share);
    },
  );
}
