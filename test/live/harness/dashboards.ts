import type { KubeObject } from './rendered';

/** One query of a panel, of Prometheus. */
export interface Target {
  readonly refId: string;
  readonly expr: string;
  readonly instant?: boolean;
}

/** One of Loki: numbers made of lines, or lines. */
export interface LogTarget {
  readonly refId: string;
  readonly expr: string;
  readonly queryType: 'range' | 'instant';
  readonly maxLines?: number;
}

/** One of Jaeger: a search for traces. */
export interface SearchTarget {
  readonly refId: string;
  readonly queryType: 'search';
  readonly service: string;
  readonly minDuration?: string;
  /** Pairs in logfmt. */
  readonly tags?: string;
  readonly limit: number;
}

export interface Panel {
  readonly title: string;
  /** What of Prometheus is drawn. */
  readonly targets: readonly Target[];
  /** What is asked of Prometheus for the exemplars of the series that it names, and draws nothing. */
  readonly exemplars: readonly Target[];
  readonly logs: readonly LogTarget[];
  readonly searches: readonly SearchTarget[];
  /** A time range of its own, up to now: `30d`. */
  readonly timeFrom?: string;
  /** The shortest time between two points of its curves. */
  readonly interval?: string;
  /** How many points its curves have at most. */
  readonly maxDataPoints?: number;
}

/** A variable whose values a label of log streams has. */
export interface StreamVariable {
  readonly name: string;
  readonly label: string;
  readonly allValue: string;
}

/** A variable whose values stand in the dashboard; of a text that is typed, that with which it begins. */
export interface FixedVariable {
  readonly name: string;
  readonly values: readonly string[];
}

/** A variable whose values a metric's label has. */
export interface LabelVariable {
  readonly name: string;
  readonly metric: string;
  readonly label: string;
  /** What stands for all values at once. */
  readonly allValue?: string;
  /** Whether all values can be chosen at once. */
  readonly includesAll: boolean;
}

export interface Dashboard {
  readonly title: string;
  /** The time ranges that it offers, as Grafana has them: `now-1h`. */
  readonly ranges: readonly string[];
  readonly panels: readonly Panel[];
  readonly variables: readonly LabelVariable[];
  readonly streams: readonly StreamVariable[];
  readonly fixed: readonly FixedVariable[];
  /** The queries whose results are drawn as annotations. */
  readonly annotations: readonly string[];
}

interface Json {
  readonly title: string;
  readonly timepicker: { readonly quick_ranges?: readonly { readonly from: string }[] };
  readonly panels: readonly JsonPanel[];
  readonly templating: { readonly list: readonly JsonVariable[] };
  readonly annotations: { readonly list: readonly { readonly name: string; readonly expr?: string }[] };
}

interface JsonPanel {
  readonly type: string;
  readonly title: string;
  readonly timeFrom?: string;
  readonly interval?: string;
  readonly maxDataPoints?: number;
  readonly panels?: readonly JsonPanel[];
  readonly targets?: readonly JsonTarget[];
}

type JsonTarget =
  | (Target & { readonly datasource: { readonly type: 'prometheus' }; readonly exemplar?: boolean })
  | (LogTarget & { readonly datasource: { readonly type: 'loki' } })
  | (SearchTarget & { readonly datasource: { readonly type: 'jaeger' } });

interface JsonVariable {
  readonly name: string;
  readonly type: string;
  readonly datasource?: { readonly type: string };
  readonly query: string | { readonly query?: string; readonly label?: string };
  readonly allValue?: string;
  readonly includeAll?: boolean;
}

/** The dashboards that Grafana's sidecar would find. @throws Error for anything in them that no test here would look at */
export function dashboards(objects: readonly KubeObject[]): readonly Dashboard[] {
  const found = objects.filter(
    ({ kind, metadata }) => kind === 'ConfigMap' && metadata.labels?.['probecard.dev/dashboard'] === '1',
  );
  return found.flatMap(({ data = {} }) => Object.values(data).map((text) => dashboard(JSON.parse(text) as Json)));
}

