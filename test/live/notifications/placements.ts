import type { Alert } from '../harness/alertmanager/api';
import type { AlertmanagerFile, NamedTimeInterval } from '../harness/alertmanager/file';
import { beginningAt, endingAt, inside, outside, type Shift } from '../harness/alertmanager/shifted';

/** Where an interval is placed, seen from now. */
const PLACES = ['inside', 'outside', 'ending', 'beginning'] as const;
type Place = (typeof PLACES)[number];

const BY = ['active', 'mute'] as const;
type By = (typeof BY)[number];

/** A time interval of the configuration at a place, and a route that it lets tell, or mutes. */
export interface Placement {
  readonly interval: string;
  readonly place: Place;
  readonly by: By;
}

/** Every interval at every place, with a route of both kinds. */
export const placementsOf = ({ time_intervals: intervals = [] }: AlertmanagerFile): readonly Placement[] =>
  intervals.flatMap(({ name }) => PLACES.flatMap((place) => BY.map((by) => ({ interval: name, place, by }))));

const RECEIVER = 'everybody';

/**
 * The intervals of a configuration, each at every place, with a route for each placement, in the place of its own routes and receivers.
 * @param now in the middle of what is placed inside or outside
 * @param turn when what is placed there begins or ends, to the minute
 */
export function placed(config: AlertmanagerFile, now: Date, turn: Date): AlertmanagerFile {
  const shifts: Readonly<Record<Place, Shift>> = {
    inside: inside(now),
    outside: outside(now),
    ending: endingAt(turn),
    beginning: beginningAt(turn),
  };
  return {
    ...config,
    time_intervals: (config.time_intervals ?? []).flatMap((interval) =>
      PLACES.map((place) => ({ ...shifts[place](interval), name: nameOf({ interval: interval.name, place }) })),
    ) satisfies readonly NamedTimeInterval[],
    inhibit_rules: [],
    receivers: [{ name: RECEIVER, webhook_configs: [{ url: 'http://receiver.example', send_resolved: false }] }],
    route: {
      receiver: RECEIVER,
      group_by: ['...'],
      group_wait: '30s',
      group_interval: '5m',
      repeat_interval: '12h',
      routes: placementsOf(config).map((placement) => ({
        matchers: [`interval="${placement.interval}"`, `place="${placement.place}"`, `by="${placement.by}"`],
        [`${placement.by}_time_intervals`]: [nameOf(placement)],
      })),
    },
  };
}

/** An alert that takes the route of a placement. */
export const alertAt = ({ interval, place, by }: Placement, when: string): Alert => ({
  labels: { alertname: when, interval, place, by },
});

/** Whether it is to be told: before the turn, or after it. */
export function isTold({ place, by }: Placement, turned: boolean): boolean {
  const within = { inside: true, outside: false, ending: !turned, beginning: turned }[place];
  return by === 'active' ? within : !within;
}

/** In words, for comparing lists of them. */
export const textOf = ({ interval, place, by }: Placement): string => `${by} ${interval} ${place}`;

const nameOf = ({ interval, place }: Pick<Placement, 'interval' | 'place'>): string => `${interval}-${place}`;
