import { PromqlError } from './error';
import {
  children,
  keepsLabel,
  takesPart,
  type Binary,
  type BinaryOp,
  type Expr,
  type Selector,
  type VectorMatching,
} from './expr';
import { passing } from './values';

/**
 * `errors{result="error"} / all` joins each error series with itself, since series match on equal labels: the result
 * is 1 whatever happens. Types cannot see it; the tree can. `and` of such sides says what it means, unless none match.
 * @throws PromqlError where the sides read one metric and pin a label that takes part in the match differently
 */
export function checkPins(op: BinaryOp, left: Expr, right: Expr, matching: VectorMatching | undefined): void {
  const [ours, theirs] = [pinning(left), pinning(right)];
  const apart = op === 'and' ? exclusive : unlike;
  for (const metric of new Set(ours.map((selector) => selector.metric))) {
    const of = (side: readonly Selector[]) => side.filter((selector) => selector.metric === metric);
    const [a, b] = [of(ours), of(theirs)];
    if (b.length === 0) continue;
    const pinned = [...a, ...b].flatMap(({ matchers }) => matchers.map((m) => m.label));
    const label = pinned.find((name) => takesPart(name, matching) && apart(a, b, name));
    if (label !== undefined) {
      throw new PromqlError(
        `${metric} is joined with itself, but the sides pin '${label}' differently: a series would meet itself or nothing. Aggregate '${label}' away (sumBy) on both sides first, or pin it alike`,
      );
    }
  }
}

/** Selectors with the matchers whose labels reach the result as they are: aggregated away or rewritten, they pin nothing. */
function pinning(expr: Expr): readonly Selector[] {
  switch (expr.kind) {
    case 'selector':
      return [expr];
    case 'aggregation':
      return pinnedBy(pinning(expr.of), (label) => keepsLabel(expr, label));
    case 'binary':
      return joined(expr);
    default: {
      const below = children(expr).flatMap(pinning);
      const set = expr.kind === 'call' && expr.fn === 'label_replace' ? expr.args[1] : undefined;
      return pinnedBy(below, (label) => label !== set);
    }
  }
}

/** One-to-one drops the labels that were not matched on; many-to-one keeps the left side's but those taken over. */
function joined({ op, left, right, matching }: Binary): readonly Selector[] {
  const [ours, theirs] = [pinning(left), pinning(right)];
  if (op === 'unless') return ours;
  if (op === 'or') return [...ours, ...theirs];
  const taken = matching?.group?.include ?? [];
  const manyOrSet = matching?.group !== undefined || op === 'and';
  return [
    ...pinnedBy(ours, (label) => (manyOrSet ? !taken.includes(label) : takesPart(label, matching))),
    ...pinnedBy(theirs, (label) => takesPart(label, matching) || taken.includes(label)),
  ];
}

const pinnedBy = (side: readonly Selector[], keep: (label: string) => boolean): readonly Selector[] =>
  side.map((selector) => ({ ...selector, matchers: selector.matchers.filter(({ label }) => keep(label)) }));

const pins = (side: readonly Selector[], label: string): ReadonlySet<string> =>
  new Set(side.map(({ matchers }) => matchers.flatMap((m) => (m.label === label ? `${m.op}${m.value}` : [])).join()));

/** Several pins on a side come from `or`: those have to be the same, or all be pinned and some of them the same. */
function unlike(left: readonly Selector[], right: readonly Selector[], label: string): boolean {
  const [a, b] = [pins(left, label), pins(right, label)];
  const shared = [...a].filter((pin) => b.has(pin));
  if (shared.length === a.size && shared.length === b.size) return false;
  return shared.length === 0 || a.has('') || b.has('');
}

/** No value of the label can be on both sides. */
const exclusive = (left: readonly Selector[], right: readonly Selector[], label: string): boolean =>
  left.every((a) => right.every((b) => passing([...a.matchers, ...b.matchers], label, a.known?.[label])?.length === 0));
