import { absent, added, type MetricSpec } from '../../promql';
import type { Labels, Profile } from '../profile';

type LabelValues = MetricSpec['labels'][string];

/**
 * Every combination of the values that a metric's labels can have. A label of the scrape that the series lacks is there and empty:
 * so it takes the place of the target's.
 * @param replica of the exporter; what its monitor adds is one value for each
 */
export function combinations(
  { labels: declared }: MetricSpec,
  { values }: Profile,
  replica: string,
): readonly Labels[] {
  const valuesOf = (label: string, allowed: LabelValues, labels: Labels): readonly string[] => {
    if (typeof allowed !== 'symbol') return allowed;
    if (allowed === absent) return [''];
    const all = values?.[label]?.(labels) ?? [`${label}-0`, `${label}-1`];
    if (allowed !== added) return all;
    const own = all[Number(replica)] ?? all[0];
    return own === undefined ? [] : [own];
  };
  return Object.entries(declared).reduce<readonly Labels[]>(
    (combined, [label, allowed]) =>
      combined.flatMap((labels) => valuesOf(label, allowed, labels).map((value) => ({ ...labels, [label]: value }))),
    [{}],
  );
}

/** A number from 0 to 1 that is the same for the same text: what makes one series differ from the next, repeatably. */
export function share(text: string): number {
  let hash = 0;
  for (const character of text) hash = (hash * 31 + character.charCodeAt(0)) % 65521;
  return hash / 65521;
}
