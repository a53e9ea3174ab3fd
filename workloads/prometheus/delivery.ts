import { count, perSecond, ratio } from '../../promql';
import { above, below, gone, grows, signal, stays, type InputSeries } from '../../signals';
import {
  alertErrors,
  alertmanagersDiscovered,
  alertQueue,
  alertQueueCapacity,
  alertsDropped,
  alertsSent,
} from './rule-metrics';
import { own, replica } from './scraping';

const AM_0 = 'http://10.0.0.1:9093/api/v2/alerts';
const AM_1 = 'http://10.0.0.2:9093/api/v2/alerts';
const to = (alertmanager: string, target = replica('a')) => ({ ...target, alertmanager });
const elsewhere = { ...own, job: 'other', pod: 'y' };
const abroad = { ...own, namespace: 'other', pod: 'z' };
/** Somebody else's that are called the same. */
const namesakes = [
  { ...elsewhere, pod: 'a' },
  { ...abroad, pod: 'a' },
];
/** The replica as it was before it was moved. */
const before = { ...replica('a'), instance: 'before' };
const longBefore = { ...replica('a'), instance: 'long before' };

const CONNECTION_STEPS = [
  'List who should take them: kubectl -n observability get pods -l app.kubernetes.io/name=alertmanager -o wide; one that restarts or is pending is the cause.',
  'If they run, read the reason: kubectl -n observability logs prometheus-main-0 -c prometheus --since=10m | grep -i "sending alerts"; "connection refused" or a timeout points at the network policy of Alertmanager: kubectl -n observability get networkpolicy alertmanager -o yaml.',
];

export const connected = signal({
  name: 'PrometheusWithoutAlertmanager',
  title: 'Alertmanagers known',
  description:
    'How many Alertmanagers alerts are sent to, by replica of Prometheus. Without any, nobody is told of anything.',
  query: alertmanagersDiscovered.where(own).minBy('pod'),
  critical: below(count(1)).for('5m'),
  examples: {
    critical: {
      fires: {
        series: [
          stays(alertmanagersDiscovered, replica('a'), 0),
          stays(alertmanagersDiscovered, before, 3),
          stays(alertmanagersDiscovered, replica('b'), 3),
        ],
        at: '6m',
        notYetAt: '4m',
        labels: { pod: 'a' },
      },
      quiet: {
        series: [
          stays(alertmanagersDiscovered, replica('a'), 1),
          stays(alertmanagersDiscovered, elsewhere, 0),
          stays(alertmanagersDiscovered, abroad, 0),
        ],
        at: '20m',
      },
    },
  },
  impact:
    'That replica pages nobody, and where it is the only one, nobody does: this alert itself is shown and not delivered, and the dead man’s switch outside calls.',
  nextSteps: [
    CONNECTION_STEPS[0] ?? '',
    'Compare the Service that Prometheus is told of with what is there: kubectl -n observability get prometheus main -o jsonpath="{.spec.alerting}" and kubectl -n observability get endpointslices -l kubernetes.io/service-name=alertmanager.',
    'Until it is mended, watch the page Alerts of Prometheus, and tell every team in its channel that nothing pages.',
  ],
});

/** Some alerts a second to one Alertmanager, of which some fail. */
const sends = (alertmanager: string, failed: number, target = replica('a')): readonly InputSeries[] => [
  grows(alertsSent, to(alertmanager, target), 10 * (1 - failed)),
  grows(alertErrors, to(alertmanager, target), 10 * failed),
];

const errors = alertErrors.where(own).rate().sumBy('pod', 'alertmanager');
// Those that were taken are counted apart from those that were not.
const attempts = alertsSent.where(own).rate().sumBy('pod', 'alertmanager').add(errors);

