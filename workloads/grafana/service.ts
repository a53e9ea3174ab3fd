import { ratio, seconds } from '../../promql';
import { above, gone, grows, observes, shown, signal, targetsDown, type InputSeries } from '../../signals';
import { residentMemory } from '../process-metrics';
import { ofTheStack, own as ownOf, places } from '../stack';
import { dataSourceRequests, dataSourceTime, requests } from './metrics';

export const scrape = ofTheStack('grafana', 'http', { targets: 2 });
export const own = ownOf(scrape);
const { replica, strangers } = places(scrape);

export const targets = targetsDown(scrape, { prefix: 'Grafana', title: 'Grafana' });

/** What the server answers when it is at fault. */
export const FAULTS = ['500', '502', '503', '504'] as const;

const answered = requests.where(own).count.rate().sumBy();
const faulty = requests
  .where({ ...own, status_code: FAULTS })
  .count.rate()
  .sumBy();

const answers = (status_code: string, perSecond: number, target = replica('a')): readonly InputSeries[] =>
  observes(requests, { ...target, handler: '/api/ds/query', status_code, method: 'POST' }, { 0.5: perSecond });

export const errorRatio = signal({
  name: 'GrafanaErrors',
  title: 'Requests that fail',
  description: (t) =>
    `Share of requests that Grafana answers with an error of its own. Above ${t.warning} people see it.`,
  query: faulty.orZeroOf(answered).div(answered.positive()),
  warning: above(ratio(0.02)).for('10m'),
  examples: {
    warning: {
      fires: {
        series: [
          ...answers('200', 97.99),
          ...answers('500', 1.01),
          ...answers('503', 1, replica('b')),
          // What others answer, and what a replica did that is gone since, is no part of it.
          ...strangers.flatMap((target) => answers('200', 100, target)),
          ...gone(answers('200', 100, replica('c')), '20m'),
        ],
        at: '35m',
        notYetAt: '33m',
        labels: {},
      },
      quiet: [
        {
          series: [
            ...answers('200', 48.01),
            ...answers('500', 1.99),
            ...answers('404', 50),
            ...strangers.flatMap((target) => answers('500', 100, target)),
          ],
          at: '20m',
        },
        // Nothing has ever failed; nobody asks; and failures that have passed.
        { series: answers('200', 1), at: '20m' },
        { series: answers('500', 0), at: '20m' },
        { series: [...answers('200', 1), ...gone(answers('500', 1, replica('b')), '4m')], at: '15m' },
      ],
    },
  },
  impact:
    'Dashboards do not open or have panels without data, for whoever is looking for the cause of an incident as well.',
  nextSteps: [
    'Read the errors: kubectl -n observability logs -l app.kubernetes.io/name=grafana -c grafana --since=15m | grep "level=error".',
    '"database is locked" or connection errors to PostgreSQL point at its database: services.postgres of the environment, or the volume of the single replica.',
    'If it began with a merge, revert it: git log --oneline -- dist/<environment>/grafana.k8s.yaml.',
  ],
});

export const traffic = shown({
  name: 'GrafanaRequests',
  title: 'Requests',
  description: 'Requests answered a second, by status.',
  query: requests.where(own).count.rate().sumBy('status_code'),
});

export const latency = shown({
  name: 'GrafanaLatency',
  title: 'P99 latency',
  description:
    'Ninety-nine of a hundred requests are answered faster than this. Queries of data sources are among them.',
  query: requests.where(own).rate().sumBy().quantile(0.99),
});

const asked = dataSourceRequests.where(own).rate().sumBy('plugin_id');
const unanswered = dataSourceRequests
  .where({ ...own, status: 'error' })
  .rate()
  .sumBy('plugin_id');

const asks = (plugin_id: string, failing: number, target = replica('a')): readonly InputSeries[] =>
  (
    [
      ['ok', 100 * (1 - failing)],
      ['error', 100 * failing],
    ] as const
  ).map(([status, rate]) => grows(dataSourceRequests, { ...target, plugin_id, status }, rate));

