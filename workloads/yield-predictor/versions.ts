import { not, points } from '../../promql';
import { above, below, grows, shown, signal, type InputSeries } from '../../signals';
import { CHAMPIONS, latency, MODELS, outcomes, predictions } from './metrics';
import { judged, MINIMUM_OUTCOMES, versionAccuracy } from './recordings';

const answered = predictions.rate().sumBy('model', 'version');
const failed = predictions.where({ result: 'error' }).rate().sumBy('model', 'version');

export const versionThroughput = shown({
  name: 'YieldPredictorVersionThroughput',
  title: 'Throughput by version',
  description:
    'Predictions answered by each version of each model: how the traffic is split between champion and challengers.',
  query: answered,
});

export const versionErrorRatio = shown({
  name: 'YieldPredictorVersionErrorRatio',
  title: 'Error ratio by version',
  description: 'Share of predictions that end in an error. A version that fails alone is the one to roll back.',
  query: failed.orZeroOf(answered).div(answered.positive()),
});

export const versionLatencyP99 = shown({
  name: 'YieldPredictorVersionLatencyP99',
  title: 'P99 latency by version',
  description: 'Ninety-nine of a hundred predictions of the version are faster than this.',
  query: latency.rate().sumBy('model', 'version').quantile(0.99),
});

export const productionAccuracy = shown({
  name: 'YieldPredictorVersionAccuracy',
  title: 'Accuracy in production by version',
  description: `Share of right predictions among those of the last hour whose truth is known. A version with fewer than ${MINIMUM_OUTCOMES} of them shows nothing.`,
  query: versionAccuracy,
});

const champions = MODELS.map((model) => versionAccuracy.where({ model, version: CHAMPIONS[model] }).maxBy('model'));
const challengers = MODELS.map((model) =>
  versionAccuracy.where({ model, version: not(CHAMPIONS[model]) }).maxBy('model', 'version'),
);
const oneOf = <V extends { or(other: V): V }>(vectors: readonly V[]): V =>
  vectors.reduce((left, right) => left.or(right));

/** An hour of judged predictions. @param right share of them that were right */
const judgedSeries = (version: string, perHour: number, right: number): readonly InputSeries[] => [
  grows(outcomes, { model: 'yield_predictor', version, outcome: 'tp' }, (perHour * right) / 3600),
  grows(outcomes, { model: 'yield_predictor', version, outcome: 'fn' }, (perHour * (1 - right)) / 3600),
];

export const challengerLead = signal({
  name: 'YieldPredictorChallengerLead',
  title: 'Challenger against champion',
  description: (t) =>
    `Accuracy of every challenger less that of its champion, over an hour and at least ${MINIMUM_OUTCOMES} known outcomes each. Below ${t.critical} it harms, above ${t.info} it has earned its promotion.`,
  query: oneOf(challengers).on('model').left().sub(oneOf(champions)).points(),
  critical: below(points(-1)).for('10m').asking('Roll the challenger back.'),
  info: above(points(2)).for('10m').asking('Decide on promoting the challenger to champion.'),
  examples: {
    critical: {
      fires: {
        series: [...judgedSeries('v2.1', 20000, 0.92), ...judgedSeries('v2.2', 2000, 0.909)],
        at: '90m',
        notYetAt: '8m',
        labels: { model: 'yield_predictor', version: 'v2.2' },
      },
      // Half a point worse, and one far worse with too few outcomes to tell.
      quiet: {
        series: [
          ...judgedSeries('v2.1', 20000, 0.92),
          ...judgedSeries('v2.2', 2000, 0.911),
          ...judgedSeries('v3.0', 900, 0.5),
        ],
        at: '90m',
      },
    },
    info: {
      fires: {
        series: [...judgedSeries('v2.1', 20000, 0.92), ...judgedSeries('v2.2', 2000, 0.941)],
        at: '90m',
        notYetAt: '8m',
        labels: { model: 'yield_predictor', version: 'v2.2' },
      },
      quiet: { series: [...judgedSeries('v2.1', 20000, 0.92), ...judgedSeries('v2.2', 2000, 0.939)], at: '90m' },
    },
  },
  impact:
    'A challenger that is worse sends good dies to scrap or bad ones to customers for as long as it gets traffic; one that is better saves them.',
  nextSteps: [
    'On this dashboard, see whether precision or recall differs: lower precision scraps good dies, lower recall ships bad ones.',
    'If the challenger is worse, take its traffic away: kubectl -n ml-platform rollout undo deployment/yield-predictor, and tell the model’s owner.',
    'If it is better, compare P99 latency and error ratio by version before promoting; a promotion changes CHAMPIONS in workloads/yield-predictor/metrics.ts.',
  ],
});

const outcomeCount = (outcome: 'tp' | 'fp' | 'fn') =>
  outcomes.where({ outcome }).increase('1h').sumBy('model', 'version').orZeroOf(judged);

export const precision = shown({
  name: 'YieldPredictorPrecision',
  title: 'Precision by version',
  description:
    'Of the dies called bad in the last hour, the share that were: what is missing is good product scrapped.',
  query: outcomeCount('tp').div(outcomeCount('tp').add(outcomeCount('fp')).positive()),
});

export const recall = shown({
  name: 'YieldPredictorRecall',
  title: 'Recall by version',
  description: 'Of the dies that were bad in the last hour, the share that was called so: what is missing escaped.',
  query: outcomeCount('tp').div(outcomeCount('tp').add(outcomeCount('fn')).positive()),
});

export const f1 = shown({
  name: 'YieldPredictorF1',
  title: 'F1 score by version',
  description: 'Harmonic mean of precision and recall over the last hour.',
  query: outcomeCount('tp')
    .mul(2)
    .div(outcomeCount('tp').mul(2).add(outcomeCount('fp')).add(outcomeCount('fn')).positive()),
});