export const errorRatio = signal({
  name: 'PrometheusNotificationErrors',
  title: 'Alerts not taken',
  description: (t) =>
    `Share of alerts that an Alertmanager did not take, by replica of Prometheus and Alertmanager. Above ${t.warning} that one is no help; what the others take is still told.`,
  query: errors.div(attempts.positive()),
  warning: above(ratio(0.01)).for('15m'),
  examples: {
    warning: {
      fires: [
        {
          series: [
            ...sends(AM_0, 0.010_05),
            ...sends(AM_0, 0.010_05, before),
            ...sends(AM_1, 0),
            ...sends(AM_0, 0, replica('b')),
            // What others send, and what it sent from where it is gone since, is no part of it.
            ...namesakes.flatMap((target) => sends(AM_0, 0.5, target)),
            ...gone(sends(AM_0, 0, longBefore), '20m'),
          ],
          at: '40m',
          notYetAt: '38m',
          labels: { pod: 'a', alertmanager: AM_0 },
        },
        {
          series: [...sends(AM_0, 0.010_05), ...gone(sends(AM_0, 1, before), '20m')],
          at: '25m',
          notYetAt: '15m',
          labels: { pod: 'a', alertmanager: AM_0 },
        },
      ],
      quiet: [
        {
          series: [
            ...sends(AM_0, 0.009_98),
            ...sends(AM_0, 0.009_98, before),
            ...namesakes.flatMap((target) => sends(AM_0, 0.5, target)),
            // Nothing to send.
            grows(alertsSent, to(AM_1), 0),
            grows(alertErrors, to(AM_1), 0),
          ],
          at: '30m',
        },
        { series: [...sends(AM_0, 0), ...gone(sends(AM_0, 0.5, before), '9m')], at: '19m' },
      ],
    },
  },
  impact: 'Alerts come by one way less; when the others fail as well, none comes.',
  nextSteps: [
    ...CONNECTION_STEPS,
    'If one replica alone refuses, restart it: kubectl -n observability delete pod alertmanager-main-<n>; the others have its silences.',
  ],
});

const drops = (alertmanager: string, rate: number, target = replica('a')): InputSeries =>
  grows(alertsDropped, to(alertmanager, target), rate);

export const lost = signal({
  name: 'PrometheusAlertsLost',
  title: 'Alerts given up',
  description:
    'Alerts that a replica of Prometheus could deliver to none of the Alertmanagers, a second: of the Alertmanager that lost the fewest.',
  query: alertsDropped.where(own).rate().minBy('pod'),
  critical: above(perSecond(0, 'count')).for('10m'),
  examples: {
    critical: {
      fires: {
        series: [drops(AM_0, 1), drops(AM_1, 1 / 60), drops(AM_0, 0, replica('b')), drops(AM_1, 1, replica('b'))],
        at: '13m',
        notYetAt: '10m',
        labels: { pod: 'a' },
      },
      quiet: [
        {
          series: [drops(AM_0, 1), drops(AM_1, 0), drops(AM_0, 1, elsewhere), drops(AM_0, 1, abroad)],
          at: '20m',
        },
        { series: gone([drops(AM_0, 1), drops(AM_1, 1)], '4m'), at: '15m' },
      ],
    },
  },
  impact:
    'Incidents happen and nobody is told. This alert goes the same way: what pages is the dead man’s switch, and the other replica if it has a way.',
  nextSteps: [
    ...CONNECTION_STEPS,
    'Until it is mended, watch the page Alerts of Prometheus, and tell every team in its channel that nothing pages.',
  ],
});

const waiting = (length: number, target = replica('a')): readonly InputSeries[] => [
  stays(alertQueue, to(AM_0, target), length),
  stays(alertQueue, to(AM_1, target), 0),
  stays(alertQueueCapacity, target, 10_000),
];

export const queue = signal({
  name: 'PrometheusNotificationQueueFull',
  title: 'Queue of alerts',
  description: (t) =>
    `Alerts that wait to be sent, as a share of those that may, of the fullest queue. Above ${t.warning} they come faster than they are taken; a full queue drops the oldest.`,
  query: alertQueue.where(own).maxBy('pod').div(alertQueueCapacity.where(own).maxBy('pod').positive()),
  warning: above(ratio(0.5)).for('10m'),
  examples: {
    warning: {
      fires: {
        series: [
          ...waiting(5025),
          ...waiting(0, replica('b')),
          ...namesakes.map((target) => stays(alertQueueCapacity, target, 1e6)),
        ],
        at: '11m',
        notYetAt: '9m',
        labels: { pod: 'a' },
      },
      quiet: {
        series: [
          ...waiting(4975),
          stays(alertQueueCapacity, before, 100),
          ...namesakes.flatMap((target) => waiting(9000, target)),
          stays(alertQueue, to(AM_0, replica('c')), 1),
          stays(alertQueueCapacity, replica('c'), 0),
        ],
        at: '20m',
      },
    },
  },
  impact: 'Pages come late, and the oldest alerts are dropped first when the queue is full.',
  nextSteps: [
    ...CONNECTION_STEPS,
    'Count what fires: ALERTS{alertstate="firing"} by alertname in Explore; a rule with thousands of series is a mistake: drop it in the environment with drop(<signal>, \'<severity>\') and merge.',
  ],
});
