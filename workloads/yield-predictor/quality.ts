import { leText, Quantity, ratio, type Duration } from '../../promql';
import { above, below, by, gone, grows, observes, shown, signal, stays, turns, type InputSeries } from '../../signals';
import type { FEATURES } from './metrics';
import {
  accuracy,
  calibrationError,
  CHAMPIONS,
  FEATURE_BUCKETS,
  featureBaseline,
  featureBaselineMean,
  featureValue,
  MODELS,
  predictions,
} from './metrics';
import {
  baselineCumulative,
  baselineShare,
  liveCumulative,
  liveShare,
  MINIMUM_INPUTS,
  worstAccuracy,
} from './recordings';

const CHAMPION = { model: 'yield_predictor', version: CHAMPIONS.yield_predictor } as const;

/** The owners' floors; binning_optimizer is at 0.878 in normal times. */
export const ACCURACY_FLOORS = by('model', {
  yield_predictor: ratio(0.9),
  binning_optimizer: ratio(0.85),
  failure_classifier: ratio(0.9),
});

const validated = (model: string, value: number, pod = 'a'): InputSeries =>
  stays(accuracy, { model, dataset: 'validation', pod }, value);

/** All models just below their floors, one of them on one of two replicas only. */
const belowFloors = [
  validated('yield_predictor', 0.8995),
  validated('yield_predictor', 0.95, 'b'),
  validated('binning_optimizer', 0.8495),
  validated('failure_classifier', 0.8995),
];
/** Well above its floor, and then below. */
const fellAt = (at: Duration): InputSeries =>
  turns(accuracy, { model: 'yield_predictor', dataset: 'validation', pod: 'a' }, [0.95, at, 0.8995]);
const atFloors = [
  validated('yield_predictor', 0.9005),
  validated('binning_optimizer', 0.8505),
  validated('failure_classifier', 0.9005),
];
const ALL_MODELS = MODELS.map((model) => ({ model }));

export const modelAccuracy = signal({
  name: 'YieldPredictorAccuracy',
  title: 'Accuracy on the validation set',
  description: (t) =>
    `Share of right predictions on the validation set, by model; of replicas that differ, the worst. The floor is ${t.warning}.`,
  query: worstAccuracy,
  warning: below(ACCURACY_FLOORS).for('10m'),
  critical: below(ACCURACY_FLOORS).throughout('3d').asking('Retrain the model.'),
  examples: {
    warning: {
      fires: { series: belowFloors, at: '10m', notYetAt: '9m', labels: ALL_MODELS },
      quiet: { series: atFloors, at: '30m' },
    },
    critical: {
      fires: [
        // Samples in nine tenths of three days are enough: the replicas may be away for hours.
        { series: belowFloors, at: '65h', notYetAt: '63h', labels: ALL_MODELS },
        { series: [fellAt('2h')], at: '75h', notYetAt: '73h', labels: { model: 'yield_predictor' } },
      ],
      quiet: [
        { series: atFloors, at: '80h' },
        { series: [fellAt('2h')], at: '72h' },
        // Not seen for half a day of the three.
        { series: gone(belowFloors, '65h'), at: '79h' },
      ],
    },
  },
  impact: 'More dies are binned wrongly: good ones scrapped, bad ones shipped.',
  nextSteps: [
    'Compare with the drift panels of the dashboard Model quality and drift: accuracy that falls together with drift is the input, not the model.',
    'Ask the test floor for changes of product, probe card or test program on the day on which it began to fall.',
    'Below the floor for three days, start a retraining on the last 30 days of data.',
  ],
});

const inUse = predictions.rate('1h').sumBy('model').positive();

const answers = (perSecond: number): InputSeries => grows(predictions, { ...CHAMPION, result: 'success' }, perSecond);

export const modelsValidated = signal({
  name: 'YieldPredictorModelNotValidated',
  title: 'Models in use with an accuracy',
  description:
    'Whether a model that answers reports its accuracy at all, by model: 100 % if it does, 0 % if not. Without it, nobody would notice that it is below its floor.',
  query: accuracy.minBy('model').compareBool('>=', ratio(0)).or(inUse.mul(0).as('ratio')),
  warning: below(ratio(1)).for('30m'),
  view: { recorded: true },
  examples: {
    warning: {
      fires: [
        {
          series: [answers(10), validated('binning_optimizer', 0.9)],
          at: '31m',
          notYetAt: '30m',
          labels: { model: 'yield_predictor' },
        },
        // In use is what answered within the hour.
        { series: gone([answers(10)], '10m'), at: '55m', notYetAt: '30m', labels: { model: 'yield_predictor' } },
      ],
      quiet: [
        { series: [answers(10), validated('yield_predictor', 0.5)], at: '2h' },
        { series: gone([answers(10)], '10m'), at: '95m' },
        { series: [answers(0)], at: '2h' },
      ],
    },
  },
  impact: 'The accuracy alerts of the model are blind.',
  nextSteps: [
    'Look whether the validation job of the model ran: kubectl -n ml-platform get cronjobs,jobs | grep validation.',
    'If the model is new, give it a floor: ACCURACY_FLOORS in workloads/yield-predictor/quality.ts.',
  ],
});

