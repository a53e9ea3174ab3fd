import { count, ratio, record } from '../../promql';
import {
  atMost,
  comes,
  gone,
  grows,
  levels,
  paces,
  shown,
  signal,
  stays,
  targetsDown,
  type InputSeries,
  type Piece,
  type Scrape,
} from '../../signals';
import { testerStatus, tests } from './metrics';

export const scrape: Scrape = { job: 'ate', namespace: 'test-floor', port: 'metrics', interval: '15s' };

export const targets = targetsDown(scrape, { prefix: 'Ate', title: 'the exporter of the test floor' });

/** Of replicas of the exporter that differ, the one that says down. */
export const status = testerStatus.minBy('tester_id');

const tester = (number: number): string => `ATE_${String(number).padStart(3, '0')}`;
const says = (tester_id: string, value: number, pod = 'a'): InputSeries =>
  stays(testerStatus, { tester_id, pod }, value);

export const testerDown = signal({
  name: 'AteTesterDown',
  title: 'Testers up and down',
  description:
    'Whether each tester is up, as it says of itself. A tester that the exporter does not list was taken off the floor.',
  query: status,
  warning: atMost(ratio(0)).for('2m'),
  view: { as: 'states', words: { good: 'up', bad: 'down' } },
  examples: {
    warning: {
      fires: {
        series: [says('ATE_001', 0), says('ATE_001', 1, 'b'), says('ATE_002', 1)],
        at: '2m',
        notYetAt: '1m',
        labels: { tester_id: 'ATE_001' },
      },
      quiet: { series: [says('ATE_001', 1), says('ATE_002', 1)], at: '10m' },
    },
  },
  impact: 'The lot on the tester stands still, and those that wait for it need another one.',
  nextSteps: [
    'Ask the floor whether the tester is in maintenance; if it is, silence its tester_id in Alertmanager until that ends.',
    'If it is not, have its lot moved to a free tester of the same configuration: those that are up are green in this panel.',
    'Have the shift restart the tester; if it is down again within the hour, open a ticket with its maker.',
  ],
});

/** So many testers, of which the first are down. */
const floor = (down: number, all = 20): readonly InputSeries[] =>
  Array.from({ length: all }, (_, i) => says(tester(i + 1), i < down ? 0 : 1));

export const floorDown = signal({
  name: 'AteFloorDown',
  title: 'Share of testers up',
  description: (t) =>
    `Share of the testers, of those chosen, that are up. At ${t.critical} or less a quarter of the floor is down: that is no matter of single testers, but of what they share.`,
  query: status.avgBy(),
  critical: atMost(ratio(0.75)).for('2m'),
  examples: {
    critical: {
      // Of one of them, a replica of the exporter says that it is up.
      fires: { series: [...floor(5), says('ATE_001', 1, 'b')], at: '2m', notYetAt: '1m', labels: {} },
      quiet: { series: floor(4), at: '10m' },
    },
  },
  impact: 'Wafers pile up before test; within hours the fab has to hold lots at the last process step.',
  nextSteps: [
    'Ask the shift lead for power, compressed air and cooling of the test floor: they stop many testers at once.',
    'See on the dashboard ATE floor whether the testers that are down have a cell, a network switch or a test program in common, and whether they went down in the same minute.',
    'If they answer but say that they are down, ask who changed the host computers or the test program last, and have that undone.',
  ],
});

/** How long tests may stand still, and how much of that time must have been seen: 27 of its minutes. */
const STILL = '30m';
const SEEN_MINUTES = 27;
// By tester and not by pod: the exporter may have been restarted in between.
const seen = status.countOverTime(STILL, '1m').atLeast(SEEN_MINUTES);

/** 1 for every tester that has said for half an hour, at every scrape, that it is up. */
export const upThroughout = record(
  'tester:ate_tester_status:min30m',
  testerStatus.minOverTime(STILL).minBy('tester_id').positive().and(seen),
);

/** Tests within half an hour, of the testers that say that they are up; a tester that has run none yet has no counter. */
export const progress = record(
  'tester:ate_tests:increase30m',
  tests.increase(STILL).sumBy('tester_id').orZeroOf(upThroughout.as('ratio')).and(upThroughout),
);

