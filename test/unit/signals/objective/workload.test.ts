import { counter, gauge, ratio } from '../../../../promql';
import {
  alertName,
  availability,
  below,
  checkTogether,
  composite,
  timeSlice,
  workload,
  type Tier,
  type Workload,
} from '../../../../signals';
import { burntRatio, kiln, slowBaking } from '../../../fixtures/kiln';
import { promised } from '../../../fixtures/objective-kinds';
import { baked, kilnWith } from '../../../fixtures/objectives';

const scrapedEvery = (interval: `${number}s`, ...objectives: Workload['objectives']): Workload =>
  workload({ ...kiln, scrape: { ...kiln.scrape, interval }, objectives });
const tier = (window: Tier['window']): Tier => ({ share: 0.1, window, severity: 'warning' });

describe('the objectives of a workload', () => {
  test('are none unless some are declared', () => {
    expect(kiln.objectives).toEqual([]);
  });

  test('have ids of their own', () => {
    expect(() => kilnWith(baked(), baked())).toThrow("workload kiln declares the objective 'baked' twice");
  });

  test('have alerts of their own: ids that differ in dashes only would share them', () => {
    expect(() => kilnWith(baked({ id: 'well-baked' }), baked({ id: 'well--baked' }))).toThrow(
      "workload kiln declares the alert 'KilnWellBakedBurnsBudgetFast' twice",
    );
  });

  test('have other alerts than its signals', () => {
    const twin = { ...slowBaking, name: alertName(kiln, baked(), 'atRisk') };
    const [own] = kiln.dashboards;
    if (!own) throw new Error('the kiln has no dashboard');
    const dashboards = [{ ...own, rows: [...own.rows, { title: 'Twin', signals: [twin] }] }];
    expect(() => workload({ ...kiln, signals: [...kiln.signals, twin], dashboards, objectives: [baked()] })).toThrow(
      "workload kiln declares the alert 'KilnBakedBudgetAtRisk' twice",
    );
  });

  test('name signals of the workload, the very literals', () => {
    expect(() => kilnWith(baked({ signals: [burntRatio, slowBaking] }))).not.toThrow();
    expect(() => kilnWith(baked({ signals: [{ ...burntRatio }] }))).toThrow(
      'workload kiln: objective baked names the signal KilnBurntRatio, which is not among its signals',
    );
  });

  test('read metrics of its catalog', () => {
    const elsewhere = counter('mill_bags_total', { labels: { result: ['good', 'torn'] }, help: 'Bags.' });
    const objective = availability({ ...promised, events: elsewhere, bad: { result: 'torn' } });
    expect(() => kilnWith(objective)).toThrow(
      "workload kiln: objective kept reads 'mill_bags_total', which is in no catalog: declare the metric, name it in reads if another workload declares it, or record the series",
    );
    const lit = gauge('mill_lit_ratio', { unit: 'ratio', help: 'Light.' });
    const minutes = timeSlice({
      ...promised,
      query: lit.maxBy(),
      bad: below(ratio(1)),
      example: { metric: lit, labels: {}, good: 1, bad: 0 },
    });
    expect(() => kilnWith(minutes)).toThrow("objective kept reads 'mill_lit_ratio'");
  });
});

describe('a short window holds four scrapes,', () => {
  test('or a lost one would make it jump', () => {
    expect(() => scrapedEvery('75s', baked())).not.toThrow();
    expect(() => scrapedEvery('76s', baked())).toThrow(
      "workload kiln: objective baked has a short window of 5m, less than 4 scrapes of 76s: lengthen the tier's window, or scrape more often",
    );
  });

  test('whichever tier it is of', () => {
    expect(() => scrapedEvery('76s', baked({ tiers: [tier('3d'), tier('1h')] }))).toThrow('a short window of 5m');
  });
});

describe('workloads that are watched together', () => {
  const named = (name: string, id: string): Workload =>
    workload({
      ...kiln,
      name,
      scrape: { ...kiln.scrape, job: name },
      signals: [],
      dashboards: [],
      objectives: [baked({ id })],
    });

  test('may have objectives of one id', () => {
    const { metrics: _, ...oven } = named('oven', 'baked');
    expect(() => checkTogether([named('kiln', 'baked'), { ...oven, metrics: {} }])).not.toThrow();
  });

  test('have objectives whose series differ: name and id together tell them apart', () => {
    const other: Workload = { ...named('kiln-north', 'baked'), metrics: {} };
    expect(() => checkTogether([named('kiln', 'north-baked'), other])).toThrow(
      /workloads kiln and kiln-north both declare the (alert|objective) '(KilnNorthBaked\w+|kiln-north-baked)'/,
    );
  });

  test('may each have a composite', () => {
    const of = [baked(), baked({ id: 'punctual' })];
    const worst = composite({ id: 'bread', title: 'Bread', promise: 'the worst', of });
    expect(() => checkTogether([kilnWith(...of, worst)])).not.toThrow();
  });
});