const calibrated = (value: number, pod = 'a'): InputSeries => stays(calibrationError, { ...CHAMPION, pod }, value);

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
        series: [calibrated(0.0502), calibrated(0.01, 'b')],
        at: '60m',
        notYetAt: '59m',
        labels: { model: 'yield_predictor', version: 'v2.1' },
      },
      quiet: { series: [calibrated(0.0498)], at: '2h' },
    },
  },
  impact: 'Decisions by expected cost (retest or scrap) come out wrong although the ranking of dies may be right.',
  nextSteps: [
    'Compare with accuracy: if that holds, refit the calibration layer alone.',
    'See on the drift panels whether one feature moved; recalibrating on drifted input does not last.',
  ],
});

const observedHour = featureValue.count.increase('1h').sumBy('model', 'feature').atLeast(MINIMUM_INPUTS);
const liveMean = featureValue.rate('1h').sumBy('model', 'feature').mean().and(observedHour);
const baselineMean = featureBaselineMean.maxBy('model', 'feature');

const VDD = { model: 'yield_predictor', feature: 'vdd_core' } as const;
const LEAKAGE = { model: 'yield_predictor', feature: 'leakage_na' } as const;

/** Two replicas with halves of it, of which one still has the statistics of an older training. @param perSecond of both */
const seen = (
  feature: typeof VDD | typeof LEAKAGE,
  [bound, mean, trained]: readonly [number, number, number],
  perSecond = 10,
): readonly InputSeries[] => [
  ...['a', 'b'].flatMap((pod) => observes(featureValue, { ...feature, pod }, { [bound]: perSecond / 2 }, mean)),
  stays(featureBaselineMean, { ...feature, pod: 'a' }, trained),
  stays(featureBaselineMean, { ...feature, pod: 'b' }, 0.9 * trained),
];

/** Live means against trained ones of 0.85 V and 2.5 nA. */
const drifting = (vdd: number, leakage: number, perSecond?: number): readonly InputSeries[] => [
  ...seen(VDD, [0.9, vdd, 0.85], perSecond),
  ...seen(LEAKAGE, [2.4, leakage, 2.5], perSecond),
];

