import { coveragePage } from '../../../cli/coverage';
import { renderEnvironment } from '../../../cli/render';
import { runbookPages } from '../../../cli/runbooks';
import { WORKLOADS } from '../../../workloads';
import { DIE_SORTER_FILE, DIE_SORTER_SOURCE, dieSorter } from '../../fixtures/die-sorter';
import { environmentWith } from '../../fixtures/environment';
import { diagnostics } from '../../types/compile';

describe('docs/add-a-workload.md', () => {
  it('shows a whole workload in less than 80 lines', () => {
    const { metrics, objectives, signals, dashboards } = dieSorter();
    expect(DIE_SORTER_SOURCE.trimEnd().split('\n').length).toBeLessThan(80);
    expect([Object.keys(metrics), objectives, signals, dashboards].map(({ length }) => length)).toEqual([2, 1, 3, 1]);
  });

  it('shows code that compiles where it is to stand', () => {
    expect([...diagnostics(DIE_SORTER_FILE, DIE_SORTER_SOURCE)]).toEqual([]);
  });

  it('shows what renders beside all others: its chart, a page for each alert, its lines of coverage', () => {
    const workloads = [...WORKLOADS, dieSorter()];
    const environment = environmentWith({ workloads, overrides: [] });
    const chart = renderEnvironment(environment).find(({ name }) => name === 'die-sorter');
    expect(chart?.objects.map(({ kind }) => kind)).toEqual(['ServiceMonitor', 'PrometheusRule', 'ConfigMap']);
    expect(runbookPages([environment]).flatMap(({ file }) => (file.startsWith('DieSorter') ? [file] : []))).toEqual([
      'DieSorterDrops.md',
      'DieSorterMoveTime.md',
      'DieSorterTargetsDown.md',
      'DieSorterMoveTimeObjective.md',
    ]);
    expect(coveragePage(workloads)).toContain('| `sorter_dies_total` |');
  });
});
