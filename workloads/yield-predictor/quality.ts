import { leText, ratio } from '../../promql';
import { above, below, by, observes, shown, signal, stays, type InputSeries } from '../../signals';
import {
  accuracy,
  calibrationError,
  FEATURE_BUCKETS,
  featureBaseline,
  featureBaselineMean,
  featureValue,
} from './metrics';
import { baselineCumulative, baselineShare, liveCumulative, liveShare } from './recordings';

/** The owners' floors; binning_optimizer is at 0.878 in normal times. */
const ACCURACY_FLOORS = by('model', {
  yield_predictor: ratio(0.9),
  binning_optimizer: ratio(0.85),
  failure_classifier: ratio(0.9),
});

const validated = (model: string, value: number): InputSeries =>
  stays(accuracy, { model, dataset: 'validation' }, value);

export const modelAccuracy = signal({
  name: 'YieldPredictorAccuracy',
  title: 'Accuracy on the validation set',
  description: (t) =>
    `Share of right predictions on the validation set, by model; of replicas that differ, the worst. The floor is ${t.warning}.`,
  query: accuracy.minBy('model'),
  warning: below(ACCURACY_FLOORS).for('10m'),
  critical: below(ACCURACY_FLOORS).for('3d').asking('Retrain the model.'),
  examples: {
    warning: {
      fires: {
        series: [validated('yield_predictor', 0.899)],
        at: '11m',
        notYetAt: '9m',
        labels: { model: 'yield_predictor' },
      },
      quiet: { series: [validated('yield_predictor', 0.901), validated('binning_optimizer', 0.851)], at: '30m' },
    },
    critical: {
      fires: {
        series: [validated('binning_optimizer', 0.849)],
        at: '73h',
        notYetAt: '71h',
        labels: { model: 'binning_optimizer' },
      },
      quiet: { series: [validated('binning_optimizer', 0.851)], at: '80h' },
    },
  },
  impact: 'More dies are binned wrongly: good ones scrapped, bad ones shipped.',
  nextSteps: [
    'Compare with the drift panels of this dashboard: accuracy that falls together with drift is the input, not the model.',
    'Ask the test floor for changes of product, probe card or test program on the day on which it began to fall.',
    'Below the floor for three days, start a retraining on the last 30 days of data.',
  ],
});

export const calibration = signal({
  name: 'YieldPredictorCalibrationError',
  title: 'Calibration error',
  description: (t) =>
    `Mean distance between the probability that a model states and the frequency that is observed, by version. Above ${t.warning} its probabilities cannot be used as costs.`,
  query: calibrationError.maxBy('model', 'version'),
  warning: above(ratio(0.05)).for('1h'),
  examples: {
    warning: {
      fires: {
        series: [stays(calibrationError, { model: 'yield_predictor', version: 'v2.1' }, 0.051)],
        at: '61m',
        notYetAt: '59m',
        labels: { model: 'yield_predictor', version: 'v2.1' },
      },
      quiet: { series: [stays(calibrationError, { model: 'yield_predictor', version: 'v2.1' }, 0.049)], at: '2h' },
    },
  },
  impact: 'Decisions by expected cost (retest or scrap) come out wrong although the ranking of dies may be right.',
  nextSteps: [
    'Compare with accuracy: if that holds, refit the calibration layer alone.',
    'See on the drift panels whether one feature moved; recalibrating on drifted input does not last.',
  ],
});

const liveMean = featureValue.rate('1h').sumBy('model', 'feature').mean();
const baselineMean = featureBaselineMean.maxBy('model', 'feature');

const VDD = { model: 'yield_predictor', feature: 'vdd_core' } as const;

