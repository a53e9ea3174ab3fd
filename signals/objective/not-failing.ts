import { Vector, type AnyVector, type Counter, type LabelSpec, type Unit, type Window } from '../../promql';
import { failedBeside, selectorOf } from './example-series';
import { objective, type Objective, type Promised } from './objective';

type Own<L> = Extract<keyof L, string>;

interface Beside<F extends LabelSpec, L extends LabelSpec, U extends Unit> {
  readonly failed: Counter<F, NoInfer<U>>;
  /** An objective for each of these labels' values; default: one for all. */
  readonly by?: readonly (Own<L> & Own<F>)[];
}

/** The counter of all events has those that failed, too. */
interface OfAll<F extends LabelSpec, L extends LabelSpec, U extends Unit> extends Beside<F, L, U> {
  readonly all: Counter<L, U>;
}

/** The other counter has only those that succeeded. */
interface BesideGood<F extends LabelSpec, L extends LabelSpec, U extends Unit> extends Beside<F, L, U> {
  readonly good: Counter<L, U>;
}

/**
 * The share of events that do not fail, where failures have a counter of their own; labels out: those of `by`. A counter
 * of failures that is not there counts none.
 */
export function notFailing<F extends LabelSpec, L extends LabelSpec, U extends Unit>(
  props: (OfAll<F, L, U> | BesideGood<F, L, U>) & Promised,
): Objective {
  const { failed, by = [], ...rest } = props;
  const labels = by as never[];
  const erased = ({ expr, unit }: AnyVector) => new Vector<string, Unit>(expr, by, unit);
  const bad = (window: Window) => erased(failed.rate(window).sumBy(...labels));
  const others = 'all' in rest ? rest.all : rest.good;
  const all = (window: Window) => {
    const counted = erased(others.rate(window).sumBy(...labels));
    return 'all' in rest ? counted : counted.add(bad(window).orZeroOf(counted)).or(bad(window));
  };
  return objective(
    () => ({
      kind: 'events',
      labels: by,
      present: others.seriesBy(...labels),
      example: failedBeside(selectorOf(others.rate()), selectorOf(failed.rate()), by, 'all' in rest ? 'all' : 'good'),
      all,
      counts: 'bad',
      counted: bad,
    }),
    rest,
  );
}
