import {
  hasOwnTargetLabels,
  metricsRead,
  milliseconds,
  type AnyMetric,
  type AnyVector,
  type MetricSpec,
  type Recorded,
} from '../promql';
import { isBy } from './condition';
import type { Dashboard } from './dashboard';
import { DeclarationError } from './declaration-error';
import { ALERT_KINDS, alertName, shortWindow, type AlertKind, type Composite, type Objective } from './objective';
import { exportersOf, type Exporter } from './exporter';
import type { Inhibition } from './inhibition';
import { checkClaims } from './log-claims';
import type { LogSignal } from './log-signal';
import { checkStepsDiffer } from './runbook-steps';
import { SCRAPE_METRICS, type Scrape } from './scrape';
import type { Signal } from './signal';
import type { Team } from './team';

/** The recorded series of a workload, of whatever labels and unit. */
export type AnyRecorded = AnyVector & Pick<Recorded<never, never>, 'record' | 'source' | 'interval'>;

/** One thing that is watched: what it measures, what of that is worth knowing, and who owns it. */
export interface Workload {
  /** The label `workload` of its alerts; names its chart and its rule groups. */
  readonly name: string;
  readonly title: string;
  readonly team: Team;
  /** Its main exporter, or its only one. */
  readonly scrape: Scrape;
  /** The catalog: what its exporter emits, of which each metric is on a panel or in a rule, or worth a look in Explore. */
  readonly metrics: Readonly<Record<string, AnyMetric>>;
  /** Further exporters that tell of the same workload. */
  readonly parts: readonly Exporter[];
  /** Metrics that other workloads declare and its signals read. */
  readonly reads: readonly AnyMetric[];
  /** Series that rules write for its signals to read. */
  readonly recordings: readonly AnyRecorded[];
  readonly signals: readonly Signal[];
  /** Which of its alerts make others superfluous; severities of one signal do so by themselves. */
  readonly inhibitions: readonly Inhibition[];
  /**
   * Labels of which each value is a thing of its own, such as a tester: whoever is at one of them when something is wrong with another
   * has to be woken. Default: all that is wrong with the workload is one incident.
   */
  readonly apart: readonly string[];
  /** What it promises. */
  readonly objectives: readonly (Objective | Composite)[];
  readonly dashboards: readonly Dashboard[];
  /** The names under which its services trace and log (`service.name` of OpenTelemetry), the entry to it first. Default: none do. */
  readonly services: readonly string[];
  /** What is worth telling of their log lines. */
  readonly logs: readonly LogSignal[];
  /**
   * What is missing on purpose, and why: metrics (by name) that nothing reads and that are declared all the same, and, under
   * `objectives`, a promise. Whatever else is missing, synth refuses.
   */
  readonly gaps: Readonly<Record<string, string>>;
}

type Optional =
  'parts' | 'reads' | 'recordings' | 'inhibitions' | 'apart' | 'objectives' | 'services' | 'logs' | 'gaps';

type WorkloadProps = Omit<Workload, Optional> & Partial<Pick<Workload, Optional>>;

const NOTHING_MORE: Pick<Workload, Optional> = {
  parts: [],
  reads: [],
  recordings: [],
  inhibitions: [],
  apart: [],
  objectives: [],
  services: [],
  logs: [],
  gaps: {},
};

/** Kubernetes's limit for names: the workload's objects are called like it. */
const NAME = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** @throws DeclarationError for a name, signal, metric or panel that does not fit the rest */
export function workload(props: WorkloadProps): Workload {
  const declared: Workload = { ...NOTHING_MORE, ...props };
  if (!NAME.test(declared.name)) {
    throw new DeclarationError(
      `workload '${declared.name}': its name must be lower-case letters, digits and -, at most 63 characters`,
    );
  }
  checkUnique(
    declared,
    'signal',
    declared.signals.map(({ name }) => name),
  );
  // Several exporters may emit one metric, which is declared once; one of them emits it once.
  for (const metrics of [catalog(declared), ...exportersOf(declared).map(specsOf)]) {
    checkUnique(
      declared,
      'metric',
      metrics.map(({ name }) => name),
    );
  }
  checkUnique(
    declared,
    'recorded series',
    declared.recordings.map(({ record }) => record),
  );
  checkUnique(
    declared,
    'dashboard',
    declared.dashboards.map(({ uid }) => uid),
  );
  checkUnique(
    declared,
    'objective',
    declared.objectives.map(({ id }) => id),
  );
  checkUnique(declared, 'alert', alertNames(declared));
  checkPanels(declared);
  checkOwnLabels(declared);
  checkMetrics(declared);
  checkObjectives(declared);
  checkInhibitions(declared);
  checkClaims(declared);
  checkToldBy(declared);
  checkStepsDiffer({ name: declared.name, signals: [...declared.signals, ...declared.logs] });
  return checkThresholds(declared);
}

