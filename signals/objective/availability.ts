import type { Counter, LabelSpec, Unit, Where } from '../../promql';
import { badOfAll, goodOfAll, selectorOf } from './example-series';
import { objective, type Objective, type Promised } from './objective';

type Own<L> = Extract<keyof L, string>;

/** Events of one counter, some of which are bad. */
interface BadEvents<L extends LabelSpec, U extends Unit> {
  readonly events: Counter<L, U>;
  readonly bad: Where<L>;
  /** An objective for each of these labels' values; default: one for all. */
  readonly by?: readonly Own<L>[];
}

/** Two counters, where one counts the good among the events of the other. */
interface GoodEvents<G extends LabelSpec, L extends LabelSpec, U extends Unit> {
  readonly good: Counter<G, NoInfer<U>>;
  readonly all: Counter<L, U>;
  readonly by?: readonly (Own<L> & Own<G>)[];
}

/** The share of events that are not bad; labels out: those of `by`. */
export function availability<L extends LabelSpec, U extends Unit>(props: BadEvents<L, U> & Promised): Objective;
/** The share of `all` events that `good` has counted. */
export function availability<G extends LabelSpec, L extends LabelSpec, U extends Unit>(
  props: GoodEvents<G, L, U> & Promised,
): Objective;
export function availability<L extends LabelSpec, U extends Unit>(
  props: (BadEvents<L, U> | GoodEvents<L, L, U>) & Promised,
): Objective {
  if ('events' in props) {
    const { events, bad, by = [], ...promised } = props;
    return objective(
      () => ({
        kind: 'events',
        labels: by,
        present: events.seriesBy(...(by as never[])),
        example: badOfAll(selectorOf(events.rate()), selectorOf(events.where(bad).rate()), by),
        all: (window) => events.rate(window).sumBy(...(by as never[])),
        counts: 'bad',
        counted: (window) =>
          events
            .where(bad)
            .rate(window)
            .sumBy(...(by as never[])),
      }),
      promised,
    );
  }
  const { good, all, by = [], ...promised } = props;
  return objective(
    () => ({
      kind: 'events',
      labels: by,
      present: all.seriesBy(...(by as never[])),
      example: goodOfAll(selectorOf(all.rate()), selectorOf(good.rate()), by),
      all: (window) => all.rate(window).sumBy(...(by as never[])),
      counts: 'good',
      counted: (window) => good.rate(window).sumBy(...(by as never[])),
    }),
    promised,
  );
}
