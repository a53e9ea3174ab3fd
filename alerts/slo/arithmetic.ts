import { Vector, type AnyVector, type Duration, type Expr, type Unit } from '../../promql';

/** A vector whose labels and unit are data here: objectives of every shape go through the same rules. */
export type AnySlo = Vector<string, Unit>;

export const asVector = ({ expr, labels, unit }: AnyVector): AnySlo => new Vector<string, Unit>(expr, labels, unit);

/** `sum by (L) (a or b)`: what each side has, added up; neither is read twice, and neither need be there. */
export function together(by: readonly string[], a: AnyVector, b: AnyVector): AnySlo {
  const either: Expr = { kind: 'binary', op: 'or', left: a.expr, right: b.expr };
  return new Vector<string, Unit>({ kind: 'aggregation', op: 'sum', by, of: either }, by, a.unit);
}

/** 1 − share. */
export const rest = ({ expr, labels }: AnyVector): AnySlo =>
  new Vector<string, Unit>(
    { kind: 'binary', op: '-', left: { kind: 'number', value: 1 }, right: expr },
    labels,
    'ratio',
  );

/** A function of its own over a range of a recorded series, such as `sum_over_time(x[1h])`; with a step, a subquery. */
export function overTime(fn: string, of: AnyVector, window: Duration, step?: Duration): AnySlo {
  if (of.expr.kind !== 'selector') throw new Error(`${fn} of an expression`);
  const range: Expr =
    step === undefined ? { kind: 'range', of: of.expr, window } : { kind: 'subquery', of: of.expr, window, step };
  return new Vector<string, Unit>({ kind: 'call', fn, args: [range] }, of.labels, of.unit);
}

/** `c` wherever the vector has a series. */
export const constantWhere = (vector: AnySlo, value: number): AnySlo => {
  const zero = vector.mul(0).as<Unit>('ratio');
  return value === 0
    ? zero
    : new Vector<string, Unit>(
        { kind: 'binary', op: '+', left: zero.expr, right: { kind: 'number', value } },
        vector.labels,
        'ratio',
      );
};

export const clampMax = ({ expr, labels, unit }: AnyVector, most: number): AnySlo =>
  new Vector<string, Unit>(
    { kind: 'call', fn: 'clamp_max', args: [expr, { kind: 'number', value: most }] },
    labels,
    unit,
  );

export const clampMin = ({ expr, labels, unit }: AnyVector, least: number): AnySlo =>
  new Vector<string, Unit>(
    { kind: 'call', fn: 'clamp_min', args: [expr, { kind: 'number', value: least }] },
    labels,
    unit,
  );
