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
}

/** A variable whose values a metric's label has. */
export interface LabelVariable {
  readonly name: string;
  readonly metric: string;
  readonly label: string;
  /** What stands for all values at once. */
  readonly allValue?: string;
}

export interface Dashboard {
  readonly title: string;
  readonly panels: readonly Panel[];
  readonly variables: readonly LabelVariable[];
  /** The queries whose results are drawn as annotations. */
  readonly annotations: readonly string[];
}

interface Json {
  readonly title: string;
  readonly panels: readonly JsonPanel[];
  readonly templating: { readonly list: readonly JsonVariable[] };
  readonly annotations: { readonly list: readonly { readonly name: string; readonly expr?: string }[] };
}

interface JsonPanel {
  readonly type: string;
  readonly title: string;
  readonly datasource?: { readonly type: string };
  readonly panels?: readonly JsonPanel[];
  readonly targets?: readonly (Target & { readonly datasource?: { readonly type: string } })[];
}

interface JsonVariable {
  readonly name: string;
  readonly type: string;
  readonly query: string | { readonly query: string };
  readonly allValue?: string;
}

/** The dashboards that Grafana's sidecar would find. @throws Error for anything in them that no test here would look at */
export function dashboards(objects: readonly KubeObject[]): readonly Dashboard[] {
  const found = objects.filter(
    ({ kind, metadata }) => kind === 'ConfigMap' && metadata.labels?.['probecard.dev/dashboard'] === '1',
  );
  return found.flatMap(({ data = {} }) => Object.values(data).map((text) => dashboard(JSON.parse(text) as Json)));
}

function dashboard({ title, panels, templating, annotations }: Json): Dashboard {
  return {
    title,
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
  const { title, targets = [] } = panel;
  if (targets.length === 0) throw new Error(`dashboard ${dashboard}, panel ${title}: it asks for nothing`);
  for (const { datasource = panel.datasource } of targets) {
    if (datasource?.type !== 'prometheus') {
      throw new Error(
        `dashboard ${dashboard}, panel ${title}: nothing here can ask a data source of type ${datasource?.type ?? 'unknown'}`,
      );
    }
  }
  return { title, targets };
}

function labelVariable(dashboard: string, { name, type, query, allValue }: JsonVariable): LabelVariable {
  const text = typeof query === 'string' ? query : query.query;
  const [, metric, label] = /^label_values\(\s*([\w:]+)\s*,\s*(\w+)\s*\)$/.exec(text) ?? [];
  if (type !== 'query' || metric === undefined || label === undefined) {
    throw new Error(`dashboard ${dashboard}: nothing here knows the values of variable ${name} (${type}: ${text})`);
  }
  return { name, metric, label, ...(allValue !== undefined && { allValue }) };
}
