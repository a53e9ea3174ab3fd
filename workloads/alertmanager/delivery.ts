import { count, percent, ratio } from '../../promql';
import { above, below, gone, grows, notFailing, shown, signal, stays, type InputSeries } from '../../signals';
import { trouble, wrong } from '../trouble';
import {
  alerts,
  configReloaded,
  invalidAlerts,
  logErrors,
  notifications,
  notificationsFailed,
  silenceErrors,
  silences,
} from './metrics';
import { own, replica, strangers } from './scraping';

const sent = notifications.where(own).rate().sumBy('integration');
const failed = notificationsFailed.where(own).rate().sumBy('integration');

const notifies = (integration: string, failing: number, target = replica('a')): readonly InputSeries[] => [
  grows(notifications, { ...target, integration }, 1),
  grows(notificationsFailed, { ...target, integration, reason: 'serverError' }, failing / 2),
  grows(notificationsFailed, { ...target, integration, reason: 'other' }, failing / 2),
];

export const failures = signal({
  name: 'AlertmanagerNotificationsFail',
  title: 'Notifications that fail',
  description: (t) =>
    `Share of notifications that were given up after all attempts, by the way they go. Above ${t.warning} that way is unreliable; at 100 % it is closed.`,
  query: failed.orZeroOf(sent).div(sent.positive()),
  warning: above(ratio(0.01)).for('10m'),
  examples: {
    warning: {
      fires: {
        series: [
          ...['a', 'b'].flatMap((pod) => [
            ...notifies('slack', 0.010_05, replica(pod)),
            ...notifies('webhook', 0, replica(pod)),
          ]),
          // What others send, and what a replica sent that is gone since, is no part of it.
          ...strangers.flatMap((target) => notifies('slack', 0, target)),
          ...gone(notifies('slack', 0, replica('c')), '20m'),
        ],
        at: '35m',
        notYetAt: '33m',
        labels: { integration: 'slack' },
      },
      quiet: [
        {
          series: [
            ...notifies('slack', 0.009_95),
            ...notifies('slack', 0.009_95, replica('b')),
            ...strangers.flatMap((target) => notifies('slack', 1, target)),
            // A way that nobody uses, and one that has never failed.
            grows(notifications, { ...replica('a'), integration: 'email' }, 0),
            grows(notifications, { ...replica('a'), integration: 'pagerduty' }, 1),
          ],
          at: '30m',
        },
        { series: [...notifies('slack', 0), ...gone(notifies('slack', 0.5, replica('b')), '4m')], at: '15m' },
      ],
    },
  },
  impact: 'Alerts fire and some people are not told, or not by the way that they look at.',
  nextSteps: [
    'Read the reason: kubectl -n observability logs -l app.kubernetes.io/name=alertmanager -c alertmanager --since=15m | grep "Notify for alerts failed"; it names receiver and error.',
    'clientError (401, 403, 404) asks for a new key in the Secret alertmanager-receivers: npm run -s probecard -- secrets <environment> says which field.',
    'Timeouts and refused connections point at the proxy, the only way out: kubectl -n observability get networkpolicy alertmanager -o yaml, and whether services.notifications of the environment still answers.',
  ],
});

export const byReason = shown({
  name: 'AlertmanagerFailuresByReason',
  title: 'Failures by reason',
  description:
    'Notifications given up a second, by way and reason: refused by the receiver (clientError), broken there (serverError), too slow (contextDeadlineExceeded).',
  query: notificationsFailed.where(own).rate().sumBy('integration', 'reason'),
});

export const volume = shown({
  name: 'AlertmanagerNotifications',
  title: 'Notifications',
  description: 'Notifications a second, by the way they go, those that fail among them.',
  query: sent,
});

export const current = shown({
  name: 'AlertmanagerAlerts',
  title: 'Alerts',
  description:
    'Alerts by state, of the replica that has the most. Suppressed are those that are silenced or inhibited.',
  query: alerts.where(own).maxBy('state'),
});

