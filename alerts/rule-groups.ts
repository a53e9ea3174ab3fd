import { print } from '../promql';
import { severitiesOf, type AnyRecorded, type Links, type Workload } from '../signals';
import { alertRule } from './alert-rule';
import { ALERT_INTERVAL, type RuleGroup } from './rule';

/**
 * The workload's rules: a group of recordings for every interval (evaluated in order, so one may read another), then
 * one of alerts. Names are stable: `<workload>.recordings.<interval>` and `<workload>.alerts`.
 */
export function ruleGroups(workload: Workload, links: Links): readonly RuleGroup[] {
  const alerts = workload.signals.flatMap((signal) =>
    severitiesOf(signal).map((severity) => alertRule(workload, signal, severity, links)),
  );
  return [
    ...recordingIntervals(workload).map((interval) => recordingGroup(workload, interval)),
    { name: alertsName(workload), interval: ALERT_INTERVAL, rules: alerts },
  ];
}

/** The names of the groups, those that write before those that read. */
export const groupNames = (workload: Workload): readonly string[] => [
  ...recordingIntervals(workload).map((interval) => recordingsName(workload, interval)),
  alertsName(workload),
];

const alertsName = ({ name }: Workload): string => `${name}.alerts`;
const recordingsName = ({ name }: Workload, interval: string): string => `${name}.recordings.${interval}`;
const recordingIntervals = ({ recordings }: Workload) => [...new Set(recordings.map(({ interval }) => interval))];

function recordingGroup(workload: Workload, interval: AnyRecorded['interval']): RuleGroup {
  const rules = workload.recordings
    .filter((recorded) => recorded.interval === interval)
    .map(({ record, source }) => ({ record, expr: print(source.expr) }));
  return { name: recordingsName(workload, interval), interval, rules };
}
