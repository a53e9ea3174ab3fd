import { bucketShares, record, type Series } from '../../promql';
import {
  accuracy,
  FEATURE_BUCKETS,
  featureBaseline,
  FEATURES,
  featureValue,
  latency,
  outcomes,
  predictions,
} from './metrics';

/** Fewer judged predictions in the hour say nothing about a version. */
export const MINIMUM_OUTCOMES = 1000;

/** Predictions of the last hour whose truth is known, by model and version. */
export const judged = outcomes.increase('1h').sumBy('model', 'version');

const correct = outcomes
  .where({ outcome: ['tp', 'tn'] })
  .increase('1h')
  .sumBy('model', 'version');

/** Accuracy of each version in production over an hour; no series below {@link MINIMUM_OUTCOMES}. */
export const versionAccuracy = record(
  'model_version:ml_model_outcomes_correct:ratio_increase1h',
  correct.orZeroOf(judged).div(judged.atLeast(MINIMUM_OUTCOMES)),
);

// A day of every bucket of every replica is read once for all panels and rules; every two minutes is often enough for
// a window of a day, and safely inside the lookback of five.
const daily = { interval: '2m' } as const;

/** Fewer inputs in the window say nothing about their distribution. */
export const MINIMUM_INPUTS = 1000;

/** Share of a day's inputs at or below each bound; no series below {@link MINIMUM_INPUTS}. */
export const liveCumulative = record(
  'model_feature_le:ml_feature_value_cumulative:ratio_rate1d',
  featureValue
    .rate('1d')
    .sumBy('model', 'feature')
    .cumulativeRatio()
    .on('model', 'feature')
    .and(featureValue.count.increase('1d').sumBy('model', 'feature').atLeast(MINIMUM_INPUTS)),
  daily,
);

// Panels that add up models read these; once a minute is often enough for them.
const forPanels = { interval: '1m' } as const;

/** Predictions answered, per second. */
export const answeredByModel = record('model:ml_predictions:rate5m', predictions.rate().sumBy('model'), forPanels);

/** How many predictions a second took at most how long. */
export const latencyByModel = record(
  'model_le:ml_prediction_latency_seconds_bucket:rate5m',
  latency.rate().sumBy('model').perBucket(),
  forPanels,
);

/** Accuracy on the validation set; of replicas that differ, the worst. */
export const worstAccuracy = record('model:ml_model_accuracy:min', accuracy.minBy('model'));

/** The same of the training set, once for all replicas. */
export const baselineCumulative = record(
  'model_feature_le:ml_feature_baseline_cumulative:ratio',
  featureBaseline.maxBy('model', 'feature', 'le'),
  daily,
);

/** Shares of single buckets, from cumulative shares. */
const sharesOf = (cumulative: Series<'model' | 'feature' | 'le', 'ratio'>) =>
  FEATURES.flatMap((feature) =>
    bucketShares<'model' | 'feature'>(cumulative.where({ feature }), FEATURE_BUCKETS[feature]),
  ).reduce((left, right) => left.or(right));

export const liveShare = record(
  'model_feature_le:ml_feature_value_share:ratio_rate1d',
  sharesOf(liveCumulative),
  daily,
);
export const baselineShare = record(
  'model_feature_le:ml_feature_baseline_share:ratio',
  sharesOf(baselineCumulative),
  daily,
);
