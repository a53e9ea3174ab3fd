import type { KubeObject } from './rendered';

/** One query of a panel. */
export interface Target {
  readonly refId: string;
  readonly expr: string;
  readonly instant?: boolean;
}

export interface Panel {
  readonly title: string;
  readonly targets: readonly Target[];
  /** A time range of its own, up to now: `30d`. */
  readonly timeFrom?: string;
  /** The shortest time between two points of its curves. */
  readonly interval?: string;
  /** How many points its curves have at most. */
  readonly maxDataPoints?: number;
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
  readonly datasource?: { readonly type: string };
  readonly panels?: readonly JsonPanel[];
  readonly targets?: readonly (Target & { readonly datasource?: { readonly type: string } })[];
}

interface JsonVariable {
  readonly name: string;
  readonly type: string;
  readonly query: string | { readonly query: string };
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
    variables: templating.list
      .filter(({ type }) => type !== 'datasource')
      .map((variable) => labelVariable(title, variable)),
    annotations: annotations.list.flatMap(({ expr }) => (expr === undefined ? [] : [expr])),
  };
}

/** A row holds its panels itself while it is collapsed. */
const panelsOf = (panel: JsonPanel): readonly JsonPanel[] =>
  panel.type === 'row' ? (panel.panels ?? []).flatMap(panelsOf) : [panel];

function checked(dashboard: string, panel: JsonPanel): Panel {
  const { title, targets = [], timeFrom, interval, maxDataPoints } = panel;
  if (targets.length === 0) throw new Error(`dashboard ${dashboard}, panel ${title}: it asks for nothing`);
  for (const { datasource = panel.datasource } of targets) {
    if (datasource?.type !== 'prometheus') {
      throw new Error(
        `dashboard ${dashboard}, panel ${title}: nothing here can ask a data source of type ${datasource?.type ?? 'unknown'}`,
      );
    }
  }
  return {
    title,
    targets,
    ...(timeFrom !== undefined && { timeFrom }),
    ...(interval !== undefined && { interval }),
    ...(maxDataPoints !== undefined && { maxDataPoints }),
  };
}

function labelVariable(
  dashboard: string,
  { name, type, query, allValue, includeAll = false }: JsonVariable,
): LabelVariable {
  const text = typeof query === 'string' ? query : query.query;
  const [, metric, label] = /^label_values\(\s*([\w:]+)\s*,\s*(\w+)\s*\)$/.exec(text) ?? [];
  if (type !== 'query' || metric === undefined || label === undefined) {
    throw new Error(`dashboard ${dashboard}: nothing here knows the values of variable ${name} (${type}: ${text})`);
  }
  return { name, metric, label, includesAll: includeAll, ...(allValue !== undefined && { allValue }) };
}
