import type { RuleGroup } from '../../alerts/rule';
import type { Place, Rule } from './mutants';
import { children, everyNode, parsed } from './syntax';

/** What an expression selects: a name, where it states one, and the labels that must be equal to something. */
export interface Selector {
  readonly name: string | undefined;
  readonly equal: Readonly<Record<string, string>>;
}

const known = new Map<string, readonly Selector[]>();

export function selectorsOf(expr: string): readonly Selector[] {
  const found = known.get(expr) ?? everyNode(parsed(expr)).flatMap((node) => selectorAt(node, expr));
  known.set(expr, found);
  return found;
}

function selectorAt(node: ReturnType<typeof parsed>, expr: string): readonly Selector[] {
  if (node.name !== 'VectorSelector') return [];
  const text = (part: { from: number; to: number }): string => expr.slice(part.from, part.to);
  const identifier = node.getChild('Identifier');
  const matchers = node.getChild('LabelMatchers');
  const equal = (matchers ? children(matchers) : []).flatMap((matcher) => {
    const [label, op, value] = children(matcher);
    return label && op && value && text(op) === '=' ? [[text(label), JSON.parse(text(value)) as string] as const] : [];
  });
  return [{ name: identifier ? text(identifier) : undefined, equal: Object.fromEntries(equal) }];
}

/** Prometheus writes this for every alert that is pending or fires. */
const ALERTS = 'ALERTS';

/** Whether the selector may find what the rule writes. A label that the rule does not state may have any value. */
function finds({ name, equal }: Selector, rule: Rule): boolean {
  const isAlert = 'alert' in rule;
  const written = isAlert ? ALERTS : rule.record;
  if (name !== undefined && name !== written) return false;
  const labels: Readonly<Record<string, string>> = { ...rule.labels, ...(isAlert && { alertname: rule.alert }) };
  return Object.entries(equal).every(([label, value]) => (labels[label] ?? value) === value);
}

const samePlace = (a: Place, b: Place): boolean => a.group === b.group && a.index === b.index;

interface Placed {
  readonly place: Place;
  readonly rule: Rule;
}

const placed = (groups: readonly RuleGroup[]): readonly Placed[] =>
  groups.flatMap(({ name: group, rules }) => rules.map((rule, index) => ({ place: { group, index }, rule })));

/** The places of all rules that decide what the expressions yield: those that they read, and what these read. */
export const readBy = (exprs: readonly string[], groups: readonly RuleGroup[]): readonly Place[] =>
  exprs
    .map((expr) => readByOne(expr, groups))
    .reduce<readonly Place[]>((all, some) => [...all, ...some.filter((place) => !includes(all, place))], []);

/** Most tests of an objective ask the same of the same rules. */
const alreadyRead = new WeakMap<readonly RuleGroup[], Map<string, readonly Place[]>>();

function readByOne(expr: string, groups: readonly RuleGroup[]): readonly Place[] {
  const ofGroups = alreadyRead.get(groups) ?? new Map<string, readonly Place[]>();
  alreadyRead.set(groups, ofGroups);
  const places = ofGroups.get(expr) ?? closure(expr, groups);
  ofGroups.set(expr, places);
  return places;
}

function closure(expr: string, groups: readonly RuleGroup[]): readonly Place[] {
  const rules = placed(groups);
  const reached = new Set<Placed>();
  let front = [expr];
  while (front.length > 0) {
    const wanted = front.flatMap(selectorsOf);
    const next = rules.filter((one) => !reached.has(one) && wanted.some((selector) => finds(selector, one.rule)));
    next.forEach((one) => reached.add(one));
    front = next.map(({ rule }) => rule.expr);
  }
  return [...reached].map(({ place }) => place);
}

/** Whether the expression itself selects what one of these rules writes. */
export const findsDirectly = (expr: string, rules: readonly Rule[]): boolean =>
  rules.some((rule) => selectorsOf(expr).some((selector) => finds(selector, rule)));

export const includes = (places: readonly Place[], place: Place): boolean =>
  places.some((other) => samePlace(other, place));

/** The groups with another rule at a place; where they lack the place, as they are. */
export const withRule = (groups: readonly RuleGroup[], place: Place, rule: Rule): readonly RuleGroup[] =>
  groups.map((group) =>
    group.name === place.group
      ? { ...group, rules: group.rules.map((old, index) => (index === place.index ? rule : old)) }
      : group,
  );

/** Only the rules at these places, in their order; groups without any are left out. */
export const only = (groups: readonly RuleGroup[], places: readonly Place[]): readonly RuleGroup[] =>
  groups
    .map((group) => ({
      ...group,
      rules: group.rules.filter((_, index) => includes(places, { group: group.name, index })),
    }))
    .filter(({ rules }) => rules.length > 0);

/** The rules that are mutated: alerts, all rules of objectives, and the recordings that these read. */
export function concerned(groups: readonly RuleGroup[], isObjective: (group: string) => boolean): readonly Place[] {
  const own = placed(groups).filter(({ place, rule }) => 'alert' in rule || isObjective(place.group));
  const read = readBy(
    own.map(({ rule }) => rule.expr),
    groups,
  );
  return [...own.map(({ place }) => place), ...read];
}
