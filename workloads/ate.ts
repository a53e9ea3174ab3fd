import { blind, dashboard, moreGeneral, row, workload } from '../signals';
import * as duration from './ate/duration';
import * as metrics from './ate/metrics';
import * as objectives from './ate/objectives';
import * as outliers from './ate/outliers';
import * as testers from './ate/testers';
import * as dies from './ate/yield';
import * as loss from './ate/yield-loss';
import { testFloor } from './teams';

/** The test floor: twenty testers (automatic test equipment), told of by one exporter. */
export const ate = workload({
  name: 'ate',
  title: 'Tester fleet',
  team: testFloor,
  scrape: testers.scrape,
  metrics: {
    tests: metrics.tests,
    yieldPercentage: metrics.yieldPercentage,
    testDuration: metrics.testDuration,
    testerStatus: metrics.testerStatus,
    outliers: metrics.outliers,
  },
  recordings: [
    // Before those of other intervals that read it.
    dies.yieldNow,
    testers.upThroughout,
    testers.progress,
    dies.yieldMean,
    dies.productYield,
    dies.yieldChange,
    duration.durationNow,
    duration.hourMean,
    duration.floorHourMean,
    duration.dayMean,
    duration.dayDeviation,
    outliers.outliersHour,
    outliers.testsHour,
    outliers.usualShare,
    loss.yieldHour,
    loss.usualYield,
  ],
  signals: [
    dies.yieldByTester,
    dies.yieldDrop,
    dies.yieldByProduct,
    loss.yieldChanges,
    testers.testerDown,
    testers.floorDown,
    testers.testerFrozen,
    testers.floorFrozen,
    testers.testsPerTester,
    testers.targets,
    duration.durationShift,
    duration.durations,
    duration.durationTrend,
    duration.bottleneck,
    outliers.outlierRate,
    outliers.outlierShare,
  ],
  // A tester that is being looked after must not keep the next one from waking somebody.
  apart: ['tester_id'],
  inhibitions: [
    blind(testers.targets),
    moreGeneral(testers.floorDown, { than: [testers.testerDown, testers.testerFrozen] }),
    moreGeneral(testers.floorFrozen, { than: [testers.testerFrozen] }),
    // A step is that of a whole tester: it takes the yield below its line, and outliers are those of single tests.
    moreGeneral(dies.yieldDrop, { than: [dies.yieldByTester, outliers.outlierRate] }),
    // They are critical where the yield of the tester has fallen, and say by which test.
    moreGeneral(outliers.outlierRate, { than: [dies.yieldByTester], from: 'critical' }),
  ],
  objectives: [objectives.testersUp],
  dashboards: [
    dashboard(
      'ATE floor',
      {
        uid: 'ate-floor',
        description: 'Is the floor testing, and does it yield? Top to bottom: products, testers, the exporter.',
        variables: ['tester_id'],
      },
      row('Yield', dies.yieldByProduct, dies.yieldByTester, dies.yieldDrop),
      row('Testers', testers.floorDown, testers.testerDown, testers.testsPerTester, testers.testerFrozen),
      row('Test times', duration.durationTrend, duration.bottleneck),
      row('Exporter', testers.targets, testers.floorFrozen),
    ),
    dashboard(
      'ATE tests',
      {
        uid: 'ate-tests',
        description: 'Which test on which tester has changed: in how long it takes, and in what it measures?',
        variables: ['tester_id', 'test_name'],
      },
      row('Duration', duration.durations, duration.durationShift),
      row('Measurements', outliers.outlierShare, outliers.outlierRate, loss.yieldChanges),
    ),
  ],
});