export const meanDrift = signal({
  name: 'YieldPredictorFeatureMeanDrift',
  title: 'Distance of feature means',
  description: (t) =>
    `How far the mean of the last hour's inputs is from that of the training set, relative to it, by model and feature. Above ${t.warning} the model sees what it was not trained on.`,
  query: liveMean.sub(baselineMean).div(baselineMean).abs(),
  warning: above(ratio(0.05)).for('30m'),
  examples: {
    warning: {
      // 0.893 V against 0.85 V is 5.06 % away, 0.892 V 4.94 %.
      fires: {
        series: [...observes(featureValue, VDD, { 0.9: 10 }, 0.893), stays(featureBaselineMean, VDD, 0.85)],
        at: '32m',
        notYetAt: '29m',
        labels: VDD,
      },
      quiet: {
        series: [...observes(featureValue, VDD, { 0.9: 10 }, 0.892), stays(featureBaselineMean, VDD, 0.85)],
        at: '2h',
      },
    },
  },
  impact: 'Predictions lean on extrapolation; accuracy follows within days.',
  nextSteps: [
    'See in the panel of feature means which way the feature moved and when the step or slope began.',
    'Ask the test floor whether a tester was calibrated or a supply voltage changed at that time.',
    'If the change is meant to stay, retrain with data from after it.',
  ],
});

/** Cumulative shares of the training set, one for each bound. */
const baseline = (feature: 'vdd_core', shares: readonly number[]): readonly InputSeries[] =>
  [...FEATURE_BUCKETS[feature], Infinity].map((bound, i) =>
    stays(featureBaseline, { model: 'yield_predictor', feature, le: leText(bound) }, shares[i] ?? 1),
  );

// Trained half at or below 0.85 V. Live 60.5 % is a distance of 0.105, 59.5 % one of 0.095.
const trainedInHalves = baseline('vdd_core', [0, 0, 0, 0, 0.5, 1, 1, 1, 1, 1]);

export const distributionDrift = signal({
  name: 'YieldPredictorFeatureDistributionDrift',
  title: 'Distance of feature distributions',
  description: (t) =>
    `Largest distance between the cumulative distributions of a day's inputs and of the training set (Kolmogorov–Smirnov), by model and feature. Above ${t.warning} the shape has changed, even where the mean has not.`,
  query: liveCumulative.sub(baselineCumulative).abs().maxBy('model', 'feature'),
  warning: above(ratio(0.1)).for('30m'),
  examples: {
    warning: {
      fires: {
        series: [...observes(featureValue, VDD, { 0.85: 60.5, 0.9: 39.5 }), ...trainedInHalves],
        at: '25h',
        notYetAt: '29m',
        labels: VDD,
      },
      quiet: { series: [...observes(featureValue, VDD, { 0.85: 59.5, 0.9: 40.5 }), ...trainedInHalves], at: '25h' },
    },
  },
  impact:
    'The model sees a mixture of products or conditions that it was not trained on; accuracy follows within days.',
  nextSteps: [
    'Compare with the distance of means: if that is small, the input has split into two populations.',
    'Break the feature down by product and tester in the test data warehouse for the day in question.',
    'If the mixture is here to stay, retrain with data from after the change.',
  ],
});

/** A share of zero has no logarithm; a hundredth of a percent stands in, as is customary for this index. */
const LEAST_SHARE = ratio(0.0001);
const live = liveShare.clampMin(LEAST_SHARE);
const trained = baselineShare.clampMin(LEAST_SHARE);

export const stabilityIndex = shown({
  name: 'YieldPredictorPopulationStabilityIndex',
  title: 'Population stability index',
  description:
    'Sum over the buckets of (live − trained) · ln(live / trained), by model and feature, of a day. By custom, below 0.1 is stable and above 0.25 is a different population.',
  query: live.sub(trained).mul(live.div(trained).ln()).sumBy('model', 'feature').as('value'),
});

export const featureMeans = shown({
  name: 'YieldPredictorFeatureMean',
  title: 'Feature means',
  description:
    'Mean of the last hour’s inputs relative to the mean of the training set, by model and feature: 100 % is no drift, and the side of it tells the direction.',
  query: liveMean.div(baselineMean),
});

export const featureRate = shown({
  name: 'YieldPredictorFeatureObservations',
  title: 'Inputs observed',
  description:
    'Feature values that enter the distributions, by model and feature. Without them the drift panels say nothing.',
  query: featureValue.count.rate().sumBy('model', 'feature'),
});
