import { print, remembered } from '../../promql';
import type { Composite, Links, Objective, Slo, Workload } from '../../signals';
import { identity, isLasting, lasting } from '../../signals';
import type { RecordingRule, RuleGroup } from '../rule';
import { ageRecording, firstSeenRecording } from './age';
import { sloAlertRule } from './alert-rule';
import { periodRecordings } from './budget';
import { burntRecording, currentBurn } from './burnt';
import { compositeRecordings } from './composite';
import { budgetConditions, noDataConditions, tierConditions } from './conditions';
import { metadataRecordings } from './metadata';
import { pairRecordings } from './pair';
import { ratioRecording } from './ratios';
import type { SloCondition, SloRecording } from './rule';
import { periodEventsRecording } from './spent';
import { ageWindows, burntWindows, FAST, isSlow, ratioWindows, SLOW } from './windows';

/** The rules of one objective at one interval, as trees: printed into rule files, and priced. */
export interface SloGroup {
  readonly name: string;
  readonly interval: typeof FAST | typeof SLOW;
  readonly slo: Slo;
  readonly recordings: readonly SloRecording[];
  readonly conditions: readonly SloCondition[];
}

/**
 * Two groups for each objective: `<workload>.slo.<id>` every 30 seconds, and `<workload>.slo.<id>.days` every five
 * minutes. Within a group, what is read stands before what reads it; alerts on series that are written every five
 * minutes stand in that group, since at any other time those may lie just outside Prometheus's lookback.
 */
export const sloGroups = (workload: Workload, slo: Slo): readonly SloGroup[] => groupsIn(workload)(slo);

/** Environments that share a workload share the trees of its rules. */
const groupsIn = remembered((workload: Workload) =>
  remembered((slo: Slo) =>
    slo.kind === 'objective' ? objectiveGroups(workload, slo) : compositeGroups(workload, slo),
  ),
);

const groupName = (workload: Workload, { id }: Slo, slow: boolean): string =>
  `${workload.name}.slo.${id}${slow ? '.days' : ''}`;

function objectiveGroups(workload: Workload, objective: Objective): readonly SloGroup[] {
  const ratios = (slow: boolean): readonly SloRecording[] =>
    ratioWindows(objective)
      .filter((window) => isSlow(window) === slow)
      .map((window) => ratioRecording(workload, objective, window));
  const ages = (slow: boolean): readonly SloRecording[] =>
    ageWindows(objective)
      .filter((window) => isSlow(window) === slow)
      .map((window) => ageRecording(workload, objective, window));
  const burnt = (slow: boolean): readonly SloRecording[] =>
    burntWindows(objective)
      .filter((window) => isSlow(window) === slow)
      .map((window) => burntRecording(workload, objective, window));
  return [
    {
      name: groupName(workload, objective, false),
      interval: FAST,
      slo: objective,
      recordings: [
        ...metadataRecordings(objective),
        ...pairRecordings(workload, objective),
        ...ratios(false),
        ...ages(false),
        ...burnt(false),
        currentBurn(workload, objective),
      ],
      conditions: tierConditions(workload, objective, false),
    },
    {
      name: groupName(workload, objective, true),
      interval: SLOW,
      slo: objective,
      recordings: [
        firstSeenRecording(workload, objective),
        periodEventsRecording(workload, objective),
        ...ratios(true),
        ...ages(true),
        ...burnt(true),
        ...periodRecordings(workload, objective),
      ],
      conditions: [
        ...tierConditions(workload, objective, true),
        ...budgetConditions(workload, objective),
        ...noDataConditions(workload, objective),
      ],
    },
  ];
}

const compositeGroups = (workload: Workload, slo: Composite): readonly SloGroup[] =>
  [false, true].map((slow) => ({
    name: groupName(workload, slo, slow),
    interval: slow ? SLOW : FAST,
    slo,
    recordings: [...(slow ? [] : metadataRecordings(slo)), ...compositeRecordings(workload, slo, slow)],
    conditions: [],
  }));

/** The groups as Prometheus reads them. */
export const sloRuleGroups = (workload: Workload, slo: Slo, links: Links): readonly RuleGroup[] =>
  sloGroups(workload, slo).map((group) => ({
    name: group.name,
    interval: group.interval,
    rules: [
      ...group.recordings.map((recording) => recordingRule(workload, group.slo, recording)),
      ...group.conditions.map((condition) => sloAlertRule(workload, group.slo as Objective, condition, links)),
    ],
  }));

const recordingRule = (workload: Workload, slo: Slo, recording: SloRecording): RecordingRule => ({
  record: recording.record,
  expr: print(recording.source.expr),
  labels: recordingLabels(workload, slo, recording),
});

/** What a recorded series carries beside the labels of its group. */
export function recordingLabels(workload: Workload, slo: Slo, { record, labels }: SloRecording): Labels {
  const own = identity(workload, slo);
  return { ...(isLasting(record) ? lasting(own) : own), ...labels };
}

type Labels = Readonly<Record<string, string>>;
