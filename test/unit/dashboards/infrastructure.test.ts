import { infrastructureDashboard } from '../../../dashboards/infrastructure';
import { stableJson } from '../../../dashboards/json';
import type { Workload } from '../../../signals';
import { onHardware, WORKLOADS } from '../../../workloads';
import { LINKS } from '../../fixtures/environment';

interface Panel {
  readonly type: string;
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
  readonly links?: readonly { readonly title: string }[];
  readonly fieldConfig?: { readonly defaults: { readonly links?: readonly { readonly url: string }[] } };
}

const dashboardOf = (workloads: readonly Workload[]) =>
  JSON.parse(stableJson(infrastructureDashboard(workloads, LINKS))) as {
    readonly panels: readonly Panel[];
    readonly links: readonly { readonly title: string }[];
  };
const ALL = dashboardOf(WORKLOADS);
const rows = ({ panels }: typeof ALL) => panels.filter(({ type }) => type === 'row').map(({ title }) => title);
const panels = ALL.panels.filter(({ type }) => type !== 'row');

describe('the dashboard of the infrastructure', () => {
  test('has a row for each resource, and at most twelve panels', () => {
    expect(rows(ALL)).toEqual(['CPU', 'Memory', 'GPU', 'Disk', 'Network']);
    expect(panels.length).toBeLessThanOrEqual(12);
  });

  test('leaves out what is not watched', () => {
    const withoutGpus = dashboardOf(onHardware(WORKLOADS, { gpuNodes: 0 }));
    expect(rows(withoutGpus)).toEqual(['CPU', 'Memory', 'Disk', 'Network']);
    expect(withoutGpus.links.map(({ title }) => title)).toEqual(['Nodes', 'Node hardware and kernel']);
  });

  test('asks of the nodes that are chosen only', () => {
    const unasked = panels.flatMap(({ title, targets = [] }) =>
      targets.flatMap(({ expr }) => (expr.includes('node=~"$node"') ? [] : [title])),
    );
    expect(unasked).toEqual([]);
  });

  test('leads from each panel to the dashboard that it is at home on', () => {
    const homes = panels.map(({ links = [] }) => links[0]?.title);
    expect(new Set(homes)).toEqual(
      new Set(['Dashboard: Nodes', 'Dashboard: Node hardware and kernel', 'Dashboard: GPUs']),
    );
  });
});
