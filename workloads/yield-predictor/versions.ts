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
  view: { recorded: true },
});

export const versionLatencyP99 = shown({
  name: 'YieldPredictorVersionLatencyP99',
  title: 'P99 latency by version',
  description: 'Ninety-nine of a hundred predictions of the version are faster than this.',
  query: latency.rate().sumBy('model', 'version').quantile(0.99),
  view: { recorded: true },
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

/** What a version's verdicts come to. */
interface Judged {
  readonly model: (typeof MODELS)[number];
  readonly version: string;
  /** The share of its predictions that were right. */
  readonly right: number;
  /** Predictions an hour whose truth becomes known; default: 2100, of which 1000 are there after 29 minutes. */
  readonly perHour?: number;
  /** Predictions answered now, per second. */
  readonly answers?: number;
}

/** A version that answers, and whose verdicts turn out right or wrong; what never happens has no series. */
const verdicts = ({ right, perHour = 2100, answers = 10, ...of }: Judged): readonly InputSeries[] => {
  const each = (share: number) => (perHour * share) / 2 / 3600;
  const counted = ([outcome, share]: readonly ['tp' | 'tn' | 'fp' | 'fn', number]) =>
    share > 0 ? [grows(outcomes, { ...of, outcome }, each(share))] : [];
  return [
    ...(
      [
        ['tp', right],
        ['tn', right],
        ['fp', 1 - right],
        ['fn', 1 - right],
      ] as const
    ).flatMap(counted),
    grows(predictions, { ...of, result: 'success' }, answers),
  ];
};

const ofModels = (version: (model: (typeof MODELS)[number]) => string, right: number, perHour?: number) =>
  MODELS.flatMap((model) => verdicts({ model, version: version(model), right, ...(perHour && { perHour }) }));

const NEW = 'v2.2';
/** Champions of 92 %, and a challenger of each. */
const against = (challenger: number): readonly InputSeries[] => [
  ...ofModels((model) => CHAMPIONS[model], 0.92, 20_000),
  ...ofModels(() => NEW, challenger),
];
const CHALLENGERS = MODELS.map((model) => ({ model, version: NEW }));
const YIELD = 'yield_predictor';

/** Without its champion a model has nobody to be compared with, whatever the versions of others are called. */
const withoutChampions = (challenger: number): readonly InputSeries[] => [
  ...ofModels(() => NEW, challenger),
  ...verdicts({ model: YIELD, version: CHAMPIONS.binning_optimizer, right: 0.92 }),
  ...verdicts({ model: 'binning_optimizer', version: CHAMPIONS.yield_predictor, right: 0.92 }),
  ...verdicts({ model: 'failure_classifier', version: CHAMPIONS.yield_predictor, right: 0.92 }),
];

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
      fires: {
        // Among them one without a single right verdict.
        series: [...against(0.9095), ...verdicts({ model: YIELD, version: 'v2.3', right: 0 })],
        at: '39m',
        notYetAt: '38m',
        labels: [...CHALLENGERS, { model: YIELD, version: 'v2.3' }],
      },
      quiet: [
        // Just under a point worse, though others are better than the champions; far worse with too few outcomes to tell.
        {
          series: [
            ...against(0.9105),
            ...ofModels(() => 'v2.4', 0.95),
            ...verdicts({ model: YIELD, version: 'v3.0', right: 0.5, perHour: 900 }),
          ],
          at: '90m',
        },
        // Far worse, but gone; far worse, but no longer asked.
        {
          series: [
            ...against(0.92),
            ...gone(verdicts({ model: YIELD, version: 'v3.1', right: 0.5, perHour: 9000 }), '12m'),
            ...verdicts({ model: YIELD, version: 'v3.2', right: 0.5, answers: 0 }),
          ],
          at: '25m',
        },
        {
          series: [...against(0.92), ...verdicts({ model: YIELD, version: 'v3.2', right: 0.5, answers: 0 })],
          at: '50m',
        },
        { series: withoutChampions(0.5), at: '50m' },
      ],
    },
    info: {
      fires: { series: against(0.9405), at: '39m', notYetAt: '38m', labels: CHALLENGERS },
      quiet: [
        { series: against(0.9395), at: '90m' },
        // Better by far, but gone or no longer asked.
        {
          series: [
            ...against(0.92),
            ...gone(verdicts({ model: YIELD, version: 'v3.1', right: 0.99, perHour: 9000 }), '12m'),
          ],
          at: '25m',
        },
        {
          series: [...against(0.92), ...verdicts({ model: YIELD, version: 'v3.2', right: 0.99, answers: 0 })],
          at: '50m',
        },
        { series: withoutChampions(0.99), at: '50m' },
      ],
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
  view: { recorded: true },
});

export const recall = shown({
  name: 'YieldPredictorRecall',
  title: 'Recall by version',
  description: 'Of the dies that were bad in the last hour, the share that was called so: what is missing escaped.',
  query: outcomeCount('tp').div(outcomeCount('tp').add(outcomeCount('fn')).positive()),
  view: { recorded: true },
});

export const f1 = shown({
  name: 'YieldPredictorF1',
  title: 'F1 score by version',
  description: 'Harmonic mean of precision and recall over the last hour.',
  query: outcomeCount('tp')
    .mul(2)
    .div(outcomeCount('tp').mul(2).add(outcomeCount('fp')).add(outcomeCount('fn')).positive()),
  view: { recorded: true },
});
