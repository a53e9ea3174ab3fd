import type { Incident } from '../../../simulator/incidents';
import type { Severity } from '../../../signals';

/** An alert that an incident must raise, and how soon. */
export interface Expectation {
  readonly alert: string;
  readonly severity: Severity;
  /** In minutes from the beginning of the incident. */
  readonly within: number;
  /** What the limit is made of. */
  readonly because: string;
}

/** An incident, and what must come of it; all times in minutes. */
export interface Case {
  readonly incident: Incident;
  /** Whose rules judge it; what it leaves as it was is proven by the healthy day. */
  readonly workloads: readonly string[];
  readonly lasts: number;
  readonly expected: readonly Expectation[];
  /** How long after its end the expected alerts are over at the latest. */
  readonly resolves: number;
  /** How much must have been scraped before it, for windows of that length. Default: {@link USUAL_PAST}. */
  readonly past?: number;
  /** How much of that must have been judged, for rules that read what other rules recorded. Default: {@link USUAL_JUDGED}. */
  readonly judged?: number;
}

/** The same for objectives: to them, a workload that they have not seen for an hour is young. */
const KNOWN = { past: 130, judged: 70 } as const;

/** More than the hour that most windows have at most. */
export const USUAL_PAST = 75;
export const USUAL_JUDGED = 15;

const critical = (alert: string, within: number, because: string): Expectation => ({
  alert,
  severity: 'critical',
  within,
  because,
});
const warning = (alert: string, within: number, because: string): Expectation => ({
  alert,
  severity: 'warning',
  within,
  because,
});

const YIELD_PREDICTOR: readonly Case[] = [
  {
    incident: 'latency-step',
    workloads: ['yield-predictor'],
    ...KNOWN,
    lasts: 30,
    resolves: 10,
    expected: [
      critical('YieldPredictorLatencyP99', 8, '5 m above 200 ms, and what a rate over 5 m takes to get there'),
      critical(
        'YieldPredictorLatencyBurnsBudgetFast',
        15,
        'a fiftieth of 30 d within an hour, of which it spends half',
      ),
    ],
  },
  {
    incident: 'error-burst',
    workloads: ['yield-predictor'],
    ...KNOWN,
    lasts: 30,
    resolves: 10,
    expected: [
      critical('YieldPredictorErrorRatio', 8, '5 m above 1 %, and what a rate over 5 m takes to get there'),
      critical(
        'YieldPredictorAvailabilityBurnsBudgetFast',
        24,
        'a fiftieth of the budget of 30 d, at forty times its pace',
      ),
    ],
  },
  {
    incident: 'slow-burn',
    workloads: ['yield-predictor'],
    ...KNOWN,
    lasts: 255,
    resolves: 45,
    expected: [
      critical(
        'YieldPredictorAvailabilityBurnsBudgetFast',
        245,
        'a twentieth of the budget of 30 d, at nine times its pace',
      ),
    ],
  },
  {
    incident: 'slow-and-failing',
    workloads: ['yield-predictor'],
    lasts: 30,
    resolves: 10,
    expected: [critical('YieldPredictorLatencyP95', 16, '10 m above 100 ms with errors above 0.5 %')],
  },
  {
    incident: 'service-down',
    // While nothing at all answers, it is Prometheus that is cut off.
    workloads: ['yield-predictor', 'stdf-etl'],
    ...KNOWN,
    lasts: 20,
    // The slower of the two pages looks back for half an hour.
    resolves: 45,
    expected: [
      critical('YieldPredictorTargetsDown', 4, '2 m without a target that answers'),
      critical('YieldPredictorAvailabilityBurnsBudgetFast', 6, 'what is away answers nobody'),
    ],
  },
  {
    incident: 'target-down',
    workloads: ['yield-predictor'],
    lasts: 20,
    resolves: 5,
    expected: [warning('YieldPredictorTargetsDown', 7, 'one target down for 5 m')],
  },
  {
    incident: 'gpu-saturation',
    workloads: ['yield-predictor'],
    lasts: 25,
    resolves: 5,
    expected: [warning('YieldPredictorGpuUtilization', 17, '15 m above 90 %')],
  },
  {
    incident: 'feature-drift',
    workloads: ['yield-predictor'],
    lasts: 100,
    resolves: 70,
    expected: [warning('YieldPredictorFeatureMeanDrift', 90, '30 m, once the mean of an hour has moved by 5 %')],
  },
  {
    incident: 'model-regression',
    workloads: ['yield-predictor'],
    lasts: 30,
    resolves: 5,
    expected: [warning('YieldPredictorAccuracy', 13, '10 m below the floor')],
  },
  {
    incident: 'bad-challenger',
    workloads: ['yield-predictor'],
    lasts: 60,
    resolves: 60,
    expected: [critical('YieldPredictorChallengerLead', 40, '10 m, once an hour’s outcomes are a point worse')],
  },
  {
    incident: 'miscalibrated',
    workloads: ['yield-predictor'],
    lasts: 75,
    resolves: 5,
    expected: [warning('YieldPredictorCalibrationError', 63, '1 h above 0.05')],
  },
];

