import type { SyntaxNode } from '@lezer/common';
import { changed, type Equivalence } from './equivalence';
import type { Mutant } from './mutants';
import { binary, children, literal, sameNode } from './syntax';

/** Equivalences that hold for alerts of any signal. */
export const OF_ANY_SIGNAL: readonly Equivalence[] = [
  {
    name: 'zero for what has no series, of an alert above a threshold',
    why: 'that side of the `or` yields zeros only, wherever it does, and zero is above no threshold',
    covers: (mutant) => 'alert' in mutant.before && isOfZeroBelow(mutant),
  },
  {
    name: 'another value of what is counted',
    why: 'series are counted, whatever their values: another aggregation of them is there for the same groups',
    covers: (mutant) => mutant.kind === 'aggregation' && isCounted(mutant),
  },
  {
    name: 'the largest instead of the sum, or an increase instead of a rate, of an alert above zero',
    why: 'what is never negative is above zero in both: the alert fires for the same, and only the number that it tells in words, which no test of series sees, is another',
    covers: (mutant) => mutant.kind === 'aggregation' && 'alert' in mutant.before && isOnlyTold(mutant),
  },
  {
    name: 'another number between 0 and 1, or the largest instead of the sum, of an alert below one',
    why: 'the value is a whole number, and so below one only where it is 0; and the sum is so where the largest is',
    covers: ({ title, kind, edit, before }) =>
      BELOW_ONE.test(title) &&
      ((kind === 'factor' && edit?.text === '0.8' && edit.to === before.expr.length) ||
        (kind === 'aggregation' && edit?.text === 'max' && before.expr.slice(edit.from, edit.to) === 'sum')),
  },
  {
    name: 'a matcher of one side of two that are joined on its label',
    why: 'both sides are by this label, and the other side still has the matcher: what comes in meets nothing',
    covers: (mutant) =>
      mutant.kind === 'matcher' &&
      JOINED_ON.some(
        ({ title, labels, of = /^/ }) =>
          title.test(mutant.title) && of.test(selectorText(mutant)) && labels.some((label) => dropsOnly(label, mutant)),
      ),
  },
  {
    name: 'another ceiling, of an alert below far less',
    why: 'what is cut off at the ceiling is above the threshold with and without it',
    covers: (mutant) => 'alert' in mutant.before && isCeiling(mutant),
  },
  {
    name: 'divided by minus one instead of multiplied by it',
    why: 'both turn the sign and nothing else',
    covers: ({ kind, edit, before }) =>
      kind === 'operator' && edit?.text === '/' && /^\s*-1\b(?!\.)/.test(before.expr.slice(edit.to)),
  },
  {
    name: 'one instead of zero where no Job runs',
    why: 'the alert asks for hours, and this is a second at most',
    covers: ({ title, kind, edit }) =>
      title.startsWith('KubernetesJobTooLong') && kind === 'factor' && edit?.text === '1',
  },
  {
    name: 'what a young replica is held against',
    why: 'it is held against itself, which is once as much: no growth, as where it is held against nothing or more',
    covers: (mutant) =>
      mutant.title.startsWith('PrometheusSeriesGrow') &&
      (mutant.kind === 'guard' || mutant.kind === 'grouping' || mutant.edit?.text.startsWith('{') === true) &&
      isOfOtherwise(mutant),
  },
  {
    name: 'the least instead of the largest of one counted series',
    why: 'the series of a metric are counted once: the recording has one series for each',
    covers: ({ title, kind }) => title.startsWith('PrometheusMetricTooLarge') && kind === 'aggregation',
  },
];

/** The second argument of `clamp_max(…, m) < n`, or the call removed, where n is far below m. */
function isCeiling(mutant: Mutant): boolean {
  const node = changed(mutant);
  const { expr } = mutant.before;
  const call = (node ? above(node) : []).find((part) => nameOf(part, expr) === 'clamp_max');
  const parts = call?.parent && binary(call.parent);
  if (!node || !call || parts?.operator.name !== 'Lss' || !sameNode(parts.left, call)) return false;
  const body = call.getChild('FunctionCallBody');
  const ceiling = (body ? children(body) : []).find((part) => literal(part, expr) !== undefined);
  if (!ceiling) return false;
  const isOfIt = sameNode(node, mutant.kind === 'guard' ? call : ceiling);
  const [most, line] = [literal(ceiling, expr), literal(parts.right, expr)];
  return isOfIt && most !== undefined && line !== undefined && line < most / 2;
}

