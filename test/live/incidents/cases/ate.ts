import { critical, warning, type Case } from '../case';

export const TEST_FLOOR: readonly Case[] = [
  {
    incident: 'tester-down',
    workloads: ['ate'],
    lasts: 20,
    resolves: 5,
    expected: [warning('AteTesterDown', 4, '2 m down')],
  },
  {
    incident: 'floor-down',
    workloads: ['ate'],
    lasts: 20,
    resolves: 5,
    expected: [critical('AteFloorDown', 4, '2 m with a quarter of the testers down')],
  },
  {
    incident: 'tester-hangs',
    workloads: ['ate'],
    lasts: 45,
    resolves: 15,
    expected: [warning('AteTesterFrozen', 34, '30 m up without a test')],
  },
  {
    incident: 'frozen-exporter',
    workloads: ['ate'],
    lasts: 45,
    resolves: 15,
    expected: [warning('AteExporterFrozen', 34, '30 m in which no tester advances')],
  },
  {
    incident: 'yield-drop',
    workloads: ['ate'],
    lasts: 30,
    resolves: 0,
    expected: [critical('AteYieldDrop', 9, 'ten minutes that are 2 points below the ten before')],
  },
  {
    incident: 'worn-probe-card',
    workloads: ['ate'],
    lasts: 75,
    resolves: 15,
    expected: [warning('AteYieldLow', 65, 'a point in ten minutes from 95 % on, and 5 m below 90 %')],
  },
];

/** Against their own day: half of it must have been seen. */
export const TEST_FLOOR_BY_DAY: readonly Case[] = [
  {
    incident: 'longer-test',
    workloads: ['ate'],
    past: 15 * 60,
    recorded: 15 * 60,
    lasts: 105,
    resolves: 70,
    expected: [warning('AteTestDurationShift', 75, '30 m, once the mean of an hour is longer by a quarter')],
  },
  {
    incident: 'outliers',
    workloads: ['ate'],
    past: 17 * 60,
    recorded: 16 * 60,
    lasts: 95,
    resolves: 70,
    expected: [warning('AteParametricOutliers', 80, '30 m, once an hour has three times as many as usual')],
  },
  {
    incident: 'drifting-smu',
    workloads: ['ate'],
    past: 17 * 60,
    recorded: 16 * 60,
    lasts: 110,
    resolves: 70,
    expected: [
      critical('AteParametricOutliers', 95, '30 m, once that hour yields two points less than the day as well'),
      warning('AteParametricOutliers', 80, '30 m, once an hour has three times as many as usual'),
    ],
  },
];
