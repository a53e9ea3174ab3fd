import type { SyntaxNode } from '@lezer/common';
import type { Mutant } from './mutants';
import { nodesOf } from './syntax';

/** Mutants that no test can notice, because they yield what the rule yields: which, and why that is so. */
export interface Equivalence {
  readonly name: string;
  readonly why: string;
  readonly covers: (mutant: Mutant) => boolean;
}

/** The changed part, in the rule as it was. */
export function changed({ before, edit }: Mutant): SyntaxNode | undefined {
  if (!edit) return undefined;
  return nodesOf(before.expr).find(({ from, to }) => from === edit.from && to === edit.to);
}