/** A tester that is up, and the pace of its tests. */
const runs = (tester_id: string, ...pieces: readonly Piece[]): readonly InputSeries[] => [
  says(tester_id, 1),
  paces(tests, { tester_id, test_name: 'VDD_LEAKAGE' }, ...pieces),
  grows(tests, { tester_id, test_name: 'IDDQ' }, 0),
];

export const testerFrozen = signal({
  name: 'AteTesterFrozen',
  title: 'Tests within half an hour',
  description:
    'Tests that each tester has run in the last half hour, of those that have said all that time that they are up. None is a tester that hangs, or one that has been left without a lot.',
  query: progress,
  warning: atMost(count(0)).for('1m'),
  examples: {
    warning: {
      fires: [
        // Down until 10 minutes; its tests stop at 20.
        {
          series: [
            levels(testerStatus, { tester_id: 'ATE_001' }, [0, '10m'], [1]),
            paces(tests, { tester_id: 'ATE_001', test_name: 'IDDQ' }, [1, '20m'], [0]),
            ...runs('ATE_002', [1]),
          ],
          at: '49m',
          notYetAt: '48m',
          labels: { tester_id: 'ATE_001' },
        },
        // One that has never run any; two of thirty minutes were not seen.
        {
          series: [...gone([says('ATE_001', 1)], '20m'), ...comes([says('ATE_001', 1, 'b')], '23m')],
          at: '38m',
          notYetAt: '27m',
          labels: { tester_id: 'ATE_001' },
        },
      ],
      quiet: [
        // A test every twenty minutes.
        { series: runs('ATE_001', [1 / 1200]), at: '2h' },
        // Up for twenty minutes only, and down.
        {
          series: [
            levels(testerStatus, { tester_id: 'ATE_001' }, [1, '5m'], [0, '30m'], [1]),
            grows(tests, { tester_id: 'ATE_001', test_name: 'IDDQ' }, 0),
            says('ATE_002', 0),
            says('ATE_002', 1, 'b'),
          ],
          at: '50m',
        },
        // The exporter was away for five of thirty minutes.
        {
          series: [...gone([says('ATE_001', 1)], '40m'), ...comes([says('ATE_001', 1, 'b')], '46m')],
          at: '60m',
        },
      ],
    },
  },
  impact: 'The tester is taken for busy while its lot stands still; nobody moves the lot.',
  nextSteps: [
    'Ask the floor whether the tester has a lot. Without one, nothing is wrong with the tester: tell planning that it is free.',
    'With a lot, have the shift look at the handler and at the prompt of the test program: a question that waits for an answer is the usual cause.',
    'If the tester works, its counter stands still in the exporter: compare with the status page of the tester and restart the exporter, kubectl -n test-floor rollout restart deployment/ate.',
  ],
});

export const floorFrozen = signal({
  name: 'AteExporterFrozen',
  title: 'Testers that make progress',
  description:
    'Share of the testers that say that they are up, of those chosen, whose tests have advanced within half an hour. If there is none, it is hardly the testers: the exporter repeats what it knew.',
  query: progress.compareBool('>', count(0)).avgBy(),
  warning: atMost(ratio(0)).for('1m'),
  examples: {
    warning: {
      fires: {
        series: [...runs('ATE_001', [1, '20m'], [0]), ...runs('ATE_002', [1, '15m'], [0])],
        at: '49m',
        notYetAt: '48m',
        labels: {},
      },
      quiet: { series: [...runs('ATE_001', [1 / 1200]), ...runs('ATE_002', [0]), ...runs('ATE_003', [0])], at: '2h' },
    },
  },
  impact:
    'The floor is not seen: whatever happens to testers, yield and test times, this exporter shows what it last knew.',
  nextSteps: [
    'Ask the shift lead whether the floor is testing. If it stands still as planned, mute the alert for that time: it will not be the last one.',
    'If it is testing, restart the exporter: kubectl -n test-floor rollout restart deployment/ate, and see that tests advance in the panel Tests per tester.',
    'Keep what it says until then for its owner: kubectl -n test-floor logs deployment/ate -c ate-exporter --tail=500 > ate-exporter.log.',
  ],
});

export const testsPerTester = shown({
  name: 'AteTests',
  title: 'Tests per tester',
  description: 'Tests that each tester runs in a minute. It falls to nothing between two lots.',
  query: tests.rate().sumBy('tester_id').perMinute(),
  view: { recorded: true },
});