export const dataSourceErrors = signal({
  name: 'GrafanaDataSourceErrors',
  title: 'Data sources that fail',
  description: (t) =>
    `Share of requests that a data source does not answer, by its kind. Above ${t.warning} its panels have holes; a query that somebody mistypes counts, too, but not for long.`,
  query: unanswered.orZeroOf(asked).div(asked.positive()),
  warning: above(ratio(0.1)).for('15m'),
  examples: {
    warning: {
      fires: {
        series: [
          ...asks('loki', 0.1005),
          ...asks('prometheus', 0.01),
          ...asks('loki', 0.1005, replica('b')),
          ...strangers.flatMap((target) => asks('loki', 0, target)),
          ...gone(asks('loki', 0, replica('c')), '20m'),
        ],
        at: '40m',
        notYetAt: '38m',
        labels: { plugin_id: 'loki' },
      },
      quiet: [
        {
          series: [
            ...asks('loki', 0.0995),
            ...strangers.flatMap((target) => asks('loki', 1, target)),
            // One that has never failed, and one that nobody asks.
            grows(dataSourceRequests, { ...replica('a'), plugin_id: 'jaeger', status: 'ok' }, 1),
            grows(dataSourceRequests, { ...replica('a'), plugin_id: 'none', status: 'error' }, 0),
          ],
          at: '30m',
        },
        { series: [...asks('loki', 0), ...gone(asks('loki', 0.9, replica('b')), '9m')], at: '19m' },
      ],
    },
  },
  impact: 'Panels, logs or traces stay empty although the data are there.',
  nextSteps: [
    'Open Connections, Data sources of Grafana and press Save & test on the one of that kind: the message says whether it is refused, slow or not found.',
    'See whether what it asks is well: the dashboards Prometheus, Loki and Jaeger.',
    'If it alone cannot be reached, compare the egress rules: kubectl -n observability get networkpolicy grafana -o yaml.',
  ],
});

export const dataSourceLatency = shown({
  name: 'GrafanaDataSourceLatency',
  title: 'P95 latency of data sources',
  description: 'Nineteen of twenty requests to a data source are answered faster than this, by its kind.',
  query: dataSourceTime.where(own).rate().sumBy('plugin_id').quantile(0.95),
  view: { recorded: true },
});

const answersIn = (plugin_id: string, mean: number, target = replica('a')): readonly InputSeries[] =>
  observes(dataSourceTime, { ...target, plugin_id, status: 'ok' }, { 10: 1 }, mean);

export const slow = signal({
  name: 'GrafanaDataSourceSlow',
  title: 'Mean time of data sources',
  description: (t) =>
    `How long a data source takes on average, by its kind. Above ${t.warning} dashboards are hardly of use.`,
  query: dataSourceTime.where(own).rate().sumBy('plugin_id').mean(),
  warning: above(seconds(5)).for('15m'),
  examples: {
    warning: {
      fires: {
        series: [
          ...answersIn('prometheus', 5.025),
          ...answersIn('prometheus', 5.025, replica('b')),
          ...strangers.flatMap((target) => answersIn('prometheus', 0, target)),
          ...gone(answersIn('prometheus', 0, replica('c')), '20m'),
        ],
        at: '40m',
        notYetAt: '38m',
        labels: { plugin_id: 'prometheus' },
      },
      quiet: [
        {
          series: [
            ...answersIn('prometheus', 4.975),
            ...answersIn('prometheus', 4.975, replica('b')),
            ...observes(dataSourceTime, { ...replica('a'), plugin_id: 'loki', status: 'ok' }, {}),
            ...strangers.flatMap((target) => answersIn('prometheus', 9, target)),
          ],
          at: '30m',
        },
        { series: [...answersIn('loki', 0), ...gone(answersIn('loki', 300, replica('b')), '9m')], at: '19m' },
      ],
    },
  },
  impact: 'Whoever looks for the cause of an incident waits for every panel.',
  nextSteps: [
    'See the latency of what it asks: the dashboards Prometheus (P99 latency of queries), Loki and Jaeger.',
    'Find the dashboard that asks for the most: kubectl -n observability logs -l app.kubernetes.io/name=grafana -c grafana --since=15m | grep "slow"; its panels should read recorded series.',
  ],
});

export const memory = shown({
  name: 'GrafanaMemory',
  title: 'Memory',
  description: 'Memory of each replica.',
  query: residentMemory.where(own).maxBy('pod'),
});
