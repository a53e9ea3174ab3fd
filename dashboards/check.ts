import { DeclarationError, MAX_PANELS } from '../signals';

/** The parts of Grafana's classic JSON that the checks look at. */
export interface RenderedDashboard {
  readonly uid?: string | undefined;
  readonly title?: string | undefined;
  readonly panels?: readonly RenderedPanel[] | undefined;
  readonly templating?: { readonly list?: readonly { readonly name: string }[] | undefined } | undefined;
  readonly annotations?: object | undefined;
}

/** A query of any data source; the builder's own type does not show its fields. */
interface Target {
  readonly refId?: string;
}

interface RenderedPanel {
  readonly id?: number | undefined;
  readonly type: string;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly gridPos?: { readonly x: number; readonly y: number; readonly w: number; readonly h: number } | undefined;
  readonly targets?: readonly object[] | undefined;
  readonly fieldConfig?: { readonly defaults?: { readonly unit?: string | undefined } | undefined } | undefined;
}

/** Variables that Grafana provides itself. */
const BUILT_IN = '__';

/** In a query, where `$1` belongs to a regular expression. */
const VARIABLE = /\$\{?([a-zA-Z_]\w*)/g;

/**
 * What the house promises of every dashboard, whatever made it.
 * @throws DeclarationError with the dashboard, the panel and the offending value
 */
export function checkDashboards(dashboards: readonly RenderedDashboard[]): void {
  dashboards.forEach((dashboard) => {
    checkPanels(dashboard);
    checkVariables(dashboard);
  });
}

const fail = ({ title }: RenderedDashboard, what: string): never => {
  throw new DeclarationError(`dashboard '${title ?? '(untitled)'}': ${what}`);
};

const targetsOf = ({ targets = [] }: RenderedPanel): readonly Target[] => targets;

const shownPanels = ({ panels = [] }: RenderedDashboard) => panels.filter(({ type }) => type !== 'row');

function checkPanels(dashboard: RenderedDashboard): void {
  const panels = shownPanels(dashboard);
  if (panels.length > MAX_PANELS) fail(dashboard, `${panels.length} panels, at most ${MAX_PANELS}`);
  const ids = (dashboard.panels ?? []).map(({ id }) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) fail(dashboard, `two panels have the id ${twice}`);
  for (const panel of panels) {
    const lacks = [
      !panel.title && 'title',
      !panel.description && 'description',
      !panel.fieldConfig?.defaults?.unit && 'unit',
      (panel.targets ?? []).length === 0 && 'query',
    ].find(Boolean);
    if (lacks) fail(dashboard, `panel '${panel.title ?? String(panel.id)}' has no ${lacks}`);
    const refIds = targetsOf(panel).map(({ refId }) => refId);
    const repeated = refIds.find((refId, i) => refIds.indexOf(refId) !== i);
    if (repeated !== undefined) fail(dashboard, `panel '${panel.title ?? ''}' has two queries ${repeated}`);
  }
  panels.forEach((a, i) => {
    const b = panels.slice(i + 1).find((other) => overlap(a, other));
    if (b) fail(dashboard, `panels '${a.title ?? ''}' and '${b.title ?? ''}' overlap`);
  });
}

const overlap = ({ gridPos: a }: RenderedPanel, { gridPos: b }: RenderedPanel): boolean =>
  a !== undefined && b !== undefined && a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

function checkVariables(dashboard: RenderedDashboard): void {
  const declared = (dashboard.templating?.list ?? []).map(({ name }) => name);
  const text = JSON.stringify([dashboard.panels, dashboard.annotations]);
  for (const panel of shownPanels(dashboard)) {
    for (const target of targetsOf(panel)) {
      const used = [...JSON.stringify(target).matchAll(VARIABLE)].map(([, name = '']) => name);
      const undeclared = used.find((name) => !name.startsWith(BUILT_IN) && !declared.includes(name));
      if (undeclared !== undefined)
        fail(dashboard, `panel '${panel.title ?? ''}' uses the variable '${undeclared}', which is not declared`);
    }
  }
  const idle = declared.find((name) => !new RegExp(`\\$\\{?${name}\\b`).test(text));
  if (idle !== undefined) fail(dashboard, `its variable '${idle}' reaches no query`);
}
