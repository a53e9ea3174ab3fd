import { milliseconds, type Duration } from './duration';
import { PromqlError } from './error';
import type { Expr, Selector } from './expr';

/** The tree as it was `by` ago. PromQL puts `offset` on selectors and subqueries; it does not shift `time()`. */
export function shifted(expr: Expr, by: Duration): Expr {
  switch (expr.kind) {
    case 'number':
      return expr;
    case 'raw':
      throw new PromqlError(`offset cannot reach into raw(): write it there. ${expr.text}`);
    case 'selector':
    case 'subquery':
      return { ...expr, offset: later(expr.offset, by) };
    case 'range':
      return { ...expr, of: shifted(expr.of, by) as Selector };
    case 'call':
      return { ...expr, args: expr.args.map((arg) => (typeof arg === 'string' ? arg : shifted(arg, by))) };
    case 'aggregation':
      return { ...expr, of: shifted(expr.of, by) };
    case 'binary':
      return { ...expr, left: shifted(expr.left, by), right: shifted(expr.right, by) };
  }
}

const later = (already: Duration | undefined, by: Duration): Duration =>
  already === undefined ? by : `${milliseconds(already) + milliseconds(by)}ms`;
