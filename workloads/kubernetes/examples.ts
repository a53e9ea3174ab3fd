import type { Duration } from '../../promql';
import type { InputSeries } from '../../signals';

/** A namespace of examples, and another whose objects are well. */
export const TESTS = { namespace: 'test-data' } as const;
export const FLOOR = { namespace: 'test-floor' } as const;

/** A pod of examples, and a container in it. */
export const podOf = (namespace: string, pod: string) => ({ namespace, pod, uid: `uid-${pod}` });
export const containerOf = (namespace: string, pod: string, container: string) => ({
  ...podOf(namespace, pod),
  container,
});

/** Series of two exporters that tell of the same object: one that was replaced is seen for five minutes more. */
export const seenTwice = (of: (instance: { readonly instance: string }) => readonly InputSeries[]) =>
  ['a', 'b'].flatMap((instance) => of({ instance }));

/** An object that is in this state through every second such time, beginning with it: a container that crashes again and again. */
export const onAndOff = (series: string, minutes: number, value = 1): InputSeries => ({
  series,
  values: (steps, seconds) => {
    const length = Math.round((minutes * 60) / seconds);
    const rounds = Math.ceil(steps / (2 * length)) + 1;
    return Array.from({ length: rounds }, () => `${value}+0x${length - 1} _x${length}`).join(' ');
  },
});

/** So long a state lasts before it is told of, unless something else is said. */
export const LASTING: Duration = '15m';
