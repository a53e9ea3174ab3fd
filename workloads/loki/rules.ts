import { any, count, counter, gauge } from '../../promql';
import { below, signal, stays } from '../../signals';
import { trouble, wrong } from '../trouble';
import { own, replica, strangers } from './scraping';

// Names, labels and meaning as the ruler of Loki 3.7.6 exposes them.

export const evaluationsFailed = counter('loki_prometheus_rule_evaluation_failures_total', {
  labels: { rule_group: any, user: any },
  help: 'Evaluations of rules on log lines that failed.',
});

export const evaluationsMissed = counter('loki_prometheus_rule_group_iterations_missed_total', {
  labels: { rule_group: any, user: any },
  help: 'Evaluations of groups that were left out, since the one before took too long.',
});

export const alertsDropped = counter('loki_prometheus_notifications_dropped_total', {
  labels: { alertmanager: any, user: any },
  help: 'Alerts that an Alertmanager was not told of.',
});

export const alertmanagersKnown = gauge('loki_prometheus_notifications_alertmanagers_discovered', {
  labels: { user: any },
  unit: 'count',
  help: 'Alertmanagers that the DNS knows, as each replica that evaluates rules sees it.',
});

const group = { rule_group: '/loki/rules-temp/fake/rules.yaml;loki.logs', user: 'fake' };

export const ruleFailures = trouble({
  name: 'LokiRulesFail',
  title: 'Rules that fail',
  description:
    'What keeps rules on log lines from being told of, by kind: evaluations that fail or are left out (evaluation, missed), and alerts that an Alertmanager was not told of (telling).',
  scraped: own,
  label: 'kind',
  kinds: {
    evaluation: wrong(evaluationsFailed, own, group),
    missed: wrong(evaluationsMissed, own, group),
    telling: wrong(alertsDropped, own, { alertmanager: 'http://alertmanager-main-0:9093/api/v2/alerts', user: 'fake' }),
  },
  // Evaluations are five minutes apart.
  for: '15m',
  impact: 'Nobody is told that a service writes secrets, or errors that no metric shows.',
  nextSteps: [
    'Read the reason: kubectl -n observability logs -l app.kubernetes.io/name=loki --since=30m | grep -E "rule evaluation failed|Error sending alert".',
    'For evaluation with "query timed out" or "too many outstanding requests", see on this dashboard how much is logged: a window has become too large to be read.',
    'For telling, see whether Alertmanager answers: kubectl -n observability get pods -l app.kubernetes.io/name=alertmanager; and that the policy lets Loki through: kubectl -n observability get networkpolicy loki -o yaml.',
  ],
});

const knows = (howMany: number, target = replica('a')) =>
  stays(alertmanagersKnown, { ...target, user: 'fake' }, howMany);

export const alertmanagers = signal({
  name: 'LokiAlertmanagersUnknown',
  title: 'Alertmanagers known to rules',
  description: (t) =>
    `How many Alertmanagers the DNS knows, as the replica sees it that knows the fewest: below ${t.warning} alerts on log lines go nowhere, and none of them is counted as lost.`,
  query: alertmanagersKnown.where(own).minBy(),
  warning: below(count(1)).for('15m'),
  examples: {
    warning: {
      fires: {
        series: [knows(0), knows(3, replica('b')), ...strangers.map((target) => knows(2, target))],
        at: '16m',
        notYetAt: '14m',
        labels: {},
      },
      quiet: { series: [knows(1), ...strangers.map((target) => knows(0, target))], at: '30m' },
    },
  },
  impact: 'Nobody is told that a service writes secrets, or errors that no metric shows.',
  nextSteps: [
    'Ask the DNS as Loki does, from a pod that has nslookup: nslookup -type=SRV _web._tcp.alertmanager-operated.observability.svc.cluster.local.',
    'If it knows none, see whether the operator has made the Service: kubectl -n observability get service alertmanager-operated, and its pods.',
    'If it knows them, port 53 is closed for Loki: kubectl -n observability get networkpolicy loki -o yaml.',
  ],
});
