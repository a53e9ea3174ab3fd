import { ratio } from '../../promql';
import { above, shown, signal, stays, type InputSeries } from '../../signals';
import { queryLimit, requestDuration, runningQueries } from './metrics';
import { own, replica } from './scraping';

/** What panels and people ask; rules are evaluated within and are not among them. */
export const queries = requestDuration.where({ ...own, handler: ['/api/v1/query', '/api/v1/query_range'] });

export const latency = shown({
  name: 'PrometheusQueryLatency',
  title: 'P99 latency of queries',
  description:
    'Ninety-nine of a hundred queries are answered faster than this, by kind: of one moment, or over a range.',
  query: queries.rate().sumBy('handler').quantile(0.99),
});

export const rate = shown({
  name: 'PrometheusQueries',
  title: 'Queries',
  description: 'Queries answered a second, by replica.',
  query: queries.rate().sumBy('pod').observed(),
});

const running = (queriesNow: number, target = replica('a'), limit = 20): readonly InputSeries[] => [
  stays(runningQueries, target, queriesNow),
  stays(queryLimit, target, limit),
];
/** The replica as it was before it was moved, and somebody else's that are called the same. */
const before = { ...replica('a'), instance: 'before' };
const namesakes = [
  { ...replica('a'), job: 'other' },
  { ...replica('a'), namespace: 'other' },
];

export const concurrency = signal({
  name: 'PrometheusQueriesQueue',
  title: 'Queries at a time',
  description: (t) =>
    `Queries that run or wait, as a share of those that may run at a time. Above ${t.warning} they wait for each other, those of rules as well.`,
  query: runningQueries.where(own).maxBy('pod').div(queryLimit.where(own).maxBy('pod').positive()),
  warning: above(ratio(0.9)).for('10m'),
  examples: {
    warning: {
      fires: {
        series: [
          ...running(18.09),
          ...running(1, before),
          ...running(1, replica('b')),
          ...namesakes.flatMap((target) => running(1, target, 100)),
        ],
        at: '11m',
        notYetAt: '9m',
        labels: { pod: 'a' },
      },
      quiet: {
        series: [
          ...running(17.91),
          ...running(0, before, 1),
          ...namesakes.flatMap((target) => running(20, target)),
          stays(runningQueries, replica('c'), 1),
          stays(queryLimit, replica('c'), 0),
        ],
        at: '20m',
      },
    },
  },
  impact: 'Dashboards are slow for everybody, and alerts come late since rules wait, too.',
  nextSteps: [
    'Find who asks: the page Logs of Grafana for {service_name="grafana"} and "slow query", or the query log; a dashboard that refreshes every five seconds over days is the usual cause.',
    'Have the panel read a recorded series, or a longer step; a dashboard of the repository is changed in its workload.',
    'If the load is wanted, raise cpu of sizes.prometheus in the file of the environment before maxConcurrency in constructs/prometheus/prometheus-limits.ts: more queries at a time need more memory.',
  ],
});
