import { PromqlError } from './error';
import { children, type Binary, type BinaryOp, type Expr, type Selector, type VectorMatching } from './expr';

/** A binary node, once it is known not to join a metric with itself in a way that always gives 1 or nothing. */
export function binary(
  op: BinaryOp,
  left: Expr,
  right: Expr,
  rest: { bool?: boolean; matching?: VectorMatching } = {},
): Binary {
  if (!rest.matching && op !== 'or' && op !== 'unless') checkPins(left, right);
  return {
    kind: 'binary',
    op,
    left,
    right,
    ...(rest.bool && { bool: true }),
    ...(rest.matching && { matching: rest.matching }),
  };
}

/** Selectors with the matchers whose labels reach the result as they are: aggregated away or rewritten, they pin nothing. */
function pinning(expr: Expr): readonly Selector[] {
  if (expr.kind === 'call' && expr.fn === 'label_replace') return [];
  if (expr.kind === 'selector') return [expr];
  const below = children(expr).flatMap(pinning);
  if (expr.kind !== 'aggregation') return below;
  return below.map((selector) => ({
    ...selector,
    matchers: selector.matchers.filter(({ label }) => expr.by.includes(label)),
  }));
}

const pin = (selector: Selector, label: string): string | undefined =>
  selector.matchers
    .filter((m) => m.label === label)
    .map((m) => `${m.op}${m.value}`)
    .join() || undefined;

/**
 * `errors{result="error"} / all` joins each error series with itself, since series match on equal labels: the result
 * is 1 whatever happens. Types cannot see it; the tree can.
 */
function checkPins(left: Expr, right: Expr): void {
  for (const a of pinning(left)) {
    for (const b of pinning(right).filter((other) => other.metric === a.metric)) {
      const label = [...a.matchers, ...b.matchers].map((m) => m.label).find((name) => pin(a, name) !== pin(b, name));
      if (label !== undefined) {
        throw new PromqlError(
          `${a.metric} is joined with itself, but the sides pin '${label}' differently: a series would meet itself or nothing. Aggregate '${label}' away (sumBy) on both sides first`,
        );
      }
    }
  }
}
