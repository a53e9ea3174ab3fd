import type { Binary, BinaryOp, Expr, VectorMatching } from './expr';
import { checkPins } from './pins';

/** A binary node, once it is known not to join a metric with itself in a way that always gives 1 or nothing. */
export function binary(
  op: BinaryOp,
  left: Expr,
  right: Expr,
  rest: { bool?: boolean; matching?: VectorMatching } = {},
): Binary {
  if (op !== 'or' && op !== 'unless') checkPins(op, left, right, rest.matching);
  return {
    kind: 'binary',
    op,
    left,
    right,
    ...(rest.bool && { bool: true }),
    ...(rest.matching && { matching: rest.matching }),
  };
}
