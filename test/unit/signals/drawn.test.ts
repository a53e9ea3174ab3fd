import { ruleGroups } from '../../../alerts/rule-groups';
import { drawn, recordedForPanel, type Signal } from '../../../signals';
import { LINKS } from '../../fixtures/environment';
import { burntRatio, kiln } from '../../fixtures/kiln';

const named = (name: string): Signal => ({ ...burntRatio, name, view: { recorded: true } });

describe('what is recorded for a panel', () => {
  test.each([
    ['WaferMapLatencyP95', 'signal:wafer_map_latency_p95'],
    ['YieldPredictorF1', 'signal:yield_predictor_f1'],
    ['NodeCPUUse', 'signal:node_cpu_use'],
  ])('of %s is called %s', (name, series) => {
    expect(recordedForPanel(named(name)).record).toBe(series);
  });

  test('has the labels and the unit of the query', () => {
    const { labels, unit } = drawn(named('KilnBurntRatio'));
    expect({ labels, unit }).toEqual({ labels: burntRatio.query.labels, unit: burntRatio.query.unit });
  });

  test('is recorded by a group of its own, once a minute, and judged by no alert', () => {
    const recorded = { ...kiln, signals: kiln.signals.map((one) => (one === burntRatio ? named(one.name) : one)) };
    const groups = ruleGroups(
      {
        ...recorded,
        dashboards: [
          { ...kiln.dashboards[0], rows: [{ title: 'All', signals: recorded.signals }] },
        ] as typeof kiln.dashboards,
      },
      LINKS,
    );
    expect(groups.find(({ name }) => name === 'kiln.panels')).toMatchObject({
      interval: '1m',
      rules: [{ record: 'signal:kiln_burnt_ratio' }],
    });
    const alerts = groups.flatMap(({ rules }) => rules.flatMap((rule) => ('alert' in rule ? [rule.expr] : [])));
    expect(alerts.filter((expr) => expr.includes('signal:'))).toEqual([]);
  });

  test('is no group where nothing is recorded', () => {
    expect(ruleGroups(kiln, LINKS).map(({ name }) => name)).not.toContain('kiln.panels');
  });
});
