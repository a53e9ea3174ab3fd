import { KEPT_SPANS, USABLE_SHARE, type Retention } from './demand';
import type { Figure, Plan } from './plan';
import { PLANS } from './plans';
import { EACH, POPULATIONS, PRESETS, type PresetName } from './presets';
import type { Buffered, Size, Sizes, Stored } from './size';
import { sizesFor, type SizesProps } from './sizes-for';

/** What the tables are computed for; an environment has its own. */
const RETENTION: Retention = {
  metrics: 35,
  logs: 31,
  auditLogs: 365,
  traces: 7,
  bucket: { raw: 15, fiveMinutes: 90, hour: 365 },
};

interface Column extends Pick<SizesProps, 'preset' | 'availability' | 'scrapeIntervalSeconds'> {
  readonly title: string;
}

const COLUMNS: readonly Column[] = [
  { title: 'small, single', preset: 'small', availability: 'single', scrapeIntervalSeconds: 30 },
  { title: 'small, replicated', preset: 'small', availability: 'replicated', scrapeIntervalSeconds: 30 },
  { title: 'medium', preset: 'medium', availability: 'replicated', scrapeIntervalSeconds: 15 },
  { title: 'large', preset: 'large', availability: 'replicated', scrapeIntervalSeconds: 15 },
];

/** The page that says how sizes come about: the formulas that compute them, and what they give for each preset. */
export function sizingPage(): string {
  const columns = COLUMNS.map((column) => ({
    ...column,
    sizes: sizesFor({ ...column, retention: RETENTION, nodes: POPULATIONS[column.preset].nodes }),
  }));
  const components = (Object.keys(PLANS) as (keyof Sizes)[]).map((component) =>
    section(component, PLANS[component], columns),
  );
  return `${[INTRODUCTION, presets(), policy(), ...components].join('\n\n')}\n`;
}

const INTRODUCTION = `<!-- Written by \`npm run synth\` from sizing/: change it there. -->

# Sizes

An environment names a preset; what each component is given follows from the formulas below. What differs is set in the environment's \`sizes\`, such as \`sizes: { loki: { volume: '800Gi' } }\`. Where a source is an *estimate*, nobody has published a figure: look at the stack's own dashboard after a week, and set what you see.`;

function presets(): string {
  const names = Object.keys(POPULATIONS) as PresetName[];
  const row = (title: string, value: (name: PresetName) => number): string[] => [
    title,
    ...names.map((name) => grouped(value(name))),
  ];
  const percent = `${(EACH.margin - 1) * 100} %`;
  return [
    '## Presets',
    table(
      ['', ...names],
      [
        row('nodes', (name) => POPULATIONS[name].nodes),
        row(`pods (${EACH.podsPerNode} a node)`, (name) => POPULATIONS[name].nodes * EACH.podsPerNode),
        row('predictions per second', (name) => POPULATIONS[name].requestsPerSecond),
        row('testers', (name) => POPULATIONS[name].testers),
        row('API servers', (name) => POPULATIONS[name].apiServers),
        row('pods of this stack', (name) => POPULATIONS[name].stackPods),
        row('**active series**', (name) => PRESETS[name].series),
        row('**spans per second, before sampling**', (name) => PRESETS[name].spansPerSecond),
        row('**log GB per day**', (name) => Math.round(PRESETS[name].logBytesPerDay / 1e8) / 10),
      ],
    ),
    `Series: ${grouped(EACH.seriesPerNode)} a node, ${EACH.seriesPerPod} a pod, ${grouped(EACH.seriesPerApiServer)} an API server, ${EACH.seriesPerTester} a tester, ${EACH.seriesPerStackPod} a pod of this stack, ${grouped(EACH.seriesOfWorkloads)} for the other workloads. Spans: ${EACH.spansPerRequest} a prediction, of which sampling keeps ${KEPT_SPANS * 100} %. Logs: ${EACH.logBytesPerRequest} bytes a prediction, ${EACH.logBytesPerPodSecond} bytes a second and pod. All of it with a margin of ${percent}.`,
  ].join('\n\n');
}

function policy(): string {
  return `## What holds for all

- CPU may be used up to twice the request. Memory of what is *reserved* is request and limit in one; what is *shared* may use twice its request.
- CPU and memory are rounded up to steps, volumes so that at most ${USABLE_SHARE * 100} % of one fills. Prometheus keeps by time *and* by size: ${USABLE_SHARE * 100} % of its volume.
- The tables are for metrics kept ${RETENTION.metrics} days, logs ${RETENTION.logs}, audit logs ${RETENTION.auditLogs}, traces ${RETENTION.traces}; scraped every 30 s (small) and 15 s.`;
}

function section(
  component: keyof Sizes,
  plan: Plan & { readonly volume?: Figure; readonly buffer?: Figure },
  columns: readonly (Column & { readonly sizes: Sizes })[],
): string {
  const figures: readonly (readonly [string, Figure])[] = [
    ['Replicas', plan.replicas],
    ['CPU', plan.cpu],
    ...(plan.buffer ? [['Traces in the buffer', plan.buffer] as const] : []),
    [`Memory, ${plan.memoryIs}`, plan.memory],
    ...(plan.volume ? [['Volume', plan.volume] as const] : []),
  ];
  const runsIn = ({ availability }: Column): boolean => plan.runs === 'everywhere' || plan.runs === availability;
  const cells = (value: (size: Size & Partial<Stored & Buffered>) => string): string[] =>
    columns.map((column) => (runsIn(column) ? value(column.sizes[component]) : '–'));
  const pair = (of: 'cpu' | 'memory') =>
    cells(({ resources }) => `${resources.requests[of]} / ${resources.limits[of]}`);
  return [
    `## ${plan.title}`,
    figures.map(([what, { formula, source }]) => `- ${what}: ${formula}. *${source}.*`).join('\n'),
    table(
      [`\`sizes.${component}\``, ...columns.map(({ title }) => title)],
      [
        ['replicas', ...cells(({ replicas }) => String(replicas))],
        ['CPU, request / limit', ...pair('cpu')],
        ...(plan.buffer
          ? [['traces in the buffer', ...cells(({ bufferedTraces = 0 }) => grouped(bufferedTraces))]]
          : []),
        ['memory, request / limit', ...pair('memory')],
        ...(plan.volume ? [['volume', ...cells(({ volume = '' }) => volume)]] : []),
      ],
    ),
  ].join('\n\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n');
}

const grouped = (count: number): string => count.toLocaleString('en-US');