/** Within the right side of an `or`, or that side dropped. */
function isOfOtherwise(mutant: Mutant): boolean {
  const node = changed(mutant);
  return (node ? above(node) : []).some((part, i, parts) => {
    const or = binary(part);
    const below = parts[i - 1];
    return or?.operator.name === 'Or' && (below ? sameNode(below, or.right) : mutant.kind === 'guard');
  });
}

/** Alerts that ask for whether there is any. */
const BELOW_ONE =
  /^(AlertmanagerReloadFailed|PrometheusOperatorNotReady|LokiCompactorMissing|CollectorGatewayWithoutSamplers|ThanosStoreMissing|PrometheusReloadFailed|PrometheusWithoutAlertmanager) /;

/** Alerts on shares by labels of which they want some values only. */
const JOINED_ON: readonly {
  readonly title: RegExp;
  readonly labels: readonly string[];
  /** Which selectors; default: all. */
  readonly of?: RegExp;
}[] = [
  { title: /^LokiErrors /, labels: ['route'] },
  { title: /^(ThanosBucketErrors|CollectorSpansRefused|CollectorLinesRefused) /, labels: ['job'] },
  { title: /^resource:kube_pod_container_resource_requests:ratio_of_allocatable/, labels: ['resource'] },
  { title: /^CollectorQueueFull /, labels: ['job', 'namespace'] },
  // Of its age only: the deletions beside it are joined by pod.
  { title: /^PrometheusHistoryShort /, labels: ['job', 'namespace'], of: /^prometheus_tsdb_(head|lowest)/ },
];

function selectorText(mutant: Mutant): string {
  const selector = changed(mutant)?.parent;
  return selector ? mutant.before.expr.slice(selector.from, selector.to) : '';
}

/** The matcher of this label is left out, and nothing else is changed. */
function dropsOnly(label: string, { edit, before }: Mutant): boolean {
  if (edit?.text.startsWith('{') !== true) return false;
  const has = (text: string): boolean => new RegExp(`[{,]${label}(=|!)`).test(text);
  return has(before.expr.slice(edit.from, edit.to)) && !has(edit.text);
}

/** `(… or zeroes) … > n`, where the change drops the zeroes or is within them. */
function isOfZeroBelow(mutant: Mutant): boolean {
  const { expr } = mutant.before;
  const node = changed(mutant);
  if (!node || !['guard', 'grouping', 'window', 'matcher'].includes(mutant.kind)) return false;
  return above(node).some((part, i, parts) => {
    const or = binary(part);
    const below = parts[i - 1];
    if (or?.operator.name !== 'Or' || !isZero(or.right, expr)) return false;
    const isWithin = below ? sameNode(below, or.right) : mutant.kind === 'guard';
    return isWithin && isHeldAgainstMore(part, expr);
  });
}

function isZero(node: SyntaxNode, expr: string): boolean {
  const parts = binary(node);
  return parts?.operator.name === 'Mul' && literal(parts.right, expr) === 0;
}

/** Whether zero stays zero, or becomes no number, up to a comparison that asks for more. */
function isHeldAgainstMore(node: SyntaxNode, expr: string): boolean {
  const { parent } = node;
  const parts = parent && binary(parent);
  if (!parent) return false;
  if (!parts) {
    const keepsSign = ['ParenExpr', 'FunctionCallBody'].includes(parent.name) || isLabelled(parent, expr);
    return keepsSign && isHeldAgainstMore(parent, expr);
  }
  // Series that are labelled apart hide nothing of each other.
  if (parts.operator.name === 'Or' && isLabelled(node, expr)) return isHeldAgainstMore(parent, expr);
  if (!sameNode(parts.left, node) || parent.getChild('MatchingModifierClause')) return false;
  if (parts.operator.name === 'Gtr') return (literal(parts.right, expr) ?? -1) >= 0;
  return ['Div', 'Mul'].includes(parts.operator.name) && isHeldAgainstMore(parent, expr);
}

