import { metricsRead, type MetricSpec } from '../promql';
import {
  catalog,
  DeclarationError,
  lineText,
  queries,
  severitiesOf,
  UNCLAIMED,
  type Examples,
  type LogSignal,
  type Objective,
  type Signal,
  type Workload,
} from '../signals';
import { LOG_SEVERITY, logCondition } from '../alerts/logs/alert-rule';
import { table } from '../alerts/markdown';
import { ALERTS_REVIEW, EXECUTIVE, INCIDENT_IMPACT, INFRASTRUCTURE, MONITORING_HEALTH } from '../dashboards/kit/pages';
import { ERROR_BUDGET, SLO_OVERVIEW } from '../dashboards/kit/slo-pages';

/** The place in `gaps` where a workload says why it promises nothing. */
const NO_OBJECTIVE = 'objectives';

const NOTHING = '–';

/**
 * What of every workload is watched, and by what that is proven: a page for reviewers, in Markdown.
 * @throws DeclarationError for a metric that nothing reads, or a workload that promises nothing, without a reason in `gaps`;
 * and for a reason where nothing is missing
 */
export function coveragePage(workloads: readonly Workload[]): string {
  const readers = readersOf(workloads);
  return `${[
    '# Coverage',
    'Written by `npm run synth`. What each workload measures, where it is shown, what alerts on it, what is promised, and how it is proven. What is missing says why; whatever else is missing, synth refuses.',
    overview(workloads),
    '## Dashboards across workloads',
    table(
      ['dashboard', 'what it answers'],
      ACROSS.map(({ title, description }) => [title, description]),
    ),
    ...workloads.flatMap((workload) => section(workload, readers)),
  ].join('\n\n')}\n`;
}

const ACROSS = [
  EXECUTIVE,
  SLO_OVERVIEW,
  ERROR_BUDGET,
  INCIDENT_IMPACT,
  ALERTS_REVIEW,
  INFRASTRUCTURE,
  MONITORING_HEALTH,
];

/** By the name of a metric, everything that reads it, in whichever workload. */
type Readers = ReadonlyMap<string, readonly { readonly workload: Workload; readonly what: string }[]>;

function readersOf(workloads: readonly Workload[]): Readers {
  const sources = new Map(
    workloads.flatMap(({ recordings }) => recordings.map(({ record, source }) => [record, source] as const)),
  );
  // What is read of a recorded series is read of its source.
  const metrics = (query: { readonly expr: Parameters<typeof metricsRead>[0] }): readonly string[] =>
    metricsRead(query.expr).flatMap((name) => {
      const source = sources.get(name);
      return source ? metrics(source) : [name];
    });
  const found = new Map<string, { workload: Workload; what: string }[]>();
  for (const workload of workloads) {
    for (const { what, query } of queries(workload)) {
      for (const metric of metrics(query)) {
        const known = found.get(metric) ?? [];
        if (!known.some((other) => other.what === what && other.workload === workload))
          found.set(metric, [...known, { workload, what }]);
      }
    }
  }
  return found;
}

const alerting = ({ signals }: Workload): readonly Signal[] =>
  signals.filter((signal) => severitiesOf(signal).length > 0);

const overview = (workloads: readonly Workload[]): string =>
  table(
    ['workload', 'team', 'metrics', 'panels', 'alerts', 'objectives', 'dashboards'],
    workloads.map((workload) => [
      `[${workload.title}](#${anchor(workload)})`,
      workload.team.title,
      String(catalog(workload).length),
      String(workload.signals.length),
      String(
        alerting(workload).flatMap(severitiesOf).length +
          workload.logs.length +
          objectivesOf(workload).flatMap(({ tiers }) => tiers).length,
      ),
      String(workload.objectives.length),
      workload.dashboards.map(({ title }) => title).join(', '),
    ]),
  );

const anchor = ({ name }: Workload): string => name;

const objectivesOf = ({ objectives }: Workload): readonly Objective[] =>
  objectives.filter((slo) => slo.kind === 'objective');

const section = (workload: Workload, readers: Readers): readonly string[] => [
  `<a id="${anchor(workload)}"></a>`,
  `## ${workload.title}`,
  table(
    ['metric', 'kind', 'labels', 'read by'],
    catalog(workload).map((metric) => metricRow(workload, metric, readers)),
  ),
  table(
    ['signal', 'panel on', 'alerts', 'proven by'],
    workload.signals.map((signal) => signalRow(workload, signal)),
  ),
  ...(workload.logs.length > 0
    ? [table(['log lines', 'of the services', 'alerts', 'proven by'], workload.logs.map(logRow))]
    : []),
  objectiveTable(workload),
];

