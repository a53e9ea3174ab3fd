import { alertName, severitiesOf, WATCHDOG, WRITER, type Team, type Workload } from '../../signals';
import { alertLabels } from '../alert-rule';
import { logAlertLabels } from '../logs/alert-rule';
import { alertLabels as sloAlertLabels } from '../slo/alert-rule';
import { sloGroups } from '../slo/rule-groups';
import { watchdogLabels } from '../watchdog';
import type { Labels } from './matcher';

/** An alert as Alertmanager gets it, as far as its rule says. */
export interface RoutedAlert {
  readonly name: string;
  /** What the rule sets, with the name. Labels of the series (the tester, the model) come on top. */
  readonly labels: Labels;
  /** What is wrong with its workload does not silence it. */
  readonly standsAlone?: true;
}

const routed = (name: string, labels: Labels): RoutedAlert => ({ name, labels: { alertname: name, ...labels } });

/** Every alert that may fire, as its rule labels it. @param owner of the watchdog */
export const alertsOf = (workloads: readonly Workload[], owner: Team): readonly RoutedAlert[] => [
  ...workloads.flatMap((workload) => [...ofSignals(workload), ...ofLogs(workload), ...ofObjectives(workload)]),
  routed(WATCHDOG, watchdogLabels(owner)),
];

const ofSignals = (workload: Workload): readonly RoutedAlert[] =>
  workload.signals.flatMap((signal) =>
    severitiesOf(signal).map((severity) => routed(signal.name, alertLabels(workload, signal, severity))),
  );

const ofLogs = (workload: Workload): readonly RoutedAlert[] =>
  workload.logs.map((signal) => ({
    ...routed(signal.name, logAlertLabels(workload, signal)),
    ...(signal.standsAlone && { standsAlone: true }),
  }));

const ofObjectives = (workload: Workload): readonly RoutedAlert[] =>
  workload.objectives.flatMap((slo) =>
    slo.kind === 'composite'
      ? []
      : sloGroups(workload, slo).flatMap(({ conditions }) =>
          conditions.map((condition) =>
            routed(alertName(workload, slo, condition.kind), sloAlertLabels(workload, slo, condition)),
          ),
        ),
  );

/** Every label that some alert may carry: what rules set, and what their series have. */
export const labelsOf = (workloads: readonly Workload[], owner: Team): readonly string[] => [
  ...new Set([
    ...alertsOf(workloads, owner).flatMap(({ labels }) => Object.keys(labels)),
    ...workloads.flatMap(({ signals }) => signals.flatMap(({ query }) => query.labels)),
    ...(workloads.some(({ logs }) => logs.length > 0) ? [WRITER] : []),
    ...workloads.flatMap(({ objectives }) =>
      objectives.flatMap((slo) => (slo.kind === 'objective' ? slo.sli.labels : [])),
    ),
  ]),
];
