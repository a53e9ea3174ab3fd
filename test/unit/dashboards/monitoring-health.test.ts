import { stableJson } from '../../../dashboards/json';
import { monitoringHealthDashboard } from '../../../dashboards/monitoring-health';
import type { Workload } from '../../../signals';
import { SINGLE_WORKLOADS, WORKLOADS } from '../../../workloads';
import { LINKS } from '../../fixtures/environment';

interface Panel {
  readonly title: string;
  readonly links?: readonly { readonly title: string; readonly url: string }[];
  readonly targets?: readonly { readonly expr: string }[];
}

const panelsOf = (workloads: readonly Workload[]): readonly Panel[] =>
  (
    JSON.parse(stableJson(monitoringHealthDashboard(workloads, LINKS))) as { panels: (Panel & { type: string })[] }
  ).panels.filter(({ type }) => type !== 'row');
const panel = (panels: readonly Panel[], title: string): Panel => {
  const found = panels.find((one) => one.title === title);
  if (!found) throw new Error(`no panel '${title}'; there are ${panels.map((one) => one.title).join(', ')}`);
  return found;
};

describe('the dashboard of the stack itself', () => {
  it.each([
    ['in replicas', WORKLOADS],
    ['of one of everything', SINGLE_WORKLOADS],
  ])('has at most twelve panels for a stack %s, and all that it borrows', (_, workloads) => {
    const panels = panelsOf(workloads);
    expect(panels).toHaveLength(12);
    expect(panels.map(({ title }) => title)).toContain('Jaeger: Spans not stored');
  });

  it('counts alerts and budgets of the stack alone', () => {
    const [expr = ''] = panel(panelsOf(WORKLOADS), 'Firing, by workload').targets?.map((target) => target.expr) ?? [];
    expect(expr).toContain('workload=~"');
    expect(expr).toContain('|alertmanager|');
    expect(expr).not.toContain('yield-predictor');
  });

  it('leads from a signal to the dashboard where it is at home', () => {
    expect(panel(panelsOf(WORKLOADS), 'Prometheus: Rules that fail').links?.[0]).toMatchObject({
      title: 'Dashboard: Prometheus rules and alerts',
    });
  });

  it('shows Jaeger as it is where there is one of everything', () => {
    const [expr = ''] = panel(panelsOf(SINGLE_WORKLOADS), 'Jaeger: Spans not stored').targets?.map((t) => t.expr) ?? [];
    expect(expr).toContain('job="jaeger"');
  });
});
