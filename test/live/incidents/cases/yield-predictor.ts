import { critical, KNOWN, warning, type Case } from '../case';

export const YIELD_PREDICTOR: readonly Case[] = [
  {
    incident: 'latency-step',
    workloads: ['yield-predictor'],
    ...KNOWN,
    lasts: 30,
    resolves: 10,
    expected: [
      critical('YieldPredictorLatencyP99', 8, '5 m above 200 ms, and what a rate over 5 m takes to get there'),
      critical('YieldPredictorLatencyBurnsBudgetFast', 22, 'a fiftieth of the budget of 30 d, at forty times its pace'),
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