function isLabelled(node: SyntaxNode, expr: string): boolean {
  const parts = binary(node);
  if (parts?.operator.name === 'Or') return isLabelled(parts.left, expr) && isLabelled(parts.right, expr);
  return nameOf(node, expr) === 'label_replace';
}

/** Below a `count`, with nothing between that looks at the value. */
function isCounted(mutant: Mutant): boolean {
  const node = changed(mutant)?.parent;
  const { expr } = mutant.before;
  const found = node ? above(node).slice(1) : [];
  const counts = found.findIndex((part) => /^count(_over_time)?\b/.test(nameOf(part, expr)));
  return (
    counts >= 0 &&
    found.slice(0, counts).every((part) => ['ParenExpr', 'FunctionCallBody', 'AggregateExpr'].includes(part.name))
  );
}

/** `sum by (…) (…) > 0` or the like as the whole of an alert, or beside sides that are joined with `and`. */
function isOnlyTold(mutant: Mutant): boolean {
  const { expr } = mutant.before;
  const node = changed(mutant)?.parent;
  const instead = mutant.edit?.text ?? '';
  if (!node) return false;
  const isScale = instead === 'rate' || instead === 'increase';
  const isLargest = instead === 'max' && nameOf(node, expr) === 'sum' && isNeverNegative(node, expr);
  return (isScale || isLargest) && isOnlyAboveZero(node, expr);
}

function isOnlyAboveZero(node: SyntaxNode, expr: string): boolean {
  const { parent } = node;
  const parts = parent && binary(parent);
  if (!parent) return false;
  if (!parts) {
    const keepsSign = ['ParenExpr', 'FunctionCallBody'].includes(parent.name) || isSignOf(nameOf(parent, expr));
    return keepsSign && isOnlyAboveZero(parent, expr);
  }
  // What is added to it is never negative either, in any alert that there is.
  if (parts.operator.name === 'Or' || parts.operator.name === 'Add') return isOnlyAboveZero(parent, expr);
  if (!sameNode(parts.left, node)) return false;
  const right = literal(parts.right, expr);
  if (parts.operator.name === 'Gtr') return right === 0 && isKept(parent);
  return ['Mul', 'Div'].includes(parts.operator.name) && (right ?? 0) > 0 && isOnlyAboveZero(parent, expr);
}

/** Functions of what is never negative that are above zero where it is. */
const isSignOf = (name: string): boolean => ['sum', 'max', 'min', 'label_replace'].includes(name);

/** Whether the series that it has are those that the expression has, whatever is joined with them. */
function isKept(node: SyntaxNode): boolean {
  const { parent } = node;
  const parts = parent && binary(parent);
  if (!parent) return true;
  if (!parts) return (parent.name === 'ParenExpr' || parent.name === 'PromQL') && isKept(parent);
  return ['And', 'Unless'].includes(parts.operator.name) && sameNode(parts.left, node) && isKept(parent);
}

/** Gauges that count something, beside what counters become. */
const COUNTS = [
  'DCGM_EXP_XID_ERRORS_COUNT',
  'DCGM_EXP_CLOCK_EVENTS_COUNT',
  'prometheus_operator_managed_resources',
  'prometheus_operator_syncs',
  'kube_job_failed',
];

function isNeverNegative(aggregation: SyntaxNode, expr: string): boolean {
  const body = aggregation.getChild('FunctionCallBody');
  const of = body ? expr.slice(body.from + 1, body.to).trim() : '';
  return /^(rate|increase|changes)\(/.test(of) || COUNTS.some((name) => of.startsWith(`${name}{`));
}

function nameOf(node: SyntaxNode, expr: string): string {
  const name = node.getChild('AggregateOp') ?? node.getChild('FunctionIdentifier');
  return name ? expr.slice(name.from, name.to) : '';
}

const above = (node: SyntaxNode): readonly SyntaxNode[] => (node.parent ? [node, ...above(node.parent)] : [node]);
