import type { Unit, VectorLike, Window } from '../../promql';
import type { Example } from './example-series';
import { objective, type Objective, type Promised } from './objective';

interface RawPair<N extends string, U extends Unit> extends Promised {
  /** All events per second over a window. */
  readonly all: (window: Window) => VectorLike<N, U>;
  /** The bad ones among them, of the same labels. */
  readonly bad: (window: Window) => VectorLike<NoInfer<N>, NoInfer<U>>;
  /** Has a series wherever there is data now. */
  readonly present: VectorLike<NoInfer<N>, Unit>;
  /** Series from which its tests are made, and the labels of their group. */
  readonly example: Example;
}

/** Any pair of bad and all events, for what the other constructors cannot say; labels out: those of the pair. */
export function rawPair<N extends string, U extends Unit>(props: RawPair<N, U>): Objective {
  const { all, bad, present, example, ...promised } = props;
  return objective(
    () => ({ kind: 'events', labels: present.labels, present, example, all, counts: 'bad', counted: bad }),
    promised,
  );
}
