import { constant, count, ratio, seconds } from '../../promql';
import { above, below, gone, observes, shown, signal, stays, type InputSeries } from '../../signals';
import { trouble, wrong } from '../trouble';
import { blockLoadFailures, blocksLoaded, requests, storesKnown } from './metrics';
import { frontend, query, store } from './parts';

type Target = Readonly<Record<string, string>>;

/** What the server is at fault for; a query that cannot be read is 4xx. */
export const FAULTS = ['500', '502', '503', '504'] as const;
const answered = requests.where(frontend.own).count.rate().sumBy();
const faulty = requests
  .where({ ...frontend.own, code: FAULTS })
  .count.rate()
  .sumBy();

const answers = (code: string, perSecond: number, target: Target = frontend.replica('a')): readonly InputSeries[] =>
  observes(
    requests,
    { ...target, code, handler: 'query-frontend', method: 'get', tenant: 'default-tenant' },
    { 1: perSecond },
  );

export const errors = signal({
  name: 'ThanosQueriesFail',
  title: 'Queries that fail',
  description: (t) =>
    `Share of queries that Thanos answers with an error of its own. Above ${t.warning} people see it.`,
  query: faulty.orZeroOf(answered).div(answered.positive()),
  warning: above(ratio(0.05)).for('10m'),
  examples: {
    warning: {
      fires: {
        series: [
          ...answers('200', 94.975),
          ...answers('500', 2.525),
          ...answers('503', 2.5, frontend.replica('b')),
          // What others answer, and what a replica did that is gone since, is no part of it.
          ...frontend.strangers.flatMap((target) => answers('200', 100, target)),
          ...gone(answers('200', 100, frontend.replica('c')), '20m'),
        ],
        at: '35m',
        notYetAt: '33m',
        labels: {},
      },
      quiet: [
        {
          series: [
            ...answers('200', 95.025),
            ...answers('500', 4.975),
            ...answers('400', 9),
            ...frontend.strangers.flatMap((target) => answers('500', 90, target)),
          ],
          at: '20m',
        },
        { series: answers('200', 1), at: '20m' },
        { series: answers('500', 0), at: '20m' },
        { series: [...answers('200', 1), ...gone(answers('500', 1, frontend.replica('b')), '4m')], at: '15m' },
      ],
    },
  },
  impact: 'Panels of more than a month, and those that look at both replicas, have no data.',
  nextSteps: [
    'Read the reason: kubectl -n observability logs -l app.kubernetes.io/name=thanos-query --since=15m | grep -iE "level=(error|warn)".',
    'If a store does not answer in time, see Stores known and the panel Requests to the bucket that fail.',
    'Dashboards of less than a month need not wait: the data source Prometheus has them.',
  ],
});

export const latency = shown({
  name: 'ThanosLatency',
  title: 'P99 latency of queries',
  description: 'Ninety-nine of a hundred queries are answered faster than this. Those over months take seconds.',
  query: requests.where(frontend.own).rate().sumBy().quantile(0.99),
});

const takes = (mean: number, target: Target = frontend.replica('a')): readonly InputSeries[] =>
  observes(
    requests,
    { ...target, code: '200', handler: 'query-frontend', method: 'get', tenant: 't' },
    { 20: 1 },
    mean,
  );

export const slow = signal({
  name: 'ThanosQueriesSlow',
  title: 'Mean time of queries',
  description: (t) => `How long a query takes on average. Above ${t.warning} the past is hardly of use.`,
  query: requests.where(frontend.own).rate().sumBy().mean(),
  warning: above(seconds(10)).for('15m'),
  examples: {
    warning: {
      fires: {
        series: [
          ...takes(10.05),
          ...takes(10.05, frontend.replica('b')),
          ...frontend.strangers.flatMap((target) => takes(0, target)),
          ...gone(takes(0, frontend.replica('c')), '20m'),
        ],
        at: '40m',
        notYetAt: '38m',
        labels: {},
      },
      quiet: [
        {
          series: [
            ...takes(9.95),
            ...takes(9.95, frontend.replica('b')),
            ...frontend.strangers.flatMap((target) => takes(20, target)),
          ],
          at: '30m',
        },
        { series: [...takes(0), ...gone(takes(600, frontend.replica('b')), '9m')], at: '19m' },
        { series: answers('200', 0), at: '30m' },
      ],
    },
  },
  impact: 'Reviews of a month and comparisons with last year wait, and time out.',
  nextSteps: [
    'See whether the bucket is slow (Requests to the bucket that fail) or the compactor has halted: then months are read raw.',
    'Raise sizes.thanosStore in the file of the environment: more of its index in memory is what makes it fast.',
  ],
});

const knows = (store_type: 'sidecar' | 'store', howMany: number, target: Target = query.replica('a')): InputSeries =>
  stays(storesKnown, { ...target, store_type, external_labels: '{}' }, howMany);

/** None of a kind that nobody knows: what is not known has no series. */
const nobody = (store_type: 'sidecar' | 'store') => constant(count(0)).labelled('store_type', store_type);

export const stores = signal({
  name: 'ThanosStoreMissing',
  title: 'Stores known',
  description:
    'Sidecars and stores that queries are passed on to, by kind, of the query service that knows the fewest. Without sidecars the last hours are missing, without stores everything older.',
  query: storesKnown
    .where(query.own)
    .sumBy('pod', 'store_type')
    .minBy('store_type')
    .or(nobody('sidecar'))
    .or(nobody('store')),
  warning: below(count(1)).for('10m'),
  examples: {
    warning: {
      fires: [
        {
          series: [
            knows('sidecar', 2),
            knows('sidecar', 0, query.replica('b')),
            ...query.strangers.map((target) => knows('store', 2, target)),
          ],
          at: '11m',
          notYetAt: '9m',
          labels: [{ store_type: 'sidecar' }, { store_type: 'store' }],
        },
        { series: [knows('store', 1)], at: '11m', notYetAt: '9m', labels: { store_type: 'sidecar' } },
      ],
      quiet: { series: [knows('sidecar', 1), knows('store', 1)], at: '20m' },
    },
  },
  impact: 'Panels have holes without saying so: a part of the past is not asked.',
  nextSteps: [
    'See whether they run: kubectl -n observability get pods -l "app.kubernetes.io/name in (thanos-store, prometheus)" -o wide.',
    'Compare what it finds: kubectl -n observability port-forward deployment/thanos-query 10902, page Stores; an error there points at networkpolicy thanos-query.',
  ],
});

export const loading = trouble({
  name: 'ThanosStoreBlocksUnreadable',
  title: 'Blocks that cannot be read',
  description: 'Blocks of the bucket that a store could not read, a second. It tries again every few minutes.',
  scraped: store.own,
  label: 'kind',
  kinds: { load: wrong(blockLoadFailures, store.own) },
  for: '15m',
  impact: 'The time of those blocks is missing in every answer.',
  nextSteps: [
    'The log names the block: kubectl -n observability logs -l app.kubernetes.io/name=thanos-store --since=15m | grep -i "loading block".',
    'If its upload was broken off, mark it: thanos tools bucket mark --marker=deletion-mark.json --id=<block> --details="partial" with the objstore.yaml of the Secret thanos-object-storage.',
  ],
});

export const blocks = shown({
  name: 'ThanosBlocks',
  title: 'Blocks',
  description: 'Blocks of the bucket that each store can be asked for.',
  query: blocksLoaded.where(store.own).maxBy('pod'),
});
