import { bytes, percent, ratio, seconds } from '../../../../promql';
import {
  availability,
  below,
  by,
  DeclarationError,
  fasterThan,
  rawPair,
  timeSlice,
  type Objective,
  type Promised,
} from '../../../../signals';
import { bakeTime, batches, heat } from '../../../fixtures/kiln';
import { promised } from '../../../fixtures/objective-kinds';
import { baked } from '../../../fixtures/objectives';

/** Synth does not type-check: what the compiler refuses is refused again, and each error names the objective. */
function refusal(declare: () => unknown): string {
  try {
    declare();
  } catch (error) {
    expect(error).toBeInstanceOf(DeclarationError);
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}

const tier = (share: number, window: string) => ({ tiers: [{ share, window, severity: 'critical' }] }) as object;

describe('an objective is refused', () => {
  test.each<[string, object, string]>([
    ['for a promise of everything', { objective: percent(100) }, '100 % does not lie between 0 and 100'],
    [
      'for a share in place of a percentage',
      { objective: percent(0.99) },
      '0.99 % is hardly a promise: for a share of 0.99 write percent(99)',
    ],
    ['for a promise of nothing', { objective: percent(0) }, '0 % does not lie between 0 and 100'],
    ['for more than everything', { objective: percent(100.1) }, '100.1 % does not lie between 0 and 100'],
    ['for a share', { objective: ratio(0.99) }, 'its target is a percentage, such as percent(99.9)'],
    ['for a bare number', { objective: 99.9 }, 'its target is a percentage, such as percent(99.9)'],
    ['without a target', { objective: undefined }, 'its target is a percentage, such as percent(99.9)'],

    [
      'with a tier that can never fire',
      { objective: percent(90) },
      'its tier of 1h would need 144 % errors and never fire: lower its share (0.02), lengthen its window, or leave it out',
    ],
    [
      'with a tier that total failure reaches and does not exceed',
      { objective: percent(90), ...tier(1 / 72, '1h') },
      'its tier of 1h would need 100 % errors and never fire',
    ],
    ['without a tier', { tiers: [] }, 'it has no tiers: a promise that nobody hears of is a shown signal'],
    ['with two tiers of a length', { tiers: [...twice('24h'), ...twice('1d')] }, 'it has two tiers of 1d'],
    ['with a tier of nothing', tier(0, '1h'), 'its tier of 1h has the share 0: it must lie between 0 and 1'],
    ['with a tier of everything', tier(1, '1h'), 'its tier of 1h has the share 1: it must lie between 0 and 1'],
    ['with a tier of minutes', tier(0.02, '90m'), 'its tier of 90m is no whole number of hours'],
    ['with a tier of no duration', tier(0.02, 'a day'), "'a day' is no duration"],

    [
      'with a period shorter than its longest tier',
      { periods: ['2d'] },
      'its period of 2d is shorter than its longest',
    ],
    [
      'with a period shorter than its policy looks back',
      { periods: ['5d'] },
      'its period of 5d is shorter than its longest window of 7d',
    ],
    ['with a period of hours', { periods: ['30d', '36h'] }, 'its period 36h is no whole number of days'],
    ['with a period twice, in other words', { periods: ['28d', '4w'] }, 'it has the period 28d twice'],
    ['without a period', { periods: [] }, 'it has no period'],

    ['with an id that is no name', { id: 'Baked_1' }, "its id 'Baked_1' must be lower-case letters, digits and -"],
    ['without an id', { id: undefined }, "its id 'undefined' must be lower-case letters, digits and -"],
    ['without a title', { title: '' }, 'it has no title'],
    ['without a promise', { promise: undefined }, 'it has no promise'],
    ['without an impact', { impact: undefined }, 'it has no impact'],
    ['without a step', { nextSteps: undefined }, 'it has no runbook step: say in nextSteps what to do'],
    [
      'with an empty step',
      { nextSteps: ['Look through the door of the kiln.', ' '] },
      'it has no runbook step: say in nextSteps what to do',
    ],
    [
      'that does not say what no data mean',
      { missing: undefined },
      "what missing data mean is not said (missing is 'undefined'): say 'bad' or",
    ],
    ['with a guard below zero', { minimumBad: -1 }, 'minimumBad is -1: a number of bad events, 0 or more'],

    ['at risk from the start', policy(0, 0.7, '7d'), 'policy: atRisk is 0, but shares of a budget lie between 0 and 1'],
    ['deferring what is exhausted', policy(0.5, 1, '7d'), 'policy: deferring is 1, but shares of a budget lie'],
    ['deferring by minutes', policy(0.5, 0.7, '90m'), 'policy: deferring looks back 90m, no whole number of hours'],
  ])('%s', (_, change, message) => {
    const { id } = { id: 'baked', ...change } as { readonly id: string | undefined };
    const said = refusal(() => baked(change));
    expect(said).toContain(`objective ${String(id)}: ${message}`);
  });

  function twice(window: string) {
    return [{ share: 0.1, window, severity: 'warning' }];
  }

  function policy(atRisk: number, share: number, window: string) {
    return { policy: { atRisk, deferring: { share, window } } };
  }
});

describe('limits are allowed:', () => {
  test.each<[string, Partial<Promised>]>([
    ['one tier at nearly all errors', { objective: percent(90), ...tier(1 / 72.1, '1h') }],
    ['a period as long as the longest window', { periods: ['7d'] }],
    ['no guard', { minimumBad: 0 }],
    ['a promise that is nearly all', { objective: percent(99.9999) }],
  ])('%s', (_, change) => {
    expect(() => baked(change)).not.toThrow();
  });
});

const slow = (change: object, threshold: unknown = seconds(10)): Objective =>
  fasterThan(bakeTime, threshold as never, { ...promised, ...change });
const events = (change: object): Objective =>
  availability({ ...promised, events: batches, bad: { result: 'burnt' }, ...change } as never);
const minutes = (change: object): Objective =>
  timeSlice({
    ...promised,
    query: heat.maxBy('oven'),
    bad: below(ratio(0.5)),
    example: { metric: heat, labels: { oven: 'north', zone: 'a' }, good: 1, bad: 0 },
    ...change,
  } as never);
const side =
  (...labels: readonly ('oven' | 'result')[]) =>
  () =>
    batches.rate('5m').sumBy(...labels);
const pair = (change: object): Objective =>
  rawPair({
    ...promised,
    all: side('oven'),
    bad: side('oven'),
    present: batches.seriesBy('oven'),
    example: { series: [], labels: {} },
    ...change,
  } as Parameters<typeof rawPair<'oven', 'requests/s'>>[0]);

describe('an indicator is refused, with the name of its objective,', () => {
  test.each<[string, () => Objective, string]>([
    [
      'whose threshold is no bucket: what lies between two bounds, a histogram does not know',
      () => slow({}, seconds(5)),
      'kiln_bake_seconds: 5 is no bucket bound; it has 1, 10, 100. Take one of them, or have the exporter add it',
    ],
    [
      'whose threshold is a bare number',
      () => slow({ promise: undefined }, 10),
      'kiln_bake_seconds: a threshold is a quantity with its unit, such as seconds(0.2)',
    ],
    [
      'whose threshold is in another unit than the histogram',
      () => slow({}, bytes(10)),
      'kiln_bake_seconds: a threshold in bytes for a histogram in seconds',
    ],
    ['that is grouped by a label that is not there', () => slow({ by: ['zone'] }), "label 'zone' is not there"],
    ['that is grouped by a label of all events only', () => failing(['zone']), "label 'zone' is not there"],
    [
      'that is grouped by the label which says what is bad',
      () => events({ by: ['result'] }),
      "it is grouped by 'result', by which good and bad are told apart: each group would be all of one",
    ],
    ['that is grouped by a label twice', () => events({ by: ['oven', 'oven'] }), "names label 'oven' twice"],
    [
      'that is grouped by a label which its rules set',
      () => pair({ present: batches.seriesBy('oven').labelled('team', 'a') }),
      "it is grouped by 'team', a label that its rules set themselves: group by another",
    ],
    ['whose bad events have a label that is not there', () => events({ bad: { colour: 'red' } }), "no label 'colour'"],
    ['whose bad events never occur', () => events({ bad: { result: 'raw' } }), "never has the value 'raw'"],
    ['all of whose events are bad', () => events({ bad: {} }), 'every event that is counted is among the bad'],
    ['that counts a gauge', () => events({ events: heat }), 'seriesBy is not a function'],
    [
      'in another unit than its threshold',
      () => minutes({ bad: below(seconds(1)) }),
      'a threshold in seconds for a query in ratio',
    ],
    [
      'with thresholds by a label that it lacks',
      () => minutes({ bad: below(by('zone', { a: ratio(1) })) }),
      "thresholds by 'zone', but the query has only oven",
    ],
    [
      'one of whose groups has no threshold: it would never be bad',
      () => minutes({ bad: below(by('oven', { north: ratio(1) })) }),
      'no threshold for oven="south"',
    ],
    [
      'one of whose thresholds is for a group that there is not',
      () => minutes({ bad: below(by('oven', { north: ratio(1), south: ratio(1), soth: ratio(1) })) }),
      'a threshold for oven="soth", which never occurs',
    ],
    [
      'whose example is of no group',
      () => minutes({ example: { metric: heat, labels: { zone: 'a' }, good: 1, bad: 0 } }),
      "an example of kiln_heat_ratio lacks the label 'oven'",
    ],
    [
      'whose bad events have other labels than it is grouped by',
      () => pair({ bad: side('oven', 'result') }),
      'the bad events have the labels (oven, result), but it is grouped by (oven)',
    ],
    [
      'whose events have fewer labels than it is grouped by',
      () => pair({ all: side() }),
      'all events have the labels (), but it is grouped by (oven)',
    ],
    [
      'whose events are counted in two units',
      () => pair({ bad: () => side('oven')().as('seconds') }),
      'its events are in requests/s and in seconds: count the same',
    ],
  ])('%s', (_, declare, message) => {
    const said = refusal(declare);
    expect(said).toMatch(/^objective kept: (?!objective)/);
    expect(said).toContain(message);
  });

  function failing(labels: readonly string[]): Objective {
    return slow({ by: labels, failed: { requests: batches, observed: true } });
  }
});
