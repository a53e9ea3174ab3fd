import { any, counter, gauge } from '../../promql';

// Names, labels and meaning as in Prometheus v3.14.0: rules/group.go, notifier/metric.go.

export const evaluations = counter('prometheus_rule_evaluations_total', {
  labels: { rule_group: any },
  help: 'Rules evaluated, by the file and the name of their group.',
});

export const evaluationsFailed = counter('prometheus_rule_evaluation_failures_total', {
  labels: { rule_group: any },
  help: 'Rules whose evaluation failed.',
});

export const iterationsMissed = counter('prometheus_rule_group_iterations_missed_total', {
  labels: { rule_group: any },
  help: 'Evaluations of a group that were left out, since the one before was still going on.',
});

export const groupDuration = gauge('prometheus_rule_group_last_duration_seconds', {
  labels: { rule_group: any },
  unit: 'seconds',
  help: 'How long the last evaluation of the group took.',
});

export const groupInterval = gauge('prometheus_rule_group_interval_seconds', {
  labels: { rule_group: any },
  unit: 'seconds',
  help: 'How often the group is evaluated.',
});

export const alertmanagersDiscovered = gauge('prometheus_notifications_alertmanagers_discovered', {
  unit: 'count',
  help: 'Alertmanagers that alerts are sent to.',
});

export const alertsSent = counter('prometheus_notifications_sent_total', {
  labels: { alertmanager: any },
  help: 'Alerts that an Alertmanager took.',
});

export const alertErrors = counter('prometheus_notifications_errors_total', {
  labels: { alertmanager: any },
  help: 'Alerts that an Alertmanager did not take.',
});

export const alertsDropped = counter('prometheus_notifications_dropped_total', {
  labels: { alertmanager: any },
  help: 'Alerts given up: errors, and what no queue had room for.',
});

export const alertQueue = gauge('prometheus_notifications_queue_length', {
  labels: { alertmanager: any },
  unit: 'count',
  help: 'Alerts that wait to be sent to an Alertmanager.',
});

export const alertQueueCapacity = gauge('prometheus_notifications_queue_capacity', {
  unit: 'count',
  help: 'Alerts that may wait.',
});
