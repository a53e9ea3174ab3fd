import { children, keepsLabel, takesPart, type Binary, type Expr } from './expr';
import { passing, type Known } from './values';

/**
 * The values that labels of the result can have, as far as metrics declare them and matchers leave them: what a
 * recorded series knows of its labels. A label that label_replace sets may have any.
 */
export function knownValues(expr: Expr): Known {
  switch (expr.kind) {
    case 'number':
    case 'raw':
      return {};
    case 'selector':
      return Object.fromEntries(
        expr.labels.flatMap((label) => {
          const values = passing(expr.matchers, label, expr.known?.[label]);
          return values ? [[label, values]] : [];
        }),
      );
    case 'range':
    case 'subquery':
      return knownValues(expr.of);
    case 'aggregation':
      return only(knownValues(expr.of), (label) => keepsLabel(expr, label));
    case 'call': {
      // No function here takes more than one vector.
      const known = Object.fromEntries(children(expr).flatMap((arg) => Object.entries(knownValues(arg))));
      return expr.fn === 'label_replace' ? only(known, (label) => label !== expr.args[1]) : known;
    }
    case 'binary':
      return joined(expr);
  }
}

/** Known values of the labels for which it holds. */
export const only = (known: Known, keep: (label: string) => boolean): Known =>
  Object.fromEntries(Object.entries(known).filter(([label]) => keep(label)));

function joined({ op, left, right, matching }: Binary): Known {
  const [ours, theirs] = [knownValues(left), knownValues(right)];
  if (op === 'unless') return ours;
  if (op === 'or') {
    return Object.fromEntries(
      Object.entries(ours).flatMap(([label, values]) => {
        const others = theirs[label];
        return others ? [[label, [...new Set([...values, ...others])]]] : [];
      }),
    );
  }
  const taken = matching?.group?.include ?? [];
  return {
    ...only(theirs, (label) => takesPart(label, matching) || taken.includes(label)),
    ...only(ours, (label) => !taken.includes(label)),
  };
}
