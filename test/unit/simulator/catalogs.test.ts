import { compare } from '../../../cli/contract/compare';
import { parseExposition } from '../../../cli/contract/exposition';
import { exposition } from '../../../simulator/exposition';
import { fab, MODELS } from '../../../simulator/fab';
import { catalog, exportersOf, type Workload } from '../../../signals';
import { ate } from '../../../workloads/ate';
import { stdfEtl } from '../../../workloads/stdf-etl';
import { waferMap } from '../../../workloads/wafer-map';
import { yieldPredictor } from '../../../workloads/yield-predictor';
import { conditions, NOW } from './fixtures';

const PRODUCT: readonly Workload[] = [yieldPredictor, stdfEtl, ate, waferMap];

const exposed = (workload: Workload) =>
  exportersOf(workload).map((exporter) => ({
    exporter,
    targets: fab([workload], conditions()).filter(
      ({ labels, exists }) => labels.job === exporter.scrape.job && exists(NOW),
    ),
  }));

describe('the simulated fab and the catalogs', () => {
  it('has a model for each service of the fab, and for nothing else', () => {
    expect(Object.keys(MODELS).sort()).toEqual(PRODUCT.map(({ name }) => name).sort());
  });

  it.each(PRODUCT)('emits no metric of $name that it does not declare or read', (workload) => {
    const declared = new Set([...catalog(workload), ...workload.reads.map(({ spec }) => spec)].map(({ name }) => name));
    const emitted = fab([workload], conditions()).flatMap(({ series }) => series.map(({ metric }) => metric.name));
    expect([...new Set(emitted)].filter((name) => !declared.has(name))).toEqual([]);
  });

  it.each(PRODUCT)(
    'keeps the contract of $name to the letter: nothing of any exporter is missing, different, or worth a remark',
    async (workload) => {
      for (const { exporter, targets } of exposed(workload)) {
        expect(targets).not.toEqual([]);
        for (const { series } of targets) {
          const families = parseExposition(await exposition(series, NOW), 'text');
          expect(compare(exporter, { families, format: 'text' })).toEqual([]);
        }
      }
    },
  );

  it.each(PRODUCT)('gives every series of $name exactly the labels that its metric declares', (workload) => {
    const strangers = fab([workload], conditions()).flatMap(({ series }) =>
      series.filter(({ metric, labels }) => {
        const { le: _le, ...own } = labels;
        const kept = metric.kind === 'histogram' ? own : labels;
        return Object.keys(kept).sort().join() !== Object.keys(metric.labels).sort().join();
      }),
    );
    expect(strangers.map(({ name, labels }) => ({ name, labels }))).toEqual([]);
  });
});
