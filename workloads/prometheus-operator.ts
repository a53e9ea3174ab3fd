import { blind, dashboard, moreGeneral, row, workload } from '../signals';
import * as metrics from './prometheus-operator/metrics';
import * as reconciling from './prometheus-operator/reconciling';
import { sre } from './teams';

/** The operator: is what is declared also in force? */
export const prometheusOperator = workload({
  name: 'prometheus-operator',
  title: 'Prometheus Operator',
  team: sre,
  scrape: reconciling.scrape,
  metrics,
  signals: [
    reconciling.targets,
    reconciling.rejected,
    reconciling.taken,
    reconciling.failing,
    reconciling.errorRatio,
    reconciling.apiErrors,
    reconciling.readiness,
    reconciling.work,
  ],
  inhibitions: [
    blind(reconciling.targets),
    moreGeneral(reconciling.apiErrors, { than: [reconciling.errorRatio, reconciling.failing] }),
  ],
  gaps: { objectives: 'What it is late with hurts nobody at once, and what it cannot do is an alert.' },
  dashboards: [
    dashboard(
      'Prometheus Operator',
      {
        uid: 'prometheus-operator',
        description: 'Is what monitors, rules and Prometheus itself are declared to be also in force?',
      },
      row('In force', reconciling.rejected, reconciling.taken, reconciling.failing),
      row('Work', reconciling.errorRatio, reconciling.apiErrors, reconciling.work),
      row('Operator', reconciling.targets, reconciling.readiness),
    ),
  ],
});
