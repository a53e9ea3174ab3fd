import { declaredInhibitions } from '../../../alerts/inhibition';
import { ratio } from '../../../promql';
import {
  applyOverrides,
  below,
  blind,
  drop,
  moreGeneral,
  nodeGone,
  override,
  signal,
  stays,
  workload,
  type Override,
  type Signal,
  type Workload,
} from '../../../signals';
import { burntRatio, heat, heatShown, kiln, slowBaking, targets } from '../../fixtures/kiln';

const cold = (name: string, query = heat.minBy('oven')) =>
  signal({
    name,
    title: 'Cold',
    description: 'Too cold.',
    query,
    critical: below(ratio(0.1)).for('5m'),
    examples: {
      critical: {
        fires: {
          series: [stays(heat, { oven: 'north', zone: 'a' }, 0.05)],
          at: '6m',
          notYetAt: '4m',
          labels: { oven: 'north' },
        },
        quiet: { series: [stays(heat, { oven: 'north', zone: 'a' }, 0.2)], at: '9m' },
      },
    },
    impact: 'Raw bread.',
    nextSteps: [`Light the fire of ${name}: kilnctl ignite.`],
  });
const bakery = cold('KilnColdEverywhere', heat.maxBy() as never);
const oven = cold('KilnOvenCold');

const withRules = (...inhibitions: Parameters<typeof workload>[0]['inhibitions'] & object) =>
  workload({
    ...kiln,
    signals: [...kiln.signals, bakery, oven],
    dashboards: kiln.dashboards.map((dashboard) => ({
      ...dashboard,
      rows: [...dashboard.rows, { title: 'Cold', signals: [bakery, oven] }],
    })),
    inhibitions,
  });

describe('an alert that makes others superfluous', () => {
  it('inhibits them within the labels that both have', () => {
    expect(declaredInhibitions([withRules(moreGeneral(oven, { than: [slowBaking] }))])).toEqual([
      {
        source_matchers: ['workload="kiln"', 'alertname="KilnOvenCold"', 'severity=~"critical"'],
        target_matchers: ['workload="kiln"', 'alertname="KilnSlow"'],
        equal: ['workload', 'oven'],
      },
    ]);
  });

  it('inhibits whatever their labels are, where it has none', () => {
    const [rule] = declaredInhibitions([withRules(moreGeneral(bakery, { than: [oven, slowBaking] }))]);
    expect(rule?.equal).toEqual(['workload']);
  });

  it('does so from the severity on that is said, and never silences what is more severe', () => {
    const rules = declaredInhibitions([
      withRules(
        moreGeneral(burntRatio, { than: [slowBaking] }),
        moreGeneral(burntRatio, { than: [oven], from: 'critical' }),
        moreGeneral(slowBaking, { than: [burntRatio, oven] }),
      ),
    ]);
    expect(rules.map(({ source_matchers, target_matchers }) => [source_matchers[2], target_matchers.slice(1)])).toEqual(
      [
        ['severity=~"critical|warning"', ['alertname="KilnSlow"']],
        ['severity=~"critical"', ['alertname="KilnOvenCold"']],
        ['severity=~"warning"', ['alertname="KilnBurntRatio"', 'severity=~"warning"']],
      ],
    );
  });

  it('is, where no target answers, that one: of all others, and of objectives', () => {
    expect(declaredInhibitions([withRules(blind(targets))])).toEqual([
      {
        source_matchers: ['workload="kiln"', 'alertname="KilnTargetsDown"', 'severity=~"critical"'],
        target_matchers: ['workload="kiln"', 'alertname!="KilnTargetsDown"'],
        equal: ['workload'],
      },
    ]);
  });

  it('has no rule in an environment where it never fires, or where the other does not', () => {
    const declared = withRules(moreGeneral(oven, { than: [slowBaking] }));
    for (const override of [drop(oven, 'critical'), drop(slowBaking, 'warning')]) {
      expect(declaredInhibitions(applyOverrides([declared], [override]))).toEqual([]);
    }
  });

  it.each([
    [
      'alerts itself',
      () => moreGeneral(heatShown, { than: [oven] }),
      'KilnHeat is said to be more general than others, but it never alerts so',
    ],
    ['is not its own particular', () => moreGeneral(oven, { than: [oven] }), 'KilnOvenCold cannot inhibit itself'],
    [
      'inhibits what alerts',
      () => moreGeneral(oven, { than: [heatShown] }),
      'more general than KilnHeat, which never alerts: leave it out',
    ],
    ['inhibits something', () => moreGeneral(oven, { than: [] }), 'more general than nothing: name the others'],
  ])('%s', (_, declare, message) => {
    expect(declare).toThrow(message);
  });

  it('is a signal of the workload', () => {
    const stranger = cold('KilnElsewhere');
    expect(() => withRules(moreGeneral(stranger, { than: [oven] }))).toThrow(
      'workload kiln: an inhibition names the signal KilnElsewhere, which is not among its signals',
    );
  });
});

describe('an override of the general alert', () => {
  const fromCritical = withRules(moreGeneral(burntRatio, { than: [slowBaking], from: 'critical' }));
  const silencing = (...overrides: readonly Override[]) =>
    declaredInhibitions(applyOverrides([fromCritical], overrides)).flatMap(({ source_matchers }) => source_matchers[2]);

  it('lets it inhibit under its new severity', () => {
    expect(silencing(drop(burntRatio, 'warning'), override(burntRatio, 'critical', { severity: 'warning' }))).toEqual([
      'severity=~"warning"',
    ]);
  });

  it('lets no severity inhibit that did not', () => {
    expect(silencing(override(burntRatio, 'warning', { for: '1h' }))).toEqual(['severity=~"critical"']);
  });

  it('ends it, where what inhibited is dropped', () => {
    expect(silencing(drop(burntRatio, 'critical'))).toEqual([]);
    expect(silencing(drop(burntRatio, 'critical'), override(burntRatio, 'warning', { severity: 'critical' }))).toEqual(
      [],
    );
  });
});

describe('a node that is gone', () => {
  const gone = cold('KilnFloorGone');
  const smoke: Signal = { ...targets, name: 'SmokeTargetsDown', perNode: true };
  const floors: Workload = { ...kiln, signals: [gone, burntRatio], inhibitions: [nodeGone(gone)] };
  const smokes: Workload = { ...kiln, name: 'smoke', signals: [smoke, burntRatio], inhibitions: [] };

  it('silences, in whichever workload, that exporters with a target on every node miss one', () => {
    expect(declaredInhibitions([floors, smokes])).toEqual([
      {
        source_matchers: ['workload="kiln"', 'alertname="KilnFloorGone"', 'severity=~"critical"'],
        target_matchers: ['alertname=~"SmokeTargetsDown"'],
        equal: [],
      },
    ]);
    expect(declaredInhibitions([floors])).toEqual([]);
  });

  it('leaves a page to them, where it wakes nobody itself', () => {
    const { critical: warning, ...others } = gone.conditions;
    const warned = { ...gone, conditions: { ...others, ...(warning && { warning }) } };
    const [rule] = declaredInhibitions([
      { ...floors, signals: [warned, burntRatio], inhibitions: [nodeGone(warned)] },
      smokes,
    ]);
    expect(rule?.target_matchers).toEqual(['alertname=~"SmokeTargetsDown"', 'severity=~"warning"']);
  });
});