function metricRow(workload: Workload, metric: MetricSpec, readers: Readers): readonly string[] {
  const { name, kind, labels } = metric;
  const read = (readers.get(name) ?? []).map((reader) =>
    reader.workload === workload ? spoken(reader.what) : `${reader.workload.title}: ${spoken(reader.what)}`,
  );
  const why = workload.gaps[name];
  if (read.length === 0 && why === undefined) {
    throw new DeclarationError(
      `workload ${workload.name}: nothing reads the metric '${name}': show it, alert on it, take it out of the catalog, or say in gaps why it is declared`,
    );
  }
  if (read.length > 0 && why !== undefined) {
    throw new DeclarationError(
      `workload ${workload.name}: gaps says why nothing reads '${name}', but ${read[0] ?? ''} does: take it out of gaps`,
    );
  }
  return [`\`${name}\``, kind, Object.keys(labels).join(', ') || NOTHING, read.join(', ') || `nothing: ${why ?? ''}`];
}

/** Without the kind of the reader, where its name says it. */
const spoken = (what: string): string => what.replace(/^signal /, '').replace(/^recorded series (.*)$/, '`$1`');

function signalRow(workload: Workload, signal: Signal): readonly string[] {
  const homes = workload.dashboards.filter(({ rows }) => rows.some(({ signals }) => signals.includes(signal)));
  const alerts = severitiesOf(signal).map((severity) => {
    const condition = signal.conditions[severity];
    return condition ? `${severity} ${condition.bound} ${lineText(condition.threshold)}` : severity;
  });
  return [
    alerts.length > 0 ? `[${signal.name}](../runbooks/${signal.name}.md)` : signal.name,
    homes.map(({ title }) => title).join(', '),
    alerts.join('; ') || NOTHING,
    proof(signal),
  ];
}

const logRow = (signal: LogSignal): readonly string[] => [
  `[${signal.name}](../runbooks/${signal.name}.md)`,
  signal.services === UNCLAIMED ? 'that no workload answers for' : signal.services.join(', '),
  `${LOG_SEVERITY} ${logCondition(signal)}`,
  `1 example of firing, ${signal.examples.quiet.length} of staying quiet`,
];

/** Every panel is queried on the simulated fab; an alert has its examples besides. */
const proof = ({ examples }: Signal): string => {
  const all = Object.values(examples) as readonly Examples[];
  const fires = all.flatMap(({ fires: one }) => one).length;
  const quiet = all.flatMap(({ quiet: one }) => one).length;
  return all.length === 0 ? 'panel' : `panel; ${fires} examples of firing, ${quiet} of staying quiet`;
};

function objectiveTable(workload: Workload): string {
  const why = workload.gaps[NO_OBJECTIVE];
  if (workload.objectives.length === 0) {
    if (why === undefined) {
      throw new DeclarationError(
        `workload ${workload.name} promises nothing: give it an objective, or say why not in gaps, under '${NO_OBJECTIVE}'`,
      );
    }
    return `No objective: ${why}`;
  }
  if (why !== undefined) {
    throw new DeclarationError(
      `workload ${workload.name}: gaps says why it promises nothing, but it has the objective ${workload.objectives[0]?.id ?? ''}: take that out of gaps`,
    );
  }
  return table(
    ['objective', 'promise', 'alerts', 'proven by'],
    workload.objectives.map((slo) =>
      slo.kind === 'composite'
        ? [slo.title, slo.promise, NOTHING, 'panel']
        : [
            slo.title,
            `${slo.percent} % ${slo.promise}`,
            [...new Set(slo.tiers.map(({ severity }) => severity))]
              .map((severity) => `${severity} (${tiersOf(slo, severity)})`)
              .join('; '),
            'generated tests: fires, stays quiet, recovers, survives gaps, resets and idleness',
          ],
    ),
  );
}

const tiersOf = ({ tiers }: Objective, severity: string): string =>
  tiers
    .filter((tier) => tier.severity === severity)
    .map(({ window }) => window)
    .join(', ');
