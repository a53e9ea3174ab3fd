import { milliseconds, type Duration } from '../../../promql';
import type { RenderedGroup, RenderedRule } from '../../live/harness/rendered';

/** The rules of one objective, as one generator writes them. */
export interface RuleSet {
  readonly name: string;
  readonly groups: readonly Group[];
}

export interface Group extends RenderedGroup {
  readonly interval: Duration;
}

/** What a Prometheus evaluates groups at that state no interval of their own: as often as ours of alerts. */
export const EVALUATION_INTERVAL: Duration = '30s';

export const ruleSet = (name: string, groups: readonly RenderedGroup[]): RuleSet => ({
  name,
  groups: groups.map((group) => ({ ...group, interval: (group.interval ?? EVALUATION_INTERVAL) as Duration })),
});

export const evaluationsPerHour = ({ interval }: Group): number => milliseconds('1h') / milliseconds(interval);

/** Whether the rule writes a series; the others are alerts. */
export const isRecording = (rule: RenderedRule): rule is RenderedRule & { readonly record: string } =>
  rule.record !== undefined;