const specsOf = ({ metrics }: Exporter): readonly MetricSpec[] => Object.values(metrics).map(({ spec }) => spec);

/** The specifications of the workload's own metrics, those of all of its exporters; what several emit is there once. */
export const catalog = (workload: Pick<Workload, 'scrape' | 'metrics' | 'parts'>): readonly MetricSpec[] => [
  ...new Set(exportersOf(workload).flatMap(specsOf)),
];

function checkUnique({ name }: Workload, what: string, names: readonly string[]): void {
  const twice = names.find((candidate, i) => names.indexOf(candidate) !== i);
  if (twice !== undefined) throw new DeclarationError(`workload ${name} declares the ${what} '${twice}' twice`);
}

/** Every alert that the workload's rules may give. */
export const alertNames = (workload: Pick<Workload, 'name' | 'signals' | 'objectives' | 'logs'>): readonly string[] => [
  ...[...workload.signals, ...workload.logs].map(({ name }) => name),
  ...workload.objectives.flatMap((slo) =>
    slo.kind === 'objective'
      ? (Object.keys(ALERT_KINDS) as AlertKind[]).map((kind) => alertName(workload, slo, kind))
      : [],
  ),
];

/** Rates over fewer scrapes than this jump with every one that is lost. */
const LEAST_SCRAPES = 4;

function checkObjectives(workload: Workload): void {
  for (const slo of workload.objectives) {
    const members = slo.kind === 'composite' ? slo.of : [];
    const outsider = members.find((member) => !workload.objectives.includes(member));
    if (outsider) {
      throw new DeclarationError(
        `workload ${workload.name}: the composite ${slo.id} has the member ${outsider.id}, which is not among its objectives`,
      );
    }
    if (slo.kind === 'objective') checkObjective(workload, slo);
  }
}

function checkObjective({ name, signals, scrape }: Workload, { id, tiers, signals: told }: Objective): void {
  const stranger = told.find((signal) => !signals.includes(signal));
  if (stranger) {
    throw new DeclarationError(
      `workload ${name}: objective ${id} names the signal ${stranger.name}, which is not among its signals`,
    );
  }
  const least = LEAST_SCRAPES * milliseconds(scrape.interval);
  const short = tiers.map(shortWindow).find((window) => milliseconds(window) < least);
  if (short !== undefined) {
    throw new DeclarationError(
      `workload ${name}: objective ${id} has a short window of ${short}, less than ${LEAST_SCRAPES} scrapes of ${scrape.interval}: lengthen the tier's window, or scrape more often`,
    );
  }
}

function checkPanels({ name, signals, dashboards }: Workload): void {
  const onPanels = dashboards.flatMap(({ rows }) => rows.flatMap((row) => row.signals));
  const hidden = signals.find((signal) => !onPanels.includes(signal));
  if (hidden)
    throw new DeclarationError(`workload ${name}: signal ${hidden.name} is on no dashboard: put it into a row`);
  const foreign = onPanels.find((signal) => !signals.includes(signal));
  if (foreign)
    throw new DeclarationError(`workload ${name}: a row shows ${foreign.name}, which is not among its signals`);
}

/** Without it, Prometheus renames them, and every query that names one finds nothing. */
function checkOwnLabels(workload: Workload): void {
  for (const { scrape, metrics } of exportersOf(workload)) {
    const own = Object.values(metrics).find(({ spec }) => hasOwnTargetLabels(spec));
    if (own && !scrape.honorsLabels) {
      throw new DeclarationError(
        `workload ${workload.name}: the metric '${own.spec.name}' sets labels of the scrape itself: say honorsLabels in the scrape of ${scrape.job}, and in its monitor`,
      );
    }
  }
}

