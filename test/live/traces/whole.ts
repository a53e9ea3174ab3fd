import { eventually } from '../harness/wait';
import type { Floor } from './floor';
import type { Stack } from './stack';
import { stored, type SpansByTrace } from './stored';

/** One of them is on each path, whatever else of a trace might be missing. */
const SERVICES = ['postgres', 'api-gateway', 'wafer-map', 'stdf-parser'] as const;

/** What Jaeger has of what was sent from this floor. */
export async function inJaeger({ jaeger }: Stack, { since, tally }: Floor): Promise<SpansByTrace> {
  const all = await stored(jaeger.query, since, SERVICES);
  return new Map([...all].filter(([id]) => tally.spansByTrace.has(id)));
}

/** Whether each span of a trace that was sent is in Jaeger. */
export const isWhole = ({ tally }: Floor, id: string, there: SpansByTrace): boolean =>
  [...(tally.spansByTrace.get(id) ?? [])].every((span) => there.get(id)?.has(span) === true);

/** Of these traces, those of which something is missing in Jaeger. */
export async function missing(stack: Stack, floor: Floor, ids: Iterable<string>): Promise<readonly string[]> {
  const there = await inJaeger(stack, floor);
  return [...ids].filter((id) => !isWhole(floor, id, there));
}

/** Waits until nothing is missing of any of these traces. */
export const allWhole = (stack: Stack, floor: Floor, ids: Iterable<string>, limitSeconds: number): Promise<void> =>
  eventually(
    async () => {
      // Their number says enough of thousands.
      expect(await missing(stack, floor, ids)).toHaveLength(0);
    },
    limitSeconds,
    2,
  );
