import { not, points } from '../../promql';
import { above, below, gone, grows, shown, signal, type InputSeries } from '../../signals';
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

export const championList = MODELS.map((model) => `${model} ${CHAMPIONS[model]}`).join(', ');

const champions = MODELS.map((model) => versionAccuracy.where({ model, version: CHAMPIONS[model] }).maxBy('model'));
const challengers = MODELS.map((model) =>
  versionAccuracy.where({ model, version: not(CHAMPIONS[model]) }).maxBy('model', 'version'),
);
const oneOf = <V extends { or(other: V): V }>(vectors: readonly V[]): V =>
  vectors.reduce((left, right) => left.or(right));

/**
 * A version that answers, and whose verdicts turn out right or wrong.
 * @param perHour predictions whose truth becomes known @param right share of them that were right
 */
const judgedSeries = (version: string, perHour: number, right: number): readonly InputSeries[] => {
  const of = { model: 'yield_predictor', version } as const;
  const each = (share: number) => (perHour * share) / 2 / 3600;
  return [
    grows(outcomes, { ...of, outcome: 'tp' }, each(right)),
    grows(outcomes, { ...of, outcome: 'tn' }, each(right)),
    grows(outcomes, { ...of, outcome: 'fp' }, each(1 - right)),
    grows(outcomes, { ...of, outcome: 'fn' }, each(1 - right)),
    grows(predictions, { ...of, result: 'success' }, 10),
  ];
};

/** Champion of 92 %, and a challenger. */
const against = (challenger: number): readonly InputSeries[] => [
  ...judgedSeries('v2.1', 20000, 0.92),
  ...judgedSeries('v2.2', 2100, challenger),
];
const CHALLENGER = { model: 'yield_predictor', version: 'v2.2' } as const;

export const challengerLead = signal({
  name: 'YieldPredictorChallengerLead',
  title: 'Challenger against champion',
  description: (t) =>
    `Accuracy of every challenger that has traffic, less that of its champion (${championList}), over an hour and at least ${MINIMUM_OUTCOMES} known outcomes each. Below ${t.critical} it harms, above ${t.info} it has earned its promotion.`,
  // A version that has gone is no incident: its outcomes stay in the window for an hour, its traffic does not.
  query: oneOf(challengers).on('model').left().sub(oneOf(champions)).points().and(answered.positive()),
  critical: below(points(-1)).for('10m').asking('Roll the challenger back.'),
  info: above(points(2)).for('10m').asking('Decide on promoting the challenger to champion.'),
  examples: {
    critical: {
      // 1000 outcomes are there after 29 minutes.
      fires: { series: against(0.9095), at: '39m', notYetAt: '38m', labels: CHALLENGER },
      // Just under a point worse; far worse with too few outcomes to tell; far worse, but gone.
      quiet: {
        series: [
          ...against(0.9105),
          ...judgedSeries('v3.0', 900, 0.5),
          ...gone(judgedSeries('v3.1', 9000, 0.5), '12m'),
        ],
        at: '90m',
      },
    },
    info: {
      fires: { series: against(0.9405), at: '39m', notYetAt: '38m', labels: CHALLENGER },
      quiet: { series: against(0.9395), at: '90m' },
    },
  },
  impact:
    'A challenger that is worse sends good dies to scrap or bad ones to customers for as long as it gets traffic; one that is better saves them.',
  nextSteps: [
    'On the model comparison dashboard, see whether precision or recall differs: lower precision scraps good dies, lower recall ships bad ones.',
    'If the challenger is worse, take its traffic away: kubectl -n ml-platform rollout undo deployment/yield-predictor, and tell the model’s owner.',
    'If it is better, compare P99 latency and error ratio by version before promoting it. Change CHAMPIONS in workloads/yield-predictor/metrics.ts only when the old champion has no traffic any more, or it would be held for a challenger that is worse.',
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