function checkMetrics(workload: Workload): void {
  const known = new Set([
    ...catalog(workload).map(({ name }) => name),
    ...[...SCRAPE_METRICS, ...workload.reads].map(({ spec }) => spec.name),
    ...workload.recordings.map(({ record }) => record),
  ]);
  for (const { what, query } of queries(workload)) {
    const stranger = metricsRead(query.expr).find((metric) => !known.has(metric));
    if (stranger !== undefined) {
      throw new DeclarationError(
        `workload ${workload.name}: ${what} reads '${stranger}', which is in no catalog: declare the metric, name it in reads if another workload declares it, or record the series`,
      );
    }
  }
}

function checkInhibitions({ name, signals, inhibitions }: Workload): void {
  const named = inhibitions.flatMap(({ general, particular }) => [
    general,
    ...(typeof particular === 'string' ? [] : particular),
  ]);
  const stranger = named.find((signal) => !signals.includes(signal));
  if (stranger) {
    throw new DeclarationError(
      `workload ${name}: an inhibition names the signal ${stranger.name}, which is not among its signals`,
    );
  }
}

function checkToldBy({ name, signals, logs }: Workload): void {
  for (const log of logs) {
    const wrong = log.toldBy?.find(
      (signal) => !signals.includes(signal) || !(signal.conditions.critical ?? signal.conditions.warning),
    );
    if (wrong) {
      throw new DeclarationError(
        `workload ${name}: log signal ${log.name} is said to be told by ${wrong.name}, which is none of its signals that warn or page`,
      );
    }
  }
}

/** What of a workload reads metrics. */
export interface Query {
  readonly what: string;
  readonly query: AnyVector;
}

const indicatorQueries = ({ id, sli }: Objective): readonly Query[] =>
  (sli.kind === 'time' ? [sli.bad, sli.present] : [sli.counted('5m'), sli.all('5m'), sli.present]).map((query) => ({
    what: `objective ${id}`,
    query,
  }));

/** Everything that a workload asks of its metrics. */
export function queries({ signals, recordings, objectives }: Workload): readonly Query[] {
  return [
    ...objectives.flatMap((slo) => (slo.kind === 'objective' ? indicatorQueries(slo) : [])),
    ...recordings.map(({ record, source }) => ({ what: `recorded series ${record}`, query: source })),
    ...signals.flatMap(({ name, query, view, conditions }) => [
      { what: `signal ${name}`, query },
      ...(view.lines ?? []).map((line) => ({ what: `line '${line.title}' of signal ${name}`, query: line.query })),
      ...(view.exemplars ? [{ what: `exemplars of signal ${name}`, query: view.exemplars }] : []),
      ...Object.values(conditions).flatMap((c) => (c.while ? [{ what: `signal ${name}`, query: c.while.query }] : [])),
    ]),
  ];
}

/** @throws DeclarationError for thresholds by label that forget a value, or name one that never occurs */
export function checkThresholds(workload: Workload): Workload {
  workload.signals.forEach((signal) => checkThresholdValues(workload, signal));
  return workload;
}

/** Thresholds by label must name every value that the label can have, or a value would silently have no alert. */
function checkThresholdValues(workload: Workload, { name, conditions }: Signal): void {
  for (const { threshold } of Object.values(conditions)) {
    if (!isBy(threshold)) continue;
    const values = new Set(
      [...catalog(workload), ...workload.reads.map(({ spec }) => spec)].flatMap(({ labels }) => {
        const known = labels[threshold.by];
        return Array.isArray(known) ? (known as readonly string[]) : [];
      }),
    );
    const named = Object.keys(threshold.of);
    const forgotten = [...values].find((value) => !named.includes(value));
    if (forgotten !== undefined)
      throw new DeclarationError(`signal ${name}: no threshold for ${threshold.by}="${forgotten}"`);
    const stranger = named.find((value) => values.size > 0 && !values.has(value));
    if (stranger !== undefined)
      throw new DeclarationError(`signal ${name}: a threshold for ${threshold.by}="${stranger}", which never occurs`);
  }
}
