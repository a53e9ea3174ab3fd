import { milliseconds, type Duration } from '../../promql';
import type { AlertRule, RecordingRule, RuleGroup } from '../../alerts/rule';
import { applied, expressionEdits, type Edit, type ExpressionKind } from './expression';

export type Rule = AlertRule | RecordingRule;

/** The kinds of change that are tried, in the order of the report. */
export const KINDS = [
  'factor',
  'window',
  'matcher',
  'comparison',
  'guard',
  'grouping',
  'operator',
  'aggregation',
  'label',
  'for',
] as const satisfies readonly (ExpressionKind | 'label' | 'for')[];
export type Kind = (typeof KINDS)[number];

/** Where a rule stands: its group's name, and its place in it. Groups that are rendered twice have it at the same place. */
export interface Place {
  readonly group: string;
  readonly index: number;
}

/** A rule with one change. */
export interface Mutant {
  readonly place: Place;
  /** The rule's name, with what tells it from others of that name. */
  readonly title: string;
  readonly kind: Kind;
  readonly was: string;
  readonly now: string;
  readonly rule: Rule;
  readonly before: Rule;
  /** Where in the expression it is, if it is there. */
  readonly edit?: Edit;
}

export const nameOf = (rule: Rule): string => ('alert' in rule ? rule.alert : rule.record);

/** A rule's name with its severity, tier or window, where these tell rules of one name apart. */
export function titleOf(rule: Rule): string {
  const { severity, tier, sloth_window }: Readonly<Record<string, string>> = rule.labels ?? {};
  return [nameOf(rule), severity, tier, sloth_window].filter(Boolean).join(' ');
}

/** Each rule with one change at a time. @param concerned of which rules; default: all */
export const mutants = (groups: readonly RuleGroup[], concerned: (place: Place) => boolean = () => true) =>
  groups.flatMap(({ name: group, rules }) =>
    rules.flatMap((rule, index) => (concerned({ group, index }) ? mutantsOf(rule, { group, index }) : [])),
  );

function mutantsOf(rule: Rule, place: Place): readonly Mutant[] {
  const title = titleOf(rule);
  return changes(rule)
    .filter((change) => change.was !== change.now)
    .map((change) => ({ place, title, before: rule, ...change }));
}

type Change = Pick<Mutant, 'kind' | 'was' | 'now' | 'rule' | 'edit'>;

const changes = (rule: Rule): readonly Change[] => [...expressions(rule), ...labels(rule), ...durations(rule)];

const expressions = (rule: Rule): readonly Change[] =>
  expressionEdits(rule.expr).map((edit) => ({
    kind: edit.kind,
    was: edit.was,
    now: edit.now,
    rule: { ...rule, expr: applied(rule.expr, edit) },
    edit,
  }));

/** Each label dropped; of an alert, where receivers and inhibition read the value, also changed. */
const labels = (rule: Rule): readonly Change[] =>
  Object.entries(rule.labels ?? {}).flatMap(([label, value]) => {
    const others = Object.entries(rule.labels ?? {}).filter(([other]) => other !== label);
    const withLabels = (entries: readonly (readonly [string, string])[]): Rule =>
      ({ ...rule, labels: Object.fromEntries(entries) }) as Rule;
    const was = `label ${label}="${value}"`;
    const dropped: Change = { kind: 'label', was, now: 'none', rule: withLabels(others) };
    if (!('alert' in rule)) return [dropped];
    const changed = withLabels([...others, [label, 'another']]);
    return [dropped, { kind: 'label', was, now: `label ${label}="another"`, rule: changed }];
  });

function durations(rule: Rule): readonly Change[] {
  if (!('alert' in rule) || rule.for === undefined) return [];
  const doubled = `${(2 * milliseconds(rule.for as Duration)) / 1000}s`;
  return ['0s', doubled].map((how) => ({
    kind: 'for',
    was: `for: ${rule.for}`,
    now: `for: ${how}`,
    rule: { ...rule, for: how },
  }));
}
