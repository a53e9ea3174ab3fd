import { parser } from '@prometheus-io/lezer-promql';
import type { SyntaxNode } from '@lezer/common';
import { milliseconds, type Duration } from '../../../promql';

/** A series that an expression reads. */
export interface Read {
  readonly name: string;
  /** How far back from the evaluation the oldest sample lies that it may read, in milliseconds. */
  readonly back: number;
}

/** Without a range, the newest sample of the last five minutes is read. */
export const LOOKBACK = milliseconds('5m');
/** Where a range, a subquery or an offset is, the lengths that add to how far back it reads stand. */
const REACHES = ['MatrixSelector', 'SubqueryExpr', 'OffsetExpr'];
const LENGTHS = ['DurationExpr', 'OffsetDurationExpr'];

export function reads(expr: string): readonly Read[] {
  const found: Read[] = [];
  parser.parse(expr).iterate({
    enter: ({ name, node }) => {
      if (name !== 'VectorSelector') return;
      const identifier = node.getChild('Identifier');
      if (!identifier)
        throw new Error(`a selector without a name cannot be traced to the rule that writes it: ${expr}`);
      found.push({ name: expr.slice(identifier.from, identifier.to), back: LOOKBACK + reach(expr, node.parent) });
    },
  });
  return found;
}

const reach = (expr: string, node: SyntaxNode | null): number =>
  node === null ? 0 : (REACHES.includes(node.name) ? lengthsOf(expr, node) : 0) + reach(expr, node.parent);

const lengthsOf = (expr: string, node: SyntaxNode): number =>
  LENGTHS.flatMap((name) => node.getChildren(name))
    .flatMap(({ from, to }) => expr.slice(from, to).match(/\d+[a-z]+/g) ?? [])
    .reduce((sum, length) => sum + milliseconds(length as Duration), 0);
