import { perSecond, Vector, type Counter, type Duration, type LabelSpec, type Where } from '../promql';
import { above, gone, grows, signal, type InputSeries, type Signal } from '../signals';

/** Where a program is scraped, as matchers: another of its kind may be scraped as well. */
export interface Scraped {
  readonly job: string;
  readonly namespace: string;
}

/** One thing that goes wrong: how often, by replica, and a series of its counter. */
interface Wrong {
  readonly rate: Vector<'pod', 'count/s'>;
  /** Growing at that many events a second. */
  readonly series: (target: Readonly<Record<string, string>>, rate: number) => InputSeries;
}

/** @param labels those of a series as it is, beside the scrape's */
export function wrong<L extends LabelSpec>(
  counter: Counter<L, 'count'>,
  { job, namespace }: Scraped,
  labels: Readonly<Record<string, string>> = {},
): Wrong {
  const { expr, unit } = counter
    .where({ job, namespace } as Where<L>)
    .rate()
    .sumBy('pod' as never);
  return {
    // That every counter has a pod, the compiler cannot see of one with any labels.
    rate: new Vector(expr, ['pod'], unit),
    series: (target, rate) => grows(counter, { ...labels, ...target }, rate),
  };
}

interface Trouble extends Pick<Signal, 'name' | 'title' | 'impact' | 'nextSteps'> {
  readonly description: string;
  readonly scraped: Scraped;
  /** Where the values of `kinds` stand. */
  readonly label: string;
  /** What goes wrong, by a word for it. */
  readonly kinds: Readonly<Record<string, Wrong>>;
  readonly severity?: 'warning' | 'critical';
  /** Default: ten minutes, so that what mends itself at once is nobody's work. */
  readonly for?: '10m' | '15m';
}

/** Events a second of something that happens once a minute. */
const EACH_MINUTE = 1 / 60;

/**
 * What must not happen, and alerts when it goes on happening: several counters that each count one kind of trouble, as one
 * signal. Events a second, by the kind and the replica.
 */
export function trouble(props: Trouble): Signal<'count/s'> {
  const { name, title, description, impact, nextSteps, scraped, label, kinds, severity = 'warning' } = props;
  const { job, namespace } = scraped;
  const held: Duration = props.for ?? '10m';
  const at = Number(held.slice(0, -1));
  const all = Object.values(kinds);
  const happening = (target: Readonly<Record<string, string>>, rate = EACH_MINUTE): readonly InputSeries[] =>
    all.map(({ series }) => series(target, rate));
  const condition = above(perSecond(0, 'count')).for(held);
  const query = Object.entries(kinds)
    .map(([kind, { rate }]) => rate.labelled(label, kind))
    .reduce((left, right) => left.or(right));
  return signal<string, 'count/s'>({
    name,
    title,
    description,
    query: query,
    [severity]: condition,
    examples: {
      [severity]: {
        fires: {
          series: happening({ job, namespace, pod: 'a' }),
          at: `${at + 3}m`,
          notYetAt: `${at}m`,
          labels: Object.keys(kinds).map((kind) => ({ [label]: kind, pod: 'a' })),
        },
        quiet: [
          // Nothing here, and everything elsewhere.
          {
            series: [
              ...happening({ job, namespace, pod: 'a' }, 0),
              ...happening({ job: `not-${job}`, namespace, pod: 'y' }),
              ...happening({ job, namespace: `not-${namespace}`, pod: 'z' }),
            ],
            at: `${2 * at}m`,
          },
          // For four minutes only: with what five minutes remember of it, it is over before it is told.
          { series: gone(happening({ job, namespace, pod: 'a' }), '4m'), at: `${at + 2}m` },
        ],
      },
    },
    impact,
    nextSteps,
  });
}
