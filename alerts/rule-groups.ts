import { print } from '../promql';
import {
  ALERT_INTERVAL,
  recordedForPanel,
  severitiesOf,
  type AnyRecorded,
  type Links,
  type Slo,
  type Workload,
} from '../signals';
import { alertRule } from './alert-rule';
import type { RuleGroup } from './rule';
import { sloRuleGroups } from './slo/rule-groups';

/**
 * The workload's rules: a group of recordings for every interval (evaluated in order, so one may read another), one of
 * alerts, one of what panels draw, and those of its objectives. Names are stable: `<workload>.recordings.<interval>`,
 * `<workload>.alerts`, `<workload>.panels`, and `<workload>.slo.<objective>` with `.days` for what moves slowly.
 */
export const ruleGroups = (workload: Workload, links: Links): readonly RuleGroup[] => [
  ...signalRuleGroups(workload, links),
  ...panelGroups(workload),
  ...workload.objectives.flatMap((slo) => sloRuleGroups(workload, slo, links)),
];

/** The recordings and the alerts of the workload's signals. */
export function signalRuleGroups(workload: Workload, links: Links): readonly RuleGroup[] {
  const rules = workload.signals.flatMap((signal) =>
    severitiesOf(signal).map((severity) => alertRule(workload, signal, severity, links)),
  );
  return [...recordingGroups(workload), { name: `${workload.name}.alerts`, interval: ALERT_INTERVAL, rules }];
}

/** What is recorded for panels, if anything is: no alert reads it. */
function panelGroups({ name, signals }: Workload): readonly RuleGroup[] {
  const recorded = signals.filter(({ view }) => view.recorded).map(recordedForPanel);
  const [first] = recorded;
  if (!first) return [];
  const rules = recorded.map(({ record, source }) => ({ record, expr: print(source.expr) }));
  return [{ name: `${name}.panels`, interval: first.interval, rules }];
}

/** The recordings that an objective's indicator may read, and the rules of the objective. */
export const objectiveRuleGroups = (workload: Workload, slo: Slo, links: Links): readonly RuleGroup[] => [
  ...recordingGroups(workload),
  ...(slo.kind === 'composite' ? slo.of : []).flatMap((member) => sloRuleGroups(workload, member, links)),
  ...sloRuleGroups(workload, slo, links),
];

const recordingGroups = (workload: Workload): readonly RuleGroup[] =>
  [...new Set(workload.recordings.map(({ interval }) => interval))].map((interval) =>
    recordingGroup(workload, interval),
  );

function recordingGroup(workload: Workload, interval: AnyRecorded['interval']): RuleGroup {
  const rules = workload.recordings
    .filter((recorded) => recorded.interval === interval)
    .map(({ record, source }) => ({ record, expr: print(source.expr) }));
  return { name: `${workload.name}.recordings.${interval}`, interval, rules };
}
