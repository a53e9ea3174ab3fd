import { ratio, seconds } from '../../promql';
import { above, gone, grows, observes, shown, signal, type InputSeries, type Scrape } from '../../signals';
import { own as ownOf, places } from '../stack';
import { queries, queryTime } from './metrics';

const STORE = {
  kind: 'x',
  name: 'x',
  role: 'tracestore',
  otel_scope_name: 'x',
  otel_scope_schema_url: 'x',
  otel_scope_version: 'x',
} as const;

type Target = Readonly<Record<string, string>>;

/** What is known of those replicas that people ask for traces. */
export function querying(scrape: Scrape) {
  const own = ownOf(scrape);
  const { replica, strangers } = places(scrape);

  const asked = queries.where(own).rate().sumBy('operation');
  const failed = queries
    .where({ ...own, result: 'err' })
    .rate()
    .sumBy('operation');
  const asks = (operation: string, failing: number, target: Target = replica('a')): readonly InputSeries[] =>
    (
      [
        ['ok', 1 - failing],
        ['err', failing],
      ] as const
    ).map(([result, rate]) => grows(queries, { ...target, ...STORE, operation, result }, rate));
  const errors = signal({
    name: 'JaegerQueriesFail',
    title: 'Queries that fail',
    description: (t) =>
      `Share of requests that the store does not answer, by what is asked for. Above ${t.warning} people see it.`,
    query: failed.orZeroOf(asked).div(asked.positive()),
    warning: above(ratio(0.05)).for('10m'),
    examples: {
      warning: {
        fires: {
          series: [
            ...asks('find_traces', 0.050_25),
            ...asks('find_traces', 0.050_25, replica('b')),
            ...asks('get_services', 0),
            // What others are asked, and what a replica was that is gone since, is no part of it.
            ...strangers.flatMap((target) => asks('find_traces', 0, target)),
            ...gone(asks('find_traces', 0, replica('c')), '20m'),
          ],
          at: '35m',
          notYetAt: '33m',
          labels: { operation: 'find_traces' },
        },
        quiet: [
          {
            series: [
              ...asks('find_traces', 0.049_75),
              ...strangers.flatMap((target) => asks('find_traces', 1, target)),
              grows(queries, { ...replica('a'), ...STORE, operation: 'get_operations', result: 'ok' }, 1),
              grows(queries, { ...replica('a'), ...STORE, operation: 'none', result: 'err' }, 0),
            ],
            at: '20m',
          },
          { series: [...asks('find_traces', 0), ...gone(asks('find_traces', 0.5, replica('b')), '4m')], at: '15m' },
        ],
      },
    },
    impact: 'Traces cannot be found, although they are stored.',
    nextSteps: [
      `Read the reason: kubectl -n observability logs -l app.kubernetes.io/name=${scrape.job} --since=15m | grep -i error.`,
      'A timeout of find_traces asks for a narrower search; of everything, for a look at the load of the store.',
      'If the store refuses the password, renew it: npm run -s probecard -- secrets <environment> names the Secret.',
    ],
  });

  const takes = (mean: number, target: Target = replica('a')): readonly InputSeries[] =>
    observes(queryTime, { ...target, ...STORE, operation: 'find_traces', result: 'ok' }, { 5: 1 }, mean);
  const time = signal({
    name: 'JaegerQueriesSlow',
    title: 'Mean time of queries',
    description: (t) =>
      `How long the store takes on average, by what is asked for. Above ${t.warning} a search is hardly of use. (Jaeger’s buckets are too coarse for quantiles.)`,
    query: queryTime.where(own).rate().sumBy('operation').mean(),
    warning: above(seconds(5)).for('15m'),
    examples: {
      warning: {
        fires: {
          series: [
            ...takes(5.025),
            ...takes(5.025, replica('b')),
            ...strangers.flatMap((target) => takes(0, target)),
            ...gone(takes(0, replica('c')), '20m'),
          ],
          at: '40m',
          notYetAt: '38m',
          labels: { operation: 'find_traces' },
        },
        quiet: [
          {
            series: [
              ...takes(4.975),
              ...takes(4.975, replica('b')),
              ...strangers.flatMap((target) => takes(9, target)),
              ...observes(queryTime, { ...replica('a'), ...STORE, operation: 'none', result: 'ok' }, {}),
            ],
            at: '30m',
          },
          { series: [...takes(0), ...gone(takes(300, replica('b')), '9m')], at: '19m' },
        ],
      },
    },
    impact: 'Whoever looks for the trace of an incident waits for it.',
    nextSteps: [
      'Search for less: a service, an operation and an hour at most.',
      'See the load of the store; for OpenSearch, raise services.openSearch.shards of the environment with the number of its nodes.',
    ],
  });

  const volume = shown({
    name: 'JaegerQueries',
    title: 'Queries',
    description: 'Requests to the store a second, by what is asked for.',
    query: asked,
  });

  return { errors, time, volume };
}