const TEST_FLOOR: readonly Case[] = [
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
const TEST_FLOOR_BY_DAY: readonly Case[] = [
  {
    incident: 'longer-test',
    workloads: ['ate'],
    past: 26 * 60,
    lasts: 105,
    resolves: 70,
    expected: [warning('AteTestDurationShift', 75, '30 m, once the mean of an hour is longer by a quarter')],
  },
  {
    incident: 'outliers',
    workloads: ['ate'],
    past: 17 * 60,
    judged: 15 * 60,
    lasts: 90,
    resolves: 70,
    expected: [warning('AteParametricOutliers', 65, '30 m, once an hour has three times as many as usual')],
  },
];

const PIPELINE: readonly Case[] = [
  {
    incident: 'etl-stall',
    workloads: ['stdf-etl'],
    lasts: 75,
    resolves: 15,
    expected: [
      critical('StdfEtlThroughputLow', 16, '10 m below 5 files a minute, and what a rate over 5 m takes to get there'),
      critical('StdfEtlNoJobFinished', 64, 'an hour without a job'),
    ],
  },
  {
    incident: 'slow-parser',
    workloads: ['stdf-etl'],
    lasts: 30,
    resolves: 15,
    expected: [critical('StdfEtlParsingLatencyP95', 15, '10 m above 500 ms')],
  },
  {
    incident: 'bad-files',
    workloads: ['stdf-etl'],
    lasts: 30,
    resolves: 15,
    expected: [critical('StdfEtlErrorRatio', 9, '5 m above 1 %')],
  },
  {
    incident: 'db-pool-exhausted',
    workloads: ['stdf-etl'],
    lasts: 30,
    resolves: 15,
    expected: [
      warning('StdfEtlDatabaseConnections', 12, '10 m above 90 %'),
      critical('StdfEtlThroughputLow', 16, '10 m below 5 files a minute'),
    ],
  },
  {
    incident: 'memory-leak',
    workloads: ['stdf-etl'],
    lasts: 120,
    resolves: 5,
    expected: [warning('StdfEtlParserMemory', 90, '10 m above 90 %, which the leak reaches after 75')],
  },
];

const WAFER_MAP: readonly Case[] = [
  {
    incident: 'slow-maps',
    workloads: ['wafer-map'],
    lasts: 30,
    resolves: 15,
    expected: [
      warning('WaferMapLatencyP95', 15, '10 m above 1.2 s'),
      critical('WaferMapLatencyP95', 16, '10 m above 4 s'),
    ],
  },
  {
    incident: 'failing-maps',
    workloads: ['wafer-map'],
    lasts: 30,
    resolves: 15,
    expected: [critical('WaferMapErrorRatio', 9, '5 m above 1 %')],
  },
  {
    incident: 'descriptor-leak',
    workloads: ['wafer-map'],
    lasts: 20,
    resolves: 5,
    expected: [warning('WaferMapFileDescriptors', 12, '10 m above 90 %')],
  },
];

export const CASES: readonly Case[] = [
  ...YIELD_PREDICTOR,
  ...TEST_FLOOR,
  ...TEST_FLOOR_BY_DAY,
  ...PIPELINE,
  ...WAFER_MAP,
];
