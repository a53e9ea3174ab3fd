import { binary } from './binary';
import { checkWindow, duration, milliseconds, type Duration, type Window } from './duration';
import {
  matchers,
  together,
  type LabelSpec,
  type Literal,
  type Matcher,
  type NamesOf,
  type NoLabels,
  type Where,
} from './labels';
import { call, checkSpec, labelNames, selector, type MetricSpec } from './metric';
import { NoVector, refuse, type Refused } from './refused';
import { shifted } from './shift';
import { rateUnit, type Rate, type Unit } from './units';
import { Vector } from './vector';

/** Labels by which a scrape tells one process from another. */
const PROCESS = ['namespace', 'job', 'pod'] as const;
type ProcessLabel = (typeof PROCESS)[number];
/** How far Prometheus looks back for a sample, unless it is told otherwise. */
const LOOKBACK: Duration = '5m';

/** A cumulative count. Its value alone says nothing (restarts reset it), so it is no vector: take rate() or increase(). */
export class Counter<L extends LabelSpec, U extends Unit> extends NoVector {
  readonly shape = 'a counter: take rate() or increase()';

  constructor(
    readonly spec: MetricSpec & { readonly labels: L; readonly unit: U },
    private readonly matchers: readonly Matcher[] = [],
    private readonly suffix = '',
  ) {
    super();
  }

  where(where: Where<L>): Counter<L, U> {
    const more = matchers(this.spec.name, labelNames(this.spec.labels), this.spec.labels, where);
    return new Counter(this.spec, together(this.spec.name, this.matchers, more), this.suffix);
  }

  /** Increase per second, averaged over the window; labels as declared. */
  rate(window: Window = 'auto'): Vector<NamesOf<L>, Rate<U>> {
    return new Vector(this.over('rate', window), this.names(), rateUnit(this.spec.unit, this.spec.name));
  }
  /** Increase over the window, extrapolated to its ends. */
  increase(window: Window = 'auto'): Vector<NamesOf<L>, U> {
    return new Vector(this.over('increase', window), this.names(), this.spec.unit);
  }

  /**
   * Increase over the window, also of a series that began within it: `increase()` holds a first value for where it started,
   * and so hides the first events of what is not counted before they happen. Such a series began at zero if its process was scraped
   * a window ago without it, or is hardly older than the window; after a gap in the scrapes, what stands there is nothing new.
   * @param uptime of the processes of these targets
   */
  gained(window: Duration, uptime: Vector<ProcessLabel, 'seconds'>): Vector<NamesOf<L>, U> {
    const now = selector(this.spec, this.matchers, this.suffix);
    const young = (milliseconds(window) + milliseconds(LOOKBACK)) / 1000;
    const wasThere = shifted(uptime.expr, duration(window));
    const hasSeenAll = binary('or', wasThere, binary('<', uptime.expr, { kind: 'number', value: young }));
    const begun = binary('and', binary('unless', now, shifted(now, window)), hasSeenAll, {
      matching: { mode: 'on', labels: PROCESS },
    });
    return new Vector(binary('or', begun, this.over('increase', window)), this.names(), this.spec.unit);
  }

  /** The bare count, of time only: how long a process has been up, if it counts the seconds itself. */
  get elapsed(): U extends 'seconds' ? () => Vector<NamesOf<L>, U> : Refused<'elapsed() needs a counter of seconds'> {
    if (this.spec.unit !== 'seconds') return refuse('elapsed() needs a counter of seconds') as never;
    const now = selector(this.spec, this.matchers, this.suffix);
    return (() => new Vector(now, this.names(), this.spec.unit)) as never;
  }

  /** How many series there are now, whatever their value: none where nothing is exposed. Labels `K` out. */
  seriesBy<K extends NamesOf<L> = never>(...labels: K[]): Vector<NoInfer<K>, 'count'> {
    const now = selector(this.spec, this.matchers, this.suffix);
    return new Vector(now, this.names(), this.spec.unit).countBy(...labels);
  }

  private over(fn: string, window: Window) {
    return call(fn, {
      kind: 'range',
      of: selector(this.spec, this.matchers, this.suffix),
      window: checkWindow(window),
    });
  }

  private names(): NamesOf<L>[] {
    return labelNames(this.spec.labels) as NamesOf<L>[];
  }
}

/** @param name as exposed, with `_total`. @param props `unit` is what one increment counts. */
export function counter<const L extends LabelSpec = NoLabels, U extends Unit = 'count'>(
  name: string,
  props: { readonly labels?: L & Literal<L>; readonly unit?: U; readonly help: string; readonly optional?: true },
): Counter<L, NoInfer<U>> {
  const { labels = {} as L, unit = 'count' as U, ...rest } = props;
  return new Counter(checkSpec({ kind: 'counter', name, labels: labels, unit, ...rest }));
}
