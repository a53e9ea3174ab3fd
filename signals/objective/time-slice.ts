import {
  passing,
  Quantity,
  selectors,
  Vector,
  type AnyMetric,
  type AnyVector,
  type Unit,
  type VectorLike,
} from '../../promql';
import { checkCondition, holds, isBy, type AnyCondition, type Pending, type Threshold } from '../condition';
import { DeclarationError } from '../declaration-error';
import type { LabelValues } from '../example';
import { eitherSide } from './example-series';
import { objective, type Objective, type Promised } from './objective';

interface TimeSlice<N extends string, U extends Unit> extends Promised {
  /** A gauge, or what is recorded of one; the objective has its labels. */
  readonly query: VectorLike<N, U>;
  /** What makes a minute bad: `below(ratio(0.9))`. */
  readonly bad: Pending<NoInfer<U>, NoInfer<N>>;
  /** A series of the gauge behind the query with a value on either side: what the tests are made from. */
  readonly example: {
    readonly metric: AnyMetric;
    readonly labels: LabelValues;
    readonly good: number;
    readonly bad: number;
  };
}

/**
 * The share of time in which a condition does not hold, looked at twice a minute; labels out: those of the query. Events
 * are minutes, and as many in an idle hour as in a busy one: `minimumBad`, in bad minutes, is 0 where it is not said.
 */
export function timeSlice<N extends string, U extends Unit>(props: TimeSlice<N, U>): Objective {
  const { query, bad, example, minimumBad = 0, ...promised } = props;
  const condition: AnyCondition = { bound: bad.bound, threshold: bad.threshold, for: '1m' };
  checkCondition(`objective ${promised.id}`, query, condition);
  const { labels } = query;
  // A gauge that is NaN says nothing, and NaN is below and above nothing: it counts as no data.
  const known = () =>
    new Vector<N, U>(query.expr, labels, query.unit).compare('>=', new Quantity(-Infinity, query.unit));
  return objective(
    () => {
      checkValues(query, bad.threshold);
      return {
        kind: 'time',
        labels,
        present: known().countBy(...labels),
        bad: holds(query, condition),
        example: eitherSide(example.metric, example.labels, example, labels),
      };
    },
    { ...promised, minimumBad },
  );
}

/** Thresholds by label must name every value that the label can have, or a value would silently never be bad. */
function checkValues({ expr }: AnyVector, threshold: Threshold): void {
  if (!isBy(threshold)) return;
  const { by, of } = threshold;
  const values = selectors(expr).flatMap(({ matchers, known }) => passing(matchers, by, known?.[by]) ?? []);
  const forgotten = values.find((value) => !(value in of));
  if (forgotten !== undefined) throw new DeclarationError(`no threshold for ${by}="${forgotten}"`);
  const stranger = Object.keys(of).find((value) => values.length > 0 && !values.includes(value));
  if (stranger !== undefined) throw new DeclarationError(`a threshold for ${by}="${stranger}", which never occurs`);
}
