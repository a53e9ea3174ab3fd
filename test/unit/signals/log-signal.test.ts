import { count } from '../../../promql';
import {
  checkTogether,
  logQuery,
  logSignal,
  UNCLAIMED,
  workload,
  written,
  type LogSignal,
  type Workload,
} from '../../../signals';
import { burntRatio, kiln } from '../../fixtures/kiln';

const crack: LogSignal = {
  name: 'KilnCracks',
  title: 'cracks in the log',
  description: 'How many lines tell of a crack.',
  services: ['oven', 'door'],
  count: (lines) => lines.containing('crack').count('10m').sumBy('service_name'),
  above: count(3),
  examples: {
    fires: { lines: [], at: '10m', notYetAt: '5m', service: 'oven' },
    quiet: [{ lines: [], at: '10m' }],
  },
  impact: 'Bread is burnt.',
  nextSteps: ['Open the door, and look at the ceiling of the oven for the crack.'],
};

const counted = (window: string) =>
  `sum by (service_name) (count_over_time({service_name=~"oven|door"} |= "crack" ${window}))`;

describe('the rule of a log signal', () => {
  test('counts the lines of its services', () => {
    expect(logQuery(logSignal(crack))).toBe(`${counted('[10m]')} > 3`);
  });

  test('leaves out what is no more than something else, and keeps what has nothing to be held against', () => {
    const andMoreThan: LogSignal['andMoreThan'] = {
      text: 'in an hour',
      count: (lines) => lines.containing('crack').count('1h').sumBy('service_name'),
    };
    expect(logQuery({ ...crack, andMoreThan })).toBe(
      `${counted('[10m]')} > 3 unless ${counted('[10m]')} <= ${counted('[1h]')}`,
    );
  });

  test('about services of nobody leaves out those that somebody answers for', () => {
    const strays = { ...crack, services: UNCLAIMED } as const;
    expect(logQuery(strays, ['oven', 'door'])).toContain('{service_name=~".+", service_name!~"oven|door"}');
    expect(logQuery(strays)).toContain('{service_name=~".+"}');
  });
});

describe('a log signal is refused', () => {
  test.each<[string, Partial<LogSignal>, string]>([
    ['with a name that is none', { name: 'kiln_cracks' }, "'kiln_cracks' is no name for a log signal"],
    ['about no service', { services: [] }, 'KilnCracks is about no service'],
    ['without an impact', { impact: '' }, 'KilnCracks alerts without an impact'],
    ['without a step', { nextSteps: [] }, 'KilnCracks has no runbook step'],
    [
      'without an example of staying quiet',
      { examples: { ...crack.examples, quiet: [] } },
      'KilnCracks has no example of staying quiet',
    ],
    ['that holds for part of an interval', { for: '7m' }, 'has to hold for 7m, and is evaluated every 5m'],
    [
      'whose examples look in between',
      { examples: { ...crack.examples, quiet: [{ lines: [], at: '11m' }] } },
      'its examples look at 11m, when nothing is evaluated',
    ],
    [
      'by its name, where its query does not parse',
      { count: (lines) => lines.json({ 'a b': 'c' }).count('1h').sumBy('service_name') },
      'log signal KilnCracks: LogQL that does not parse:',
    ],
    [
      'where it is about no variable of a dashboard',
      { services: ['$service'] },
      "log signal KilnCracks: a log query: label 'service_name' is matched with '$service'",
    ],
  ])('%s', (_, change, message) => {
    expect(() => logSignal({ ...crack, ...change })).toThrow(message);
  });
});

describe('a workload with log signals', () => {
  const baking = (change: Partial<Workload> = {}) =>
    workload({ ...kiln, services: ['oven', 'door'], logs: [crack], ...change });

  test.each<[string, Partial<Workload>, string]>([
    [
      'about a service of others',
      { services: ['oven'] },
      "log signal KilnCracks is about 'door', which is none of its services",
    ],
    [
      'that have the name of another alert',
      { logs: [{ ...crack, name: burntRatio.name }] },
      `declares the alert '${burntRatio.name}' twice`,
    ],
    [
      'that have the steps of another',
      { logs: [{ ...crack, nextSteps: burntRatio.nextSteps }] },
      'signals KilnBurntRatio and KilnCracks have the same runbook steps',
    ],
    [
      'that a signal of others tells of',
      { logs: [{ ...crack, toldBy: [{ ...burntRatio, name: 'Other' }] }] },
      'log signal KilnCracks is said to be told by Other, which is none of its signals',
    ],
  ])('is refused where they are %s', (_, change, message) => {
    expect(() => baking(change)).toThrow(message);
  });

  test('answers for a service alone', () => {
    const other = workload({
      ...kiln,
      name: 'oven-2',
      scrape: { ...kiln.scrape, job: 'oven-2' },
      signals: [],
      inhibitions: [],
      recordings: [],
      objectives: [],
      dashboards: [],
      services: ['door'],
      logs: [{ ...crack, name: 'OvenCracks', services: ['door'] }],
    });
    expect(() => checkTogether([baking(), other])).toThrow(
      "workloads kiln and oven-2 both have log signals about 'door': leave it to the one whose team mends it",
    );
  });
});

describe('lines of an example', () => {
  test('are written evenly, the first and the last when it is said', () => {
    const lines = written({ service: 'oven', text: 'crack', level: 'error', from: '1m', times: 3, until: '2m' });
    expect(lines.map(({ at, level }) => [at, level])).toEqual([
      [60_000, 'error'],
      [90_000, 'error'],
      [120_000, 'error'],
    ]);
    expect(written({ service: 'oven', text: 'crack', from: '1m' })).toEqual([
      { service: 'oven', text: 'crack', level: 'info', at: 60_000 },
    ]);
  });

  test('have an end if they are several', () => {
    expect(() => written({ service: 'oven', text: 'crack', from: '1m', times: 2 })).toThrow(
      "an example of oven writes 'crack' 2 times from 1m until 1m: say when the last is written",
    );
  });
});
