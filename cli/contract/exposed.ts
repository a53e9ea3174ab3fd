import type { Family } from './family';
import type { Format } from './format';
import type { Sample } from './sample';

/** What an exposition has of one metric, named and typed as a catalog would: counters with `_total`, info as a gauge. */
export interface Exposed {
  readonly name: string;
  readonly kind: 'counter' | 'gauge' | 'histogram' | 'gaugehistogram' | 'summary' | 'untyped';
  readonly samples: readonly Sample[];
}

/** The metrics of an exposition. The time at which a counter began (`_created`) is told with it, and is no metric. */
export function exposedMetrics(families: readonly Family[], format: Format): readonly Exposed[] {
  const metrics = families.flatMap((family) => ofFamily(family, format));
  const names = new Set(metrics.map(({ name }) => name));
  return metrics.filter(({ name }) => !isCreationTime(name, names));
}

function ofFamily({ name, type, samples }: Family, format: Format): readonly Exposed[] {
  switch (type) {
    case 'counter':
      return format === 'text' ? [{ name, kind: type, samples }] : ofCounter(name, samples);
    case 'info':
      return [{ name: `${name}_info`, kind: 'gauge', samples }];
    case 'stateset':
      return [{ name, kind: 'gauge', samples }];
    default:
      return [{ name, kind: type, samples: samples.filter((sample) => sample.name !== `${name}${CREATED}`) }];
  }
}

/** OpenMetrics names the family without `_total`, which its series must have; those that have not are a metric apart. */
function ofCounter(name: string, samples: readonly Sample[]): readonly Exposed[] {
  const bare = samples.filter((sample) => sample.name === name);
  const total = samples.filter((sample) => sample.name === `${name}_total`);
  return [
    ...(bare.length > 0 ? [{ name, kind: 'counter', samples: bare } as const] : []),
    ...(bare.length === 0 || total.length > 0
      ? [{ name: `${name}_total`, kind: 'counter', samples: total } as const]
      : []),
  ];
}

const CREATED = '_created';

/** In Prometheus's own format, clients tell the time as a gauge beside the metric. */
function isCreationTime(name: string, names: ReadonlySet<string>): boolean {
  if (!name.endsWith(CREATED)) return false;
  const stem = name.slice(0, -CREATED.length);
  return names.has(stem) || names.has(`${stem}_total`);
}
