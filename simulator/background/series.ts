import { absent, type MetricSpec } from '../../promql';
import type { Labels, Profile } from '../profile';

/** Every combination of the values that a metric's labels can have. */
export function combinations({ labels: declared }: MetricSpec, { values }: Profile): readonly Labels[] {
  return Object.entries(declared).reduce<readonly Labels[]>(
    (combined, [label, allowed]) =>
      combined.flatMap((labels) => {
        if (allowed === absent) return [labels];
        const each =
          typeof allowed === 'symbol' ? (values?.[label]?.(labels) ?? [`${label}-0`, `${label}-1`]) : allowed;
        return each.map((value) => ({ ...labels, [label]: value }));
      }),
    [{}],
  );
}

/** A number from 0 to 1 that is the same for the same text: what makes one series differ from the next, repeatably. */
export function share(text: string): number {
  let hash = 0;
  for (const character of text) hash = (hash * 31 + character.charCodeAt(0)) % 65521;
  return hash / 65521;
}
