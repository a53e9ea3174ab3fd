import { count, ratio, record, seriesPerMetric, spoken, type Duration } from '../../promql';
import { above, quantityText, samplesKept, shown, signal, stays, staysRecorded, turns } from '../../signals';
import { headSeries } from './metrics';
import { own, replica } from './scraping';

/** No metric may have more series (an agreement with all teams). */
export const MOST_SERIES = count(10_000);

/**
 * Half a million series take Prometheus 3.14 between one and three seconds of one core to count (measured on two cores); every four
 * minutes, the longest that a reader's lookback allows, that is about a hundredth of a core.
 */
const RARELY = { interval: '4m' } as const;

/** The twenty metrics with the most series. */
export const largest = record('metric:series:count', seriesPerMetric(20), RARELY);

export const perMetric = signal({
  name: 'PrometheusMetricTooLarge',
  title: 'Series of a metric',
  description: (t) =>
    `How many series the twenty largest metrics have, as counted every ${spoken(RARELY.interval)}; at most ${t.warning} are allowed. A label with a user, a request or a path in it is the usual cause.`,
  query: largest.maxBy('metric'),
  warning: above(MOST_SERIES).for('15m'),
  view: { as: 'bars' },
  examples: {
    warning: {
      fires: {
        series: [staysRecorded(largest, { metric: 'a' }, 10_050), staysRecorded(largest, { metric: 'b' }, 9000)],
        at: '16m',
        notYetAt: '14m',
        labels: { metric: 'a' },
      },
      quiet: { series: [staysRecorded(largest, { metric: 'a' }, 9950)], at: '30m' },
    },
  },
  impact:
    'Memory, disk and every query of that metric grow with it; a metric that goes on growing takes Prometheus down for everybody.',
  nextSteps: [
    'Ask in Explore which label has the values: count by (<label>) (<metric>), for each label of the metric; on the page TSDB Status of Prometheus, "Label names with highest value count" shows candidates.',
    'See which target brings them: the panel Samples by job, and count by (job, pod) (<metric>).',
    'Have the owner drop the label in the exporter; until then drop it in the monitor: metricRelabelings with action labeldrop, or drop for the whole metric, in the declaration of the workload.',
  ],
});

/** Against the same time of the day before. */
const BEFORE: Duration = '1d';
const headNow = headSeries.where(own).maxBy('pod');
// One that is young has grown from nothing: it is held against itself.
const before = headSeries.where(own).offset(BEFORE).maxBy('pod').or(headNow);
/** In examples: the replica as it was before it was moved, and somebody else's that are called the same. */
const moved = { ...replica('a'), instance: 'before' };
const namesakes = [
  { ...replica('a'), job: 'other' },
  { ...replica('a'), namespace: 'other' },
];
const growth = headNow.div(before.positive());

export const seriesGrowth = signal({
  name: 'PrometheusSeriesGrow',
  title: 'Growth of series',
  description: (t) =>
    `Series that are written to, as a share of those ${spoken(BEFORE)} before, by replica. Above ${t.warning} something new is measured, or a label has gone wild; memory and disk grow with it (docs/sizing.md).`,
  query: growth,
  warning: above(ratio(1.5)).for('30m'),
  examples: {
    warning: {
      fires: [
        {
          series: [
            turns(headSeries, replica('a'), [100_000, '26h', 150_750]),
            stays(headSeries, moved, 50_000),
            turns(headSeries, replica('b'), [100_000, '26h', 149_250]),
            ...namesakes.map((target) => stays(headSeries, target, 120_000)),
          ],
          at: '1590m',
          notYetAt: '26h',
          labels: { pod: 'a' },
        },
        // Seven hours later it is still against the day before.
        {
          series: [turns(headSeries, replica('a'), [100_000, '26h', 150_750])],
          at: '33h',
          notYetAt: '26h',
          labels: { pod: 'a' },
        },
      ],
      quiet: [
        {
          series: [
            turns(headSeries, replica('a'), [100_000, '26h', 149_250]),
            stays(headSeries, moved, 50_000),
            ...namesakes.map((target) => turns(headSeries, target, [100_000, '26h', 200_000])),
          ],
          at: '30h',
        },
        // A day later, the new number is the usual one; and one that held nothing the day before is young.
        { series: [turns(headSeries, replica('a'), [100_000, '4h', 150_750])], at: '29h' },
        { series: [turns(headSeries, replica('a'), [0, '26h', 150_750])], at: '30h' },
        // A young one that has been moved.
        {
          series: [
            stays(headSeries, replica('a'), 200_000),
            stays(headSeries, moved, 100_000),
            ...namesakes.map((target) => stays(headSeries, target, 100_000)),
          ],
          at: '2h',
        },
      ],
    },
  },
  impact: `At this pace memory ends within days: a replica that is killed for it starts again with the same series, and again.`,
  nextSteps: [
    'On this dashboard, see which metric and which job have grown; on the page Targets of Prometheus, whether a monitor finds more than it should.',
    'If a release has brought a new label, have its owner drop it, or drop it in the monitor (metricRelabelings, action labeldrop).',
    'If the growth is wanted, raise the preset of the environment, or memory of sizes.prometheus in its file, before the next release.',
  ],
});

export const series = shown({
  name: 'PrometheusSeries',
  title: 'Series',
  description: `Series that are written to, by replica. A metric of ${quantityText(MOST_SERIES)} series is as much as any may have.`,
  query: headNow,
});

export const samplesByJob = shown({
  name: 'PrometheusSamplesByJob',
  title: 'Samples by job',
  description: 'Samples of one scrape of all targets of the ten largest jobs: who pays for what is stored.',
  query: samplesKept.sumBy('job').topBy(10),
  view: { as: 'bars' },
});