function dashboard({ title, timepicker, panels, templating, annotations }: Json): Dashboard {
  return {
    title,
    ranges: (timepicker.quick_ranges ?? []).map(({ from }) => from),
    panels: panels.flatMap(panelsOf).map((panel) => checked(title, panel)),
    variables: templating.list.filter(isOfMetrics).map((variable) => labelVariable(title, variable)),
    streams: templating.list.filter(isOfStreams).map(streamVariable),
    fixed: templating.list.filter(isFixed).map(({ name, query }) => ({ name, values: textOf(query).split(',') })),
    annotations: annotations.list.flatMap(({ expr }) => (expr === undefined ? [] : [expr])),
  };
}

/** A row holds its panels itself while it is collapsed. */
const panelsOf = (panel: JsonPanel): readonly JsonPanel[] =>
  panel.type === 'row' ? (panel.panels ?? []).flatMap(panelsOf) : [panel];

function checked(dashboard: string, panel: JsonPanel): Panel {
  const { title, targets = [], timeFrom, interval, maxDataPoints } = panel;
  if (targets.length === 0) throw new Error(`dashboard ${dashboard}, panel ${title}: it asks for nothing`);
  const stranger = targets.find(({ datasource }) => !SOURCES.includes(datasource.type));
  if (stranger) {
    throw new Error(
      `dashboard ${dashboard}, panel ${title}: nothing here can ask a data source of type ${stranger.datasource.type}`,
    );
  }
  const ofPrometheus = targets.filter(isOf('prometheus'));
  return {
    title,
    targets: ofPrometheus.filter(({ exemplar }) => exemplar !== true),
    exemplars: ofPrometheus.filter(({ exemplar }) => exemplar === true),
    logs: targets.filter(isOf('loki')),
    searches: targets.filter(isOf('jaeger')),
    ...(timeFrom !== undefined && { timeFrom }),
    ...(interval !== undefined && { interval }),
    ...(maxDataPoints !== undefined && { maxDataPoints }),
  };
}

type Source = JsonTarget['datasource']['type'];
const SOURCES: readonly string[] = ['prometheus', 'loki', 'jaeger'] satisfies readonly Source[];

const isOf =
  <S extends Source>(source: S) =>
  (target: JsonTarget): target is Extract<JsonTarget, { datasource: { type: S } }> =>
    target.datasource.type === source;

const isFixed = ({ type }: JsonVariable): boolean => type === 'custom' || type === 'textbox';
const isOfStreams = ({ type, datasource }: JsonVariable): boolean => type === 'query' && datasource?.type === 'loki';
/** Whatever is nothing else, so that a variable of a kind that nobody knows is an error. */
const isOfMetrics = (variable: JsonVariable): boolean =>
  variable.type !== 'datasource' && !isFixed(variable) && !isOfStreams(variable);

const textOf = (query: JsonVariable['query']): string => (typeof query === 'string' ? query : (query.query ?? ''));

const streamVariable = ({ name, query, allValue = '' }: JsonVariable): StreamVariable => ({
  name,
  label: typeof query === 'string' ? '' : (query.label ?? ''),
  allValue,
});

function labelVariable(
  dashboard: string,
  { name, type, query, allValue, includeAll = false }: JsonVariable,
): LabelVariable {
  const text = textOf(query);
  const [, metric, label] = /^label_values\(\s*([\w:]+)\s*,\s*(\w+)\s*\)$/.exec(text) ?? [];
  if (type !== 'query' || metric === undefined || label === undefined) {
    throw new Error(`dashboard ${dashboard}: nothing here knows the values of variable ${name} (${type}: ${text})`);
  }
  return { name, metric, label, includesAll: includeAll, ...(allValue !== undefined && { allValue }) };
}
