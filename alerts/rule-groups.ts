import { print } from '../promql';
import { severitiesOf, type AnyRecorded, type Links, type Workload } from '../signals';
import { alertRule } from './alert-rule';
import { ALERT_INTERVAL, type RuleGroup } from './rule';

/**
 * The workload's rules: a group of recordings for every interval (evaluated in order, so one may read another), then
 * one of alerts. Names are stable: `<workload>.recordings.<interval>` and `<workload>.alerts`.
 */
export function ruleGroups(workload: Workload, links: Links): readonly RuleGroup[] {
  const intervals = [...new Set(workload.recordings.map(({ interval }) => interval))];
  const alerts = workload.signals.flatMap((signal) =>
    severitiesOf(signal).map((severity) => alertRule(workload, signal, severity, links)),
  );
  return [
    ...intervals.map((interval) => recordingGroup(workload, interval)),
    { name: `${workload.name}.alerts`, interval: ALERT_INTERVAL, rules: alerts },
  ];
}

function recordingGroup({ name, recordings }: Workload, interval: AnyRecorded['interval']): RuleGroup {
  const rules = recordings
    .filter((recorded) => recorded.interval === interval)
    .map(({ record, source }) => ({ record, expr: print(source.expr) }));
  return { name: `${name}.recordings.${interval}`, interval, rules };
}
