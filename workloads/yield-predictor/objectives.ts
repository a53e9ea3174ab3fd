import { percent, seconds } from '../../promql';
import {
  availability,
  below,
  composite,
  fasterThan,
  GATE,
  timeSlice,
  warningsOnly,
  WORKBOOK_TIERS,
} from '../../signals';
import { accuracy as accuracyGauge, latency, predictions } from './metrics';
import { ACCURACY_FLOORS, modelAccuracy } from './quality';
import { worstAccuracy } from './recordings';
import { errorRatio, latencyP95, latencyP99 } from './service';

export const answers = availability({
  id: 'availability',
  title: 'Availability',
  promise: 'of predictions are answered without an error',
  objective: percent(99.9),
  events: predictions,
  bad: { result: 'error' },
  // A service that is away answers nobody.
  missing: 'bad',
  signals: [errorRatio],
  gate: GATE,
  impact: 'Testers wait for verdicts that do not come; affected lots are held and judged again.',
  nextSteps: [
    'On the dashboard Error budget, see since when it burns; compare with the deployments and the error ratio of that time.',
    'If one model version fails alone, roll it back: kubectl -n ml-platform rollout undo deployment/yield-predictor.',
    'If the burn has ended, leave the service alone and write down what spent the budget; from 70 % within 7 days on, non-critical deployments wait.',
  ],
});

export const speed = fasterThan(latency, seconds(0.15), {
  id: 'latency',
  title: 'Latency',
  promise: 'of predictions are answered within 150 ms',
  objective: percent(99),
  // Without answers there is no latency: availability counts that.
  missing: 'not counted',
  signals: [latencyP99, latencyP95],
  impact: 'Testers idle between dies while they wait for their verdict.',
  nextSteps: [
    'On the dashboard ML model serving, compare throughput with the capacity line: above it, add replicas with kubectl -n ml-platform scale deployment/yield-predictor --replicas=<n>.',
    'On the dashboard Model comparison, see whether the newest version alone is slow; roll it back if so.',
    'If it burns slowly for days, look at the trend of the feature cache hit ratio and of GPU utilization over the same days.',
  ],
});

export const accuracy = timeSlice({
  id: 'accuracy',
  title: 'Accuracy',
  promise: "of minutes have the model's accuracy at or above its floor",
  objective: percent(99),
  query: worstAccuracy,
  bad: below(ACCURACY_FLOORS),
  example: {
    metric: accuracyGauge,
    labels: { model: 'yield_predictor', dataset: 'validation' },
    good: 0.9005,
    bad: 0.8995,
  },
  tiers: warningsOnly(WORKBOOK_TIERS),
  // A model that is not validated has a signal of its own.
  missing: 'not counted',
  signals: [modelAccuracy],
  impact: 'More dies are binned wrongly: good ones scrapped, bad ones shipped.',
  nextSteps: [
    'On the dashboard Model quality and drift, see which model is below its floor, and whether a feature drifted first.',
    'Ask the test floor for changes of product, probe card or test program on the day on which the budget began to burn.',
    'Plan a retraining before the budget is gone; three days below the floor ask for it at once.',
  ],
});

export const whole = composite({
  id: 'service',
  title: 'Service as a whole',
  promise: 'the worst of availability, latency and accuracy',
  of: [answers, speed, accuracy],
});
