import { uniform } from './random';
import { DAY, type Span, type Time } from './time';

/** A pod, for as long as it is found. */
export interface Pod extends Span {
  readonly name: string;
  readonly index: number;
}

/** Between one replica and the next, and for how long the old one and the new one are both there. */
const STEP_SECONDS = 45;
const OVERLAP_SECONDS = 15;

/** The pods of a Deployment; at each roll-out new ones replace the old, one by one, and begin to count at zero. */
export function podsOf(
  deployment: string,
  replicas: number,
  { since, rollouts, seed }: { readonly since: Time; readonly rollouts: readonly Time[]; readonly seed: number },
): readonly Pod[] {
  return [undefined, ...rollouts].flatMap((rollout, generation) => {
    const next = rollouts[generation];
    return Array.from({ length: replicas }, (_, index) => ({
      name: `${deployment}-${suffix(seed, deployment, generation)}-${suffix(seed, deployment, generation, index)}`,
      index,
      // Of those that are there from the beginning, each was last restarted at a time of its own.
      from: rollout === undefined ? since - DAY * uniform(seed, deployment, index) : rollout + index * STEP_SECONDS,
      to: next === undefined ? Infinity : next + index * STEP_SECONDS + OVERLAP_SECONDS,
    }));
  });
}

/** As Kubernetes makes them: letters and digits that spell nothing. */
const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

const suffix = (...key: readonly (string | number)[]): string =>
  Array.from({ length: 5 }, (_, i) => LETTERS[Math.floor(uniform(...key, i) * LETTERS.length)]).join('');