export const meanDrift = signal({
  name: 'YieldPredictorFeatureMeanDrift',
  title: 'Distance of feature means',
  description: (t) =>
    `How far the mean of the last hour's inputs is from that of the training set, relative to it, by model and feature; from ${MINIMUM_INPUTS} inputs on. Above ${t.warning} the model sees what it was not trained on.`,
  query: liveMean.sub(baselineMean).div(baselineMean).abs(),
  warning: above(ratio(0.05)).for('30m'),
  view: { recorded: true },
  examples: {
    warning: {
      fires: [
        // 5.02 % up and 5.02 % down; 1000 inputs are there after two minutes.
        { series: drifting(0.8927, 2.3745), at: '32m', notYetAt: '31m', labels: [VDD, LEAKAGE] },
        // 1100 inputs an hour.
        { series: drifting(0.95, 2.2, 1100 / 3600), at: '95m', notYetAt: '80m', labels: [VDD, LEAKAGE] },
      ],
      quiet: [
        // 4.98 % up and 4.98 % down; also while the hour is not full yet.
        ...(['50m', '2h'] as const).map((at) => ({ series: drifting(0.8923, 2.3755), at })),
        // 900 inputs an hour say nothing.
        { series: drifting(0.95, 2.2, 900 / 3600), at: '3h' },
      ],
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
const baseline = (
  feature: (typeof FEATURES)[number],
  shares: readonly number[],
  model = 'yield_predictor',
): readonly InputSeries[] =>
  [...FEATURE_BUCKETS[feature], Infinity].flatMap((bound, i) => {
    const of = { model, feature, le: leText(bound) };
    const share = shares[i] ?? 1;
    // A replica that was trained on less knows less of each.
    return [stays(featureBaseline, of, share), stays(featureBaseline, { ...of, pod: 'older' }, share / 2)];
  });

/** Trained a quarter at or below 0.8 V and half at or below 0.85 V. */
const VDD_TRAINED = [0, 0, 0, 0.25, 0.5, 1] as const;

/** @param shares live ones, by bucket */
const ofVdd = (shares: PerSecond): readonly InputSeries[] => [
  ...observes(featureValue, VDD, shares),
  ...baseline('vdd_core', VDD_TRAINED),
];

type PerSecond = Readonly<Record<number, number>>;

/** Two replicas that see different parts of the inputs. */
const halves = (low: PerSecond, high: PerSecond): readonly InputSeries[] => [
  ...observes(featureValue, { ...VDD, pod: 'a' }, low),
  ...observes(featureValue, { ...VDD, pod: 'b' }, high),
];

const perDay = (inputs: number): number => inputs / 86_400;

/** Another feature, and the same of another model, exactly as they were trained. */
const asTrained: readonly InputSeries[] = [
  ...observes(featureValue, LEAKAGE, { 1.5: 10 }),
  ...baseline('leakage_na', [1]),
  ...observes(featureValue, { ...VDD, model: 'binning_optimizer' }, { 0.65: 10 }),
  ...baseline('vdd_core', [1], 'binning_optimizer'),
];

export const distributionDrift = signal({
  name: 'YieldPredictorFeatureDistributionDrift',
  title: 'Distance of feature distributions',
  description: (t) =>
    `Largest distance between the cumulative distributions of a day's inputs and of the training set (Kolmogorov–Smirnov), by model and feature; from ${MINIMUM_INPUTS} inputs on. Above ${t.warning} the shape has changed, even where the mean has not.`,
  query: liveCumulative.sub(baselineCumulative).abs().maxBy('model', 'feature'),
  warning: above(ratio(0.1)).for('30m'),
  examples: {
    warning: {
      fires: [
        // Below the training set by 0.1005 at 0.85 V, and by less at 0.8 V.
        {
          series: [...ofVdd({ 0.8: 20, 0.85: 19.95, 0.9: 60.05 }), ...asTrained],
          at: '31m',
          notYetAt: '30m',
          labels: VDD,
        },
        // 1100 inputs a day, of which one replica sees the low ones and the other the high ones.
        {
          series: [
            ...halves({ 0.8: perDay(550) }, { 0.9: perDay(550) }),
            ...baseline('vdd_core', [0, 0, 0, 0.38, 0.38, 1]),
          ],
          at: '24h',
          notYetAt: '21h',
          labels: VDD,
        },
      ],
      quiet: [
        // 0.0995 below at both bounds.
        { series: ofVdd({ 0.8: 15.05, 0.85: 25, 0.9: 59.95 }), at: '25h' },
        // Each replica sees something else, and both together what was trained.
        {
          series: [...halves({ 0.8: 5 }, { 0.9: 5 }), ...baseline('vdd_core', [0, 0, 0, 0.5, 0.5, 1]), ...asTrained],
          at: '2h',
        },
        // 900 inputs a day say nothing.
        { series: ofVdd({ 0.9: perDay(900) }), at: '34h' },
      ],
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

const compared = baselineMean.and(featureBaseline.maxBy('model', 'feature'));
const observed = featureValue.count.rate('1h').sumBy('model', 'feature').positive();

export const baselinesPresent = signal({
  name: 'YieldPredictorFeatureWithoutBaseline',
  title: 'Features in use with a baseline',
  description:
    'Whether a feature that arrives has the distribution and the mean of the training set to be compared with, by model and feature: 100 % if it has, 0 % if not. Without them, drift would not be noticed.',
  query: compared.mul(0).add(new Quantity(1, 'value')).as('ratio').or(observed.mul(0).as('ratio')),
  warning: below(ratio(1)).for('30m'),
  view: { recorded: true },
  examples: {
    warning: {
      fires: [
        // The mean is there, the distribution is not.
        {
          series: [...observes(featureValue, VDD, { 0.9: 10 }), stays(featureBaselineMean, VDD, 0.85)],
          at: '31m',
          notYetAt: '30m',
          labels: VDD,
        },
        // In use is what was seen within the hour.
        { series: gone(observes(featureValue, VDD, { 0.9: 10 }), '10m'), at: '55m', notYetAt: '30m', labels: VDD },
      ],
      quiet: [
        { series: [...ofVdd({ 0.9: 10 }), stays(featureBaselineMean, VDD, 0.85)], at: '2h' },
        // A mean may be anything, also below zero.
        { series: [...ofVdd({ 0.9: 10 }), stays(featureBaselineMean, VDD, -0.85)], at: '2h' },
        { series: gone(observes(featureValue, VDD, { 0.9: 10 }), '10m'), at: '95m' },
        { series: observes(featureValue, VDD, { 0.9: 0 }), at: '2h' },
      ],
    },
  },
  impact: 'The drift alerts of the feature are blind.',
  nextSteps: [
    'See whether the model was rolled out with its training statistics: kubectl -n ml-platform logs -l app.kubernetes.io/name=yield-predictor -c yield-predictor --tail=-1 --prefix | grep -i baseline.',
    'Export the statistics with the model again and roll it out; until then, watch the panel of feature means.',
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
  view: { recorded: true },
});

export const featureMeans = shown({
  name: 'YieldPredictorFeatureMean',
  title: 'Feature means',
  description:
    'Mean of the last hour’s inputs relative to the mean of the training set, by model and feature: 100 % is no drift, and the side of it tells the direction.',
  query: liveMean.div(baselineMean),
  view: { recorded: true },
});

export const featureRate = shown({
  name: 'YieldPredictorFeatureObservations',
  title: 'Inputs observed',
  description:
    'Feature values that enter the distributions, by model and feature. Without them the drift panels say nothing.',
  query: featureValue.count.rate().sumBy('model', 'feature'),
});
