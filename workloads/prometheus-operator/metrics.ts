import { any, counter, gauge } from '../../promql';

// Names, labels and meaning as in the operator v0.93.1: pkg/operator/operator.go, pkg/operator/resource_reconciler.go. Each of its
// controllers has the label `controller`; those whose resources are not there do not start.
const CONTROLLER = { controller: ['alertmanager', 'prometheus', 'prometheus-agent', 'thanos'] } as const;

export const ready = gauge('prometheus_operator_ready', {
  labels: CONTROLLER,
  unit: 'ratio',
  help: '1 when the controller reconciles, 0 while it has not read what there is.',
});

export const reconciliations = counter('prometheus_operator_reconcile_operations_total', {
  labels: CONTROLLER,
  help: 'Resources that were looked at.',
});

export const reconciliationErrors = counter('prometheus_operator_reconcile_errors_total', {
  labels: CONTROLLER,
  help: 'Resources that could not be brought to what they say.',
});

export const syncs = gauge('prometheus_operator_syncs', {
  labels: { ...CONTROLLER, status: ['ok', 'failed'] },
  unit: 'count',
  help: 'Resources by whether they were brought to what they say the last time.',
});

export const resources = gauge('prometheus_operator_managed_resources', {
  labels: { ...CONTROLLER, resource: any, state: ['selected', 'rejected'] },
  unit: 'count',
  help: 'Monitors, probes and rules by whether they were taken or refused.',
});

export const lists = counter('prometheus_operator_list_operations_total', {
  labels: CONTROLLER,
  help: 'Lists of the Kubernetes API.',
});

export const listsFailed = counter('prometheus_operator_list_operations_failed_total', {
  labels: CONTROLLER,
  help: 'Lists of the Kubernetes API that failed.',
});

export const watches = counter('prometheus_operator_watch_operations_total', {
  labels: CONTROLLER,
  help: 'Watches of the Kubernetes API.',
});

export const watchesFailed = counter('prometheus_operator_watch_operations_failed_total', {
  labels: CONTROLLER,
  help: 'Watches of the Kubernetes API that failed.',
});
