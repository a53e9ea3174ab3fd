import type { SyntaxNode } from '@lezer/common';
import { IDENTITY, slothId, WINDOW } from '../../signals';
import { WORKLOADS } from '../../workloads';
import { changed, type Equivalence } from './equivalence';
import { OF_ANY_SIGNAL } from './equivalent-signals';
import { onlyItsSignMatters } from './expression';
import type { Mutant } from './mutants';
import { binary, children, everyNode, isComparison, literal, nodesOf, parsed, sameNode } from './syntax';

export const EQUIVALENT: readonly Equivalence[] = [
  ...OF_ANY_SIGNAL,
  {
    name: 'another aggregation of one series',
    why: 'an objective records one series for each of its groups, and aggregates it by these: sum, max and min are the same',
    covers: (mutant) => mutant.kind === 'aggregation' && aggregatesOneSeries(mutant),
  },
  {
    name: 'no sloth_id on one side of a join',
    why: 'both sides are joined on sloth_id, and the other side still has the matcher: nothing of other objectives is left',
    covers: (mutant) => mutant.kind === 'matcher' && isJoinedWithOwn(mutant),
  },
  {
    name: 'no sloth_window on one side of a join',
    why: 'both sides are joined on all labels, and the other is the error ratio of that window: other windows meet nothing',
    covers: (mutant) => mutant.kind === 'matcher' && isJoinedWithWindow(mutant),
  },
  {
    name: 'no sloth_id among the labels of a join',
    why: 'both sides are of the objective alone, so that all that is joined has the same sloth_id',
    covers: (mutant) => mutant.kind === 'grouping' && isJoinOfOwn(mutant),
  },
  {
    name: 'a grouping label that the rule adds',
    why: 'the rule aggregates one series for each group, and gives its result the label with the same value',
    covers: (mutant) => mutant.kind === 'grouping' && isAddedAgain(mutant),
  },
  {
    name: 'the budget spent within a day, beside that spent within a week',
    why: 'a week has at least the bad events of its last day: where those of the day are enough, so are those of the week',
    covers: ({ title, kind, edit, before }) =>
      title === 'slo:error_budget_state:level' &&
      kind === 'matcher' &&
      edit?.text.includes('sloth_window') === false &&
      edit.text.includes('sloth_id="') &&
      before.expr.slice(edit.from, edit.to).includes('sloth_window="7d"'),
  },
  {
    name: 'the value of an alert that tells none',
    why: 'the alert is about what is there and what is not: another aggregation of it is there for the same groups',
    covers: (mutant) => mutant.kind === 'aggregation' && isValueUntold(mutant),
  },
  {
    name: 'a label that is there already',
    why: 'the series that the rule reads have the label with this value, and nothing in the expression takes it away',
    covers: (mutant) => mutant.kind === 'label' && mutant.now === 'none' && hasItAlready(mutant),
  },
  {
    name: '> 0 of minutes',
    why: 'a group that has a series of slices at all has counted at least one: their sum is never zero',
    covers: (mutant) => mutant.kind === 'guard' && isOfSlices(mutant),
  },
  {
    name: 'zero where nothing failed, of an alert that asks for some failures as well',
    why: 'where there are some, they have series, and that side of the `or` yields nothing',
    covers: (mutant) => /^(StdfEtl|WaferMap)ErrorRatio /.test(mutant.title) && isAboutZeroes(mutant),
  },
  {
    name: 'the largest of some increases or shares instead of all of them, where they are at most 0',
    why: 'none of them is ever negative: the largest is 0 where the sum, the mean or the rate is',
    covers: ({ title, kind }) =>
      kind === 'aggregation' &&
      (/^(StdfEtlNoJobFinished|AteExporterFrozen) /.test(title) || title === 'tester:ate_tests:increase30m'),
  },
  {
    name: 'another way to count times at which a tester said that it is up',
    why: 'the other side of the `and` keeps testers only that always said 1: their sum is their count, whichever replica said so',
    covers: ({ title, kind, was }) =>
      kind === 'aggregation' && title === 'tester:ate_tester_status:min30m' && was.startsWith('count_over_time'),
  },
  {
    name: '> 0 of a divisor, of an alert above a threshold',
    why: 'where nothing is divided by nothing comes NaN, which is above no number (and never so where a least number is asked for)',
    covers: (mutant) => mutant.kind === 'guard' && !mutant.place.group.includes('.slo.') && isPositiveDivisor(mutant),
  },
  {
    name: 'the largest instead of the mean of all targets, where it is at most 0',
    why: 'up is 0 or 1, so that the mean is 0 where the largest is',
    covers: ({ title, kind }) => title.endsWith('TargetsDown critical') && kind === 'aggregation',
  },
  {
    name: 'zero for no target at all, of the warning',
    why: 'what has been down for minutes is a target: where there is none, the other side of the `and` has none either',
    covers: ({ title, was, now, kind }) =>
      title.endsWith('TargetsDown warning') &&
      (kind === 'guard' ? was.endsWith('or vector(0)') : now.includes('vector(1)')),
  },
  {
    name: 'a matcher of one side of two that are the same targets',
    why: 'both sides are joined on all of their labels, and the other side still has the matcher',
    covers: ({ title, was, kind, edit }) =>
      title.endsWith('TargetsDown warning') &&
      kind === 'matcher' &&
      edit?.text.startsWith('{') === true &&
      !was.includes('avg('),
  },
  {
    name: 'the least instead of the largest of one series',
    why: 'the recorded accuracy is one series for each model and version',
    covers: ({ title, kind, edit }) =>
      title.startsWith('YieldPredictorChallengerLead') && kind === 'aggregation' && edit?.text === 'min',
  },
  {
    name: 'more challengers than there are',
    why: 'those that come in are challengers that are there already, or a champion, whose lead over itself is 0: no threshold',
    covers: (mutant) =>
      mutant.title.startsWith('YieldPredictorChallengerLead') &&
      mutant.kind === 'matcher' &&
      mutant.edit?.text.startsWith('{') === true &&
      mutant.before.expr.slice(mutant.edit.from, mutant.edit.to).includes('version!='),
  },
  {
    name: 'the largest of some rates instead of their sum, of which only the sign is asked',
    why: 'rates of counters are never negative: the largest is above zero where the sum is',
    covers: (mutant) => mutant.kind === 'aggregation' && isSignOfRates(mutant),
  },
  {
    name: 'the largest accuracy instead of the least, where any will do',
    why: 'an accuracy is never negative: whichever replica is asked, it is at least 0',
    covers: ({ title, kind, edit }) =>
      title === 'YieldPredictorModelNotValidated warning' && kind === 'aggregation' && edit?.text === 'max',
  },
  {
    name: 'between 0 and 1',
    why: 'the value is 0 or 1 (or, with the other summand, more than 1): any threshold between them is the same',
    covers: ({ title, kind, edit, before }) =>
      /^YieldPredictor(ModelNotValidated|FeatureWithoutBaseline) /.test(title) &&
      kind === 'factor' &&
      ((edit?.text === '0.8' && edit.to === before.expr.length) || edit?.text === '1.25') &&
      !(edit.text === '1.25' && edit.to === before.expr.length),
  },
];

