import { ruleCount, samplesPerHour } from '../../../../alerts/slo/cost';
import { sloRuleGroups } from '../../../../alerts/slo/rule-groups';
import { counter, percent } from '../../../../promql';
import { availability, composite, workload, type Promised, type Workload } from '../../../../signals';
import { LINKS } from '../../../fixtures/environment';
import { bakers } from '../../../fixtures/kiln';
import { baked, kilnWith } from '../../../fixtures/objectives';

/** A counter of two series on one target that is scraped every 15 s: four samples a minute of each. */
const loaves = counter('loaves_total', { labels: { result: ['good', 'burnt'] }, help: 'Loaves.' });
/** The same of three ovens. */
const byOven = counter('loaves_total', {
  labels: { result: ['good', 'burnt'], oven: ['a', 'b', 'c'] },
  help: 'Loaves.',
});
const promised: Promised = {
  id: 'good',
  title: 'Good loaves',
  promise: 'of loaves are good',
  objective: percent(99),
  periods: ['7d'],
  tiers: [{ share: 0.02, window: '1h', severity: 'critical' }],
  minimumBad: 0,
  missing: 'not counted',
  impact: 'No bread.',
  nextSteps: ['Look through the door of the kiln.'],
};
const burnt = { result: 'burnt' } as const;
const tiny = availability({ ...promised, events: loaves, bad: burnt });

const bakery = (targets: number, ...objectives: Workload['objectives']): Workload =>
  workload({
    name: 'bakery',
    title: 'Bakery',
    team: bakers,
    scrape: { job: 'bakery', namespace: 'bakery', port: 'metrics', interval: '15s', targets },
    metrics: { loaves },
    signals: [],
    objectives,
    dashboards: [],
  });

const sum = (...parts: readonly number[]): number => parts.reduce((total, part) => total + part, 0);

/** Samples of one source series, scraped every 15 s, and of one recorded every 30 s, or every five minutes. */
const scraped = (minutes: number): number => minutes * 4;
const recorded = (minutes: number): number => minutes * 2;
const [HOUR, DAY, WEEK] = [60, 24 * 60, 7 * 24 * 60];
const seldom = (minutes: number): number => minutes / 5;
/** Since when there are data, which is written every five minutes and so looked for within ten. */
const AGE = seldom(10);

/** Every 30 seconds. */
const FAST = sum(
  2 * scraped(5), // all events: both series
  scraped(5) + 1, // bad events: one series; and all again, where there are none
  2, // 5m: the pair
  3 * scraped(30) + recorded(30), // 30m: bad, all (two series), and whether there were any
  3 * scraped(60) + recorded(60), // 1h
  2 * recorded(2 * HOUR), // 2h: from the pair from here on
  2 * recorded(6 * HOUR), // 6h
  AGE, // how much of 1h it has lived
  2, // burnt within 1h: its ratio, by age
  2, // current burn rate
  2, // the tier: burnt within 1h, ratio of 5m
);

/** Every five minutes. */
const SLOW = sum(
  seldom(WEEK), // since when there are data, looked at every five minutes
  recorded(WEEK), // all events of the period
  2 * recorded(DAY), // 1d
  2 * recorded(3 * DAY), // 3d
  recorded(WEEK) + 1, // 7d, the period
  AGE, // how much of 7d it has lived
  2 + 1, // period burn rate, and what remains
  recorded(DAY) + 2, // spent within 1d, of all that the period has, by age
  recorded(WEEK) + 2, // spent within 7d
  4, // state
  3, // days left
  1 + 1, // at risk, exhausted
  2 + 1, // no data: both series now, and the target
);

describe('what an objective costs', () => {
  test('is, for two series of one target, what can be counted by hand', () => {
    expect(samplesPerHour(bakery(1, tiny), tiny)).toBe(FAST * 120 + SLOW * 12);
  });

  test('grows with targets only where the source is read, which is one window in ten', () => {
    const one = samplesPerHour(bakery(1, tiny), tiny);
    const ten = samplesPerHour(bakery(10, tiny), tiny);
    const source = (3 * scraped(5) + 3 * scraped(30) + 3 * scraped(60)) * 120 + 3 * 12;
    expect(ten - one).toBe(9 * source);
  });

  test('is that of each group, and of what there is once', () => {
    const grouped = availability({ ...promised, events: byOven, bad: burnt, by: ['oven'] });
    const three = samplesPerHour(workload({ ...bakery(1), metrics: { byOven }, objectives: [grouped] }), grouped);
    const one = samplesPerHour(bakery(1, tiny), tiny);
    // That there are no data is told of each group and of all: which there are, which there were within a day, the target.
    const [noData, noGroupData] = [2 + 1, 2 * (3 * (2 + recorded(DAY)) + 1)];
    expect(three).toBe(3 * (one - noData * 12) + noGroupData * 12);
  });

  test('is more where evidence is asked for, which counts bad events', () => {
    const guarded = availability({ ...promised, events: loaves, bad: burnt, minimumBad: 10 });
    const more = samplesPerHour(bakery(1, guarded), guarded) - samplesPerHour(bakery(1, tiny), tiny);
    expect(more).toBe(recorded(60) * 120);
  });

  test('is next to nothing for a composite', () => {
    const [one, two] = [tiny, availability({ ...promised, events: loaves, bad: burnt, id: 'other' })];
    const worst = composite({ id: 'bread', title: 'Bread', promise: 'the worst', of: [one, two] });
    // The burn rate of both every 30 seconds; four series of both every five minutes.
    expect(samplesPerHour(bakery(1, one, two, worst), worst)).toBe(2 * 120 + 4 * 2 * 12);
  });
});

test('its rules are as many as are rendered', () => {
  const rendered = sloRuleGroups(kilnWith(baked()), baked(), LINKS).flatMap(({ rules }) => rules);
  expect(ruleCount(kilnWith(baked()), baked())).toBe(rendered.length);
});