export const configuration = signal({
  name: 'AlertmanagerReloadFailed',
  title: 'Configuration taken',
  description: 'Whether the newest configuration was taken, by replica. If not, the one before is still in use.',
  query: configReloaded.where(own).minBy('pod'),
  warning: below(ratio(1)).for('10m'),
  view: { as: 'states', words: { good: 'taken', bad: 'refused' } },
  examples: {
    warning: {
      fires: {
        series: [
          stays(configReloaded, replica('a'), 0),
          stays(configReloaded, { ...replica('a'), instance: 'before' }, 1),
          stays(configReloaded, replica('b'), 1),
        ],
        at: '11m',
        notYetAt: '9m',
        labels: { pod: 'a' },
      },
      quiet: {
        series: [
          stays(configReloaded, replica('a'), 1),
          ...strangers.map((target) => stays(configReloaded, target, 0)),
        ],
        at: '20m',
      },
    },
  },
  impact: 'New teams, routes and receivers are not there, and a replica that restarts does not come up again.',
  nextSteps: [
    'Read what is wrong: kubectl -n observability logs -l app.kubernetes.io/name=alertmanager -c alertmanager --since=1h | grep -i "loading configuration".',
    'A file that it names and that is not there is a field of the Secret alertmanager-receivers: kubectl -n observability get secret alertmanager-receivers -o jsonpath="{.data}" shows which there are.',
    'If the change came with the last merge, revert it: git log --oneline -- dist/<environment>/alertmanager.k8s.yaml.',
  ],
});

const activeSilences = (howMany: number, target = replica('a')): InputSeries =>
  stays(silences, { ...target, state: 'active' }, howMany);

export const silenced = signal({
  name: 'AlertmanagerManySilences',
  title: 'Silences',
  description: (t) =>
    `Silences that hold now. More than ${t.warning} for days are no reaction to incidents any more: they hide alerts that should be mended or deleted.`,
  query: silences.where({ ...own, state: 'active' }).maxBy(),
  warning: above(count(50)).for('1h'),
  examples: {
    warning: {
      fires: {
        series: [activeSilences(50.25), activeSilences(3, replica('b'))],
        at: '61m',
        notYetAt: '59m',
        labels: {},
      },
      quiet: {
        series: [
          activeSilences(49.75),
          stays(silences, { ...replica('a'), state: 'expired' }, 900),
          ...strangers.map((target) => activeSilences(90, target)),
        ],
        at: '2h',
      },
    },
  },
  impact: 'The next incident may be among what nobody hears.',
  nextSteps: [
    'List them by who made them: kubectl -n observability exec alertmanager-main-0 -c alertmanager -- amtool silence query --alertmanager.url=http://localhost:9093 -o extended.',
    'For each that is older than a week, ask its author to mend the alert: a threshold is changed in workloads/, or for one environment with override() in its file.',
  ],
});

export const internal = trouble({
  name: 'AlertmanagerStateFails',
  title: 'Failures within',
  description:
    'What fails within Alertmanager, by kind: alerts that it refuses as invalid (alert), silences (silence) or the record of what was sent (record) that cannot be written to disk.',
  scraped: own,
  label: 'kind',
  kinds: {
    alert: wrong(invalidAlerts, own, { version: 'v2' }),
    silence: wrong(silenceErrors, own),
    record: wrong(logErrors, own),
  },
  impact:
    'Alerts with invalid labels reach nobody; silences and the record are lost with the next restart of all replicas, and everything that is silenced is told again.',
  nextSteps: [
    'See how full the volume is: kubectl -n observability exec alertmanager-main-0 -c alertmanager -- df -h /alertmanager.',
    'For invalid alerts, read who sends what: kubectl -n observability logs -l app.kubernetes.io/name=alertmanager -c alertmanager --since=15m | grep -i invalid; a label with an empty name, or an end before the start.',
  ],
});

export const objective = notFailing({
  id: 'delivery',
  title: 'Alert delivery',
  promise: 'of notifications are delivered',
  objective: percent(99.5),
  all: notifications.where(own),
  failed: notificationsFailed.where(own),
  // The dead man's switch outside calls when nothing is sent at all.
  missing: 'not counted',
  signals: [failures],
  impact: 'Incidents are found by those who suffer from them instead of by those who could have prevented them.',
  nextSteps: [
    'On the dashboard Alertmanager, see which way fails and for which reason, and since when.',
    'Renew the key or the URL of that receiver in the Secret alertmanager-receivers, and let the pods take it: kubectl -n observability rollout restart statefulset alertmanager-main.',
    'Until it is mended, tell the teams whose receiver it is in their channels to watch the page Alerts of Alertmanager.',
  ],
});