export const equivalenceOf = (mutant: Mutant): Equivalence | undefined =>
  EQUIVALENT.find(({ covers }) => covers(mutant));

function aggregatesOneSeries(mutant: Mutant): boolean {
  const aggregation = changed(mutant)?.parent;
  return aggregation?.name === 'AggregateExpr' && isOneOwnSeries(aggregation, mutant.before.expr);
}

function isOneOwnSeries(aggregation: SyntaxNode, expr: string): boolean {
  const body = aggregation.getChild('FunctionCallBody');
  const selectors = everyNode(aggregation).filter(({ name }) => name === 'VectorSelector');
  const isOne =
    selectors.length === 1 || selectors.every(({ from, to }) => windowOf(expr.slice(from, to)) !== undefined);
  return body !== null && isOne && children(body).every((part) => isOwn(part, expr));
}

/** The one window that a selector's series are about, where it says so. */
const windowOf = (selector: string): string | undefined =>
  (/^slo:sli_error:ratio_rate(\w+)\{/.exec(selector) ?? /sloth_window="(\w+)"/.exec(selector))?.[1];

/** `… and on (sloth_id, …) …` of series of the objective on either side, without sloth_id. */
function isJoinOfOwn(mutant: Mutant): boolean {
  const { expr } = mutant.before;
  const labels = changed(mutant);
  const join = labels?.parent?.parent;
  const parts = join && binary(join);
  if (parts?.operator.name !== 'And' || !mutant.edit || !labels) return false;
  const isDropped = expr.slice(labels.from, labels.to).includes('sloth_id') && !mutant.edit.text.includes('sloth_id');
  return isDropped && isOwn(parts.left, expr) && isOwn(parts.right, expr);
}

/** `max by (…, team) (…)` as the whole of the rule, which has team="…" among its labels. */
function isAddedAgain(mutant: Mutant): boolean {
  const { expr, labels = {} } = mutant.before;
  const list = changed(mutant);
  const aggregation = list?.parent?.parent;
  if (
    !mutant.edit ||
    !list ||
    aggregation?.name !== 'AggregateExpr' ||
    aggregation.to - aggregation.from !== expr.length
  )
    return false;
  const names = (text: string): readonly string[] => text.match(/\w+/g) ?? [];
  const left = names(mutant.edit.text);
  const dropped = names(expr.slice(list.from, list.to)).filter((label) => !left.includes(label));
  return dropped.every((label) => label in labels) && isOneOwnSeries(aggregation, expr);
}

function isJoinedWithOwn(mutant: Mutant): boolean {
  const selector = changed(mutant)?.parent;
  const { expr } = mutant.before;
  const dropsIt = mutant.edit !== undefined && !mutant.edit.text.includes('sloth_id');
  return dropsIt && selector?.name === 'VectorSelector' && isOwn(selector, expr) && meetsOwn(selector, expr);
}

/** `slo:sli_error:ratio_rate1h{…} * slo:sli_age:ratio{…}`, of which the age loses its matcher of 1h. */
function isJoinedWithWindow(mutant: Mutant): boolean {
  const { expr } = mutant.before;
  const matchers = changed(mutant);
  const selector = matchers?.parent;
  const parts = selector?.parent && binary(selector.parent);
  if (!mutant.edit || !matchers || !selector || !parts || !sameNode(parts.right, selector)) return false;
  const [, window] = /sloth_window="(\w+)"/.exec(expr.slice(matchers.from, matchers.to)) ?? [];
  const isDropped = window !== undefined && !mutant.edit.text.includes('sloth_window');
  const keepsId = mutant.edit.text.includes('sloth_id="');
  const isOnAll = selector.parent?.getChild('MatchingModifierClause') === null && parts.operator.name === 'Mul';
  return (
    isDropped && keepsId && isOnAll && expr.slice(parts.left.from).startsWith(`slo:sli_error:ratio_rate${window}{`)
  );
}

/** Within the left side of set operations only, of an alert whose text does not show the value. */
function isValueUntold(mutant: Mutant): boolean {
  const { before } = mutant;
  const node = changed(mutant)?.parent;
  if (!('alert' in before) || !node || JSON.stringify(before.annotations).includes('$value')) return false;
  const isKept = (one: SyntaxNode): boolean => {
    const { parent } = one;
    const parts = parent && binary(parent);
    if (!parent) return true;
    if (!parts) return isKept(parent);
    return ['And', 'Unless'].includes(parts.operator.name) && sameNode(parts.left, one) && isKept(parent);
  };
  return isKept(node);
}

/** What it becomes on its way up, with its labels as they are, is joined with series of the objective only. */
function meetsOwn(node: SyntaxNode, expr: string): boolean {
  const { parent } = node;
  if (!parent) return false;
  const parts = binary(parent);
  if (!parts) return KEEPS_LABELS.includes(parent.name) && meetsOwn(parent, expr);
  const { left, right, operator } = parts;
  const other = sameNode(left, node) ? right : left;
  if (literal(other, expr) !== undefined) return meetsOwn(parent, expr);
  if (operator.name === 'Or' || !joinsById(parent, expr)) return false;
  if (operator.name === 'Unless' && other === right) return false;
  return isOwn(other, expr) || meetsOwn(parent, expr);
}

const KEEPS_LABELS: readonly string[] = [
  'MatrixSelector',
  'SubqueryExpr',
  'FunctionCall',
  'FunctionCallBody',
  'ParenExpr',
];

/** On sloth_id at least: all labels but the window's, or some that are named. */
const joinsById = (node: SyntaxNode, expr: string): boolean => {
  const { on, ignoring } = joined(node, expr);
  return on ? on.includes('sloth_id') : !ignoring.includes('sloth_id');
};

function joined(node: SyntaxNode, expr: string) {
  const modifier = node.getChild('MatchingModifierClause');
  const labels = (modifier?.getChildren('GroupingLabels')[0]?.getChildren('LabelName') ?? []).map(({ from, to }) =>
    expr.slice(from, to),
  );
  return modifier?.getChild('On') ? { on: labels, ignoring: [] } : { on: undefined, ignoring: labels };
}

/** Whether all that it yields are series of one objective. */
function isOwn(node: SyntaxNode, expr: string): boolean {
  if (node.name === 'VectorSelector') {
    return /^slo:[\w:]+\{.*sloth_id="/.test(expr.slice(node.from, node.to));
  }
  const parts = binary(node);
  if (!parts) return KEEPS_LABELS.includes(node.name) && children(node).some((child) => isOwn(child, expr));
  const { left, right, operator } = parts;
  if (operator.name === 'Or') return isOwn(left, expr) && isOwn(right, expr);
  if (literal(right, expr) !== undefined) return isOwn(left, expr);
  if (literal(left, expr) !== undefined) return isOwn(right, expr);
  return joinsById(node, expr) && (isOwn(left, expr) || isOwn(right, expr));
}

/** Labels that all series of an objective have. */
function hasItAlready({ was, before }: Mutant): boolean {
  const label = [...IDENTITY, WINDOW].find((one) => was.startsWith(`label ${one}=`));
  if (
    label === WINDOW &&
    !selectorTexts(before.expr).every((text) => was === `label ${WINDOW}="${windowOf(text) ?? ''}"`)
  )
    return false;
  const [top] = children(parsed(before.expr));
  const isOthers = new Set(before.expr.match(/sloth_id="[^"]*"/g)).size !== 1;
  return label !== undefined && top !== undefined && !isOthers && yieldsLabel(top, label, before.expr);
}

const selectorTexts = (expr: string): readonly string[] =>
  nodesOf(expr)
    .filter(({ name }) => name === 'VectorSelector')
    .map(({ from, to }) => expr.slice(from, to));

function yieldsLabel(node: SyntaxNode, label: string, expr: string): boolean {
  const parts = binary(node);
  if (parts?.operator.name === 'Or') {
    return yieldsLabel(parts.left, label, expr) && yieldsLabel(parts.right, label, expr);
  }
  const isScalar = (side: SyntaxNode): boolean =>
    literal(side, expr) !== undefined || expr.slice(side.from, side.to) === 'time()';
  if (parts && isScalar(parts.left)) return yieldsLabel(parts.right, label, expr);
  // Arithmetic on some labels yields these alone; all other joins yield what their left side has.
  const isSet = parts !== undefined && ['And', 'Unless'].includes(parts.operator.name);
  const on = parts && !isSet ? joined(node, expr).on : undefined;
  const ignoring: readonly string[] = parts && !isSet ? joined(node, expr).ignoring : [];
  if ((on && !on.includes(label)) || ignoring.includes(label)) return false;
  if (parts)
    return (literal(parts.right, expr) !== undefined || isOwn(node, expr)) && yieldsLabel(parts.left, label, expr);
  if (node.name !== 'AggregateExpr') {
    return node.name === 'VectorSelector'
      ? isOwn(node, expr)
      : KEEPS_LABELS.includes(node.name) && children(node).some((child) => yieldsLabel(child, label, expr));
  }
  const by = node.getChild('AggregateModifier');
  const body = node.getChild('FunctionCallBody');
  const keeps = by !== null && new RegExp(`^by \\(.*\\b${label}\\b`).test(expr.slice(by.from, by.to));
  return keeps && body !== null && yieldsLabel(body, label, expr);
}

const above = (node: SyntaxNode): readonly SyntaxNode[] => (node.parent ? [node, ...above(node.parent)] : [node]);

/** Within `… * 0` on the right side of an `or`, or that side dropped. */
function isAboutZeroes(mutant: Mutant): boolean {
  const node = changed(mutant);
  const { expr } = mutant.before;
  const isZeroes = (right: SyntaxNode): boolean => {
    const parts = binary(right);
    return parts?.operator.name === 'Mul' && literal(parts.right, expr) === 0;
  };
  const sides = (node ? above(node) : []).flatMap((part) => {
    const parts = binary(part);
    return parts?.operator.name === 'Or' && isZeroes(parts.right) ? [{ part, right: parts.right }] : [];
  });
  return sides.some(
    ({ part, right }) =>
      node !== undefined && (sameNode(part, node) || above(node).some((outer) => sameNode(outer, right))),
  );
}

function isPositiveDivisor(mutant: Mutant): boolean {
  const node = changed(mutant);
  const parts = node && binary(node);
  if (parts?.operator.name !== 'Gtr' || literal(parts.right, mutant.before.expr) !== 0) return false;
  const division = node?.parent?.parent;
  return division ? binary(division)?.operator.name === 'Div' : false;
}

function isSignOfRates(mutant: Mutant): boolean {
  const aggregation = changed(mutant)?.parent;
  const { expr } = mutant.before;
  if (aggregation?.name !== 'AggregateExpr' || mutant.edit?.text !== 'max') return false;
  const body = aggregation.getChild('FunctionCallBody');
  const isOfRates = body ? expr.slice(body.from).startsWith('(rate(') : false;
  return isOfRates && onlyItsSignMatters(aggregation, expr);
}

/** The objective of `expr` counts slices, so that its pair is made of `count by`. */
function isOfSlices(mutant: Mutant): boolean {
  const node = changed(mutant);
  const parts = node && binary(node);
  const { expr } = mutant.before;
  if (!parts || !isComparison(parts.operator) || literal(parts.right, expr) !== 0) return false;
  const left = expr.slice(parts.left.from, parts.left.to);
  return SLICES.some((id) => left.startsWith('sum_over_time(slo:sli_total_events:rate5m{') && left.includes(`"${id}"`));
}

const SLICES = WORKLOADS.flatMap((workload) =>
  workload.objectives.flatMap((slo) =>
    slo.kind === 'objective' && slo.sli.kind === 'time' ? [slothId(workload, slo)] : [],
  ),
);
