import { promtoolTests } from '../../../alerts/promtool-test';
import { severitiesOf } from '../../../signals';
import { WORKLOADS } from '../../../workloads';
import { kiln } from '../../fixtures/kiln';

const RULES = { file: 'rules.yaml', groups: [] };

describe('promtool tests', () => {
  it('show each alert of each workload on both sides of its threshold', () => {
    for (const workload of WORKLOADS) {
      const names = promtoolTests(workload, RULES).flatMap((file) => file.tests.map(({ name }) => name));
      const alerts = workload.signals.flatMap((signal) =>
        severitiesOf(signal).map((severity) => `${signal.name} (${severity})`),
      );
      for (const alert of alerts) {
        expect(names.filter((name) => name.startsWith(`${alert} is quiet at`))).not.toEqual([]);
        expect(names.filter((name) => name.startsWith(`${alert} stays quiet`))).not.toEqual([]);
      }
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('state when an alert is still quiet, when it fires, and with which labels', () => {
    const [first] = promtoolTests(kiln, RULES).flatMap(({ tests }) => tests);
    expect(first?.name).toBe('KilnBurntRatio (critical) is quiet at 5m and fires by 7m');
    expect(first?.promql_expr_test).toEqual([
      {
        expr: 'ALERTS{alertname="KilnBurntRatio", alertstate="firing", severity="critical"}',
        eval_time: '5m',
        exp_samples: [],
      },
      {
        expr: 'ALERTS{alertname="KilnBurntRatio", alertstate="firing", severity="critical"}',
        eval_time: '7m',
        exp_samples: [
          {
            labels:
              'ALERTS{alertname="KilnBurntRatio", alertstate="firing", severity="critical", team="bakers", workload="kiln", incident="KilnBurntRatio", oven="south"}',
            value: 1,
          },
        ],
      },
    ]);
  });

  it('take their series from the example and not from the rule', () => {
    const [first] = promtoolTests(kiln, RULES).flatMap(({ tests }) => tests);
    expect(first?.input_series).toEqual([
      { series: 'kiln_batches_total{oven="south",result="burnt"}', values: '0+60x7' },
    ]);
  });

  it('evaluate examples of many hours more coarsely, in a file of their own', () => {
    const files = promtoolTests(WORKLOADS[0], RULES);
    expect(files.map(({ evaluation_interval }) => evaluation_interval)).toEqual(['1m', '5m']);
    expect(files[1]?.tests.map(({ name }) => name)).toContain(
      'YieldPredictorAccuracy (critical) is quiet at 63h and fires by 65h',
    );
  });
});
