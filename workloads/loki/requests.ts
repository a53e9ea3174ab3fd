import { percent, ratio, seconds } from '../../promql';
import { above, availability, gone, grows, observes, shown, signal, type InputSeries } from '../../signals';
import { bytesReceived, lagMilliseconds, linesReceived, requests } from './metrics';
import { own, replica, strangers } from './scraping';

/** Routes by which lines come in, and by which they are asked for. */
const PUSHES = ['otlp_v1_logs', 'loki_api_v1_push'] as const;
const QUERIES = ['loki_api_v1_query_range', 'loki_api_v1_query', 'loki_api_v1_labels', 'loki_api_v1_series'] as const;
/** What Loki answers when it is at fault; what a client did wrong is below 500. */
const FAULTS = ['500', '502', '503', '504'] as const;

const asked = requests.where({ ...own, route: [...PUSHES, ...QUERIES] });
const answered = asked.count.rate().sumBy('route');
const faulty = asked.where({ status_code: FAULTS }).count.rate().sumBy('route');

const answers = (route: string, status_code: string, rate: number, target = replica('a')): readonly InputSeries[] =>
  observes(requests, { ...target, method: 'POST', route, status_code, ws: 'false' }, { 0.1: rate });

export const errorRatio = signal({
  name: 'LokiErrors',
  title: 'Requests that fail',
  description: (t) =>
    `Share of requests that Loki answers with an error of its own, by route. Agents keep what is refused and try again: above ${t.warning} of pushes, logs come late; they are lost when an agent’s queue on disk is full.`,
  query: faulty.orZeroOf(answered).div(answered.positive()),
  warning: above(ratio(0.02)).for('10m'),
  examples: {
    warning: {
      fires: {
        series: [
          ...answers('otlp_v1_logs', '204', 97.99),
          ...answers('otlp_v1_logs', '500', 1.01),
          ...answers('otlp_v1_logs', '503', 1, replica('b')),
          ...answers('loki_api_v1_query_range', '200', 10),
          // What others answer, and what a replica did that is gone since, is no part of it.
          ...strangers.flatMap((target) => answers('otlp_v1_logs', '204', 100, target)),
          ...gone(answers('otlp_v1_logs', '204', 100, replica('c')), '20m'),
        ],
        at: '35m',
        notYetAt: '33m',
        labels: { route: 'otlp_v1_logs' },
      },
      quiet: [
        {
          series: [
            ...answers('otlp_v1_logs', '204', 98.01),
            ...answers('otlp_v1_logs', '500', 1.99),
            ...answers('otlp_v1_logs', '400', 20),
            // Not ready yet; nobody asks; and never failed.
            ...answers('ready', '503', 5),
            ...answers('loki_api_v1_query', '500', 0),
            ...answers('loki_api_v1_push', '204', 1),
            ...strangers.flatMap((target) => answers('otlp_v1_logs', '500', 9, target)),
          ],
          at: '20m',
        },
        {
          series: [
            ...answers('otlp_v1_logs', '204', 1),
            ...gone(answers('otlp_v1_logs', '500', 1, replica('b')), '4m'),
          ],
          at: '15m',
        },
      ],
    },
  },
  impact: 'Logs of what happens now cannot be found yet, or those that are there cannot be asked for.',
  nextSteps: [
    'Read the errors: kubectl -n observability logs -l app.kubernetes.io/name=loki --since=15m | grep "level\\":\\"error".',
    '"at least 2 live replicas required" says that replicas are missing: kubectl -n observability get pods -l app.kubernetes.io/name=loki -o wide.',
    'Errors of the bucket point at services.objectStorage of the environment and its key: kubectl -n observability get secret loki-object-storage.',
  ],
});

export const latency = shown({
  name: 'LokiLatency',
  title: 'P99 latency',
  description:
    'Ninety-nine of a hundred requests are answered faster than this, by route: pushes in well under a second.',
  query: asked.rate().sumBy('route').quantile(0.99),
  view: { recorded: true },
});

const pushes = requests
  .where({ ...own, route: PUSHES })
  .count.rate()
  .sumBy();

const age = (milliseconds: number, target = replica('a')): readonly InputSeries[] => [
  grows(lagMilliseconds, { ...target, format: 'otlp', tenant: 'fake', userAgent: 'agent' }, milliseconds),
  ...answers('otlp_v1_logs', '204', 1, target),
];

export const lag = signal({
  name: 'LokiIngestionLag',
  title: 'Ingestion lag',
  description: (t) =>
    `How old the newest line of a push is on average. Seconds are usual; above ${t.warning} agents work off what they have kept, or a clock is wrong.`,
  query: lagMilliseconds.where(own).rate().sumBy().div(1000).as('count/s').div(pushes.positive()).as('seconds'),
  warning: above(seconds(120)).for('15m'),
  examples: {
    warning: {
      fires: {
        series: [
          ...age(120_600),
          ...age(120_600, replica('b')),
          ...answers('loki_api_v1_query_range', '200', 9),
          ...strangers.flatMap((target) => answers('otlp_v1_logs', '204', 1, target)),
          ...gone(answers('otlp_v1_logs', '204', 1, replica('c')), '20m'),
        ],
        at: '40m',
        notYetAt: '38m',
        labels: {},
      },
      quiet: [
        {
          series: [
            ...age(119_400),
            ...age(119_400, replica('b')),
            ...answers('loki_api_v1_query_range', '200', 9),
            ...strangers.flatMap((target) => age(900_000, target)),
          ],
          at: '30m',
        },
        { series: [...age(0), ...gone(age(900_000, replica('b')), '9m')], at: '19m' },
        // Nobody pushes any more.
        {
          series: [
            grows(lagMilliseconds, { ...replica('a'), format: 'otlp', tenant: 'fake', userAgent: 'agent' }, 1),
            ...answers('otlp_v1_logs', '204', 0),
          ],
          at: '30m',
        },
      ],
    },
  },
  impact: 'Whoever looks for the logs of an incident does not find its last minutes.',
  nextSteps: [
    'On the dashboard Collectors, see whether queues are full: then Loki is slow, or was away.',
    'If a single agent is behind, find its node: kubectl -n observability-node get pods -o wide -l app.kubernetes.io/name=collector-agent, and look at its CPU.',
    'If queues are empty, a service states wrong times: in Explore, {service_name=~".+"} sorted by time shows whose lines lie in the past.',
  ],
});

export const lines = shown({
  name: 'LokiLines',
  title: 'Lines received',
  description: 'Lines received a second, those that are discarded among them.',
  query: linesReceived.where(own).rate().sumBy(),
});

export const volume = shown({
  name: 'LokiBytes',
  title: 'Bytes received',
  description: 'Size of the lines received a second. The volume of the bucket follows from it (docs/sizing.md).',
  query: bytesReceived.where(own).rate().sumBy(),
});

export const objective = availability({
  id: 'log-ingestion',
  title: 'Log ingestion',
  promise: 'of pushes are taken',
  objective: percent(99.5),
  events: requests.where({ ...own, route: PUSHES }).count,
  bad: { status_code: FAULTS },
  // Agents keep the lines and send them again; that nobody takes them is an alert of its own.
  missing: 'not counted',
  signals: [errorRatio],
  impact: 'Logs come late, and are lost where an agent’s queue on disk is full before they are taken.',
  nextSteps: [
    'On the dashboard Loki, see whether a part is missing in the ring, or writing to the bucket fails.',
    'On the dashboard Collectors, see how full the queues of the agents are: that is the time left.',
    'If Loki is short of memory or CPU, raise the preset of the environment, or sizes.loki in its file.',
  ],
});
