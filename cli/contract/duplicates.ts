import { leText } from '../../promql';
import type { Finding } from './finding';
import type { Sample } from './sample';
import { floatOf } from './words';

/** Series that stand there twice: Prometheus keeps one of them, and warns. Compared as it stores them. */
export function duplicateFindings(samples: readonly Sample[]): readonly Finding[] {
  const first = new Map<string, Sample>();
  const twice = new Map<string, { readonly found: string; more: number }>();
  for (const sample of samples) {
    const key = identity(sample);
    const before = first.get(key);
    if (!before) first.set(key, sample);
    else {
      const known = twice.get(sample.name);
      if (known) known.more += 1;
      else
        twice.set(sample.name, { found: `${labelText(sample)} in lines ${before.line} and ${sample.line}`, more: 0 });
    }
  }
  return [...twice].map(([metric, { found, more }]) => ({
    metric,
    finding: 'duplicate series',
    expected: 'each series once',
    found: more === 0 ? found : `${found}, and ${more} more`,
  }));
}

const identity = ({ name, labels, timestamp }: Sample): string =>
  JSON.stringify([
    name,
    timestamp === undefined ? '' : Number(timestamp),
    [...labels]
      .filter(([, value]) => value !== '')
      .map(([label, value]) => [label, label === 'le' && name.endsWith('_bucket') ? stored(value) : value])
      .sort(),
  ]);

const stored = (bound: string): string => leText(floatOf(bound) ?? NaN);

const labelText = ({ labels }: Sample): string =>
  `{${[...labels].map(([label, value]) => `${label}=${JSON.stringify(value)}`).join(', ')}}`;
