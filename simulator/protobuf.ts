import type { MetricSpec } from '../promql';
import { families } from './families';
import type { Labels } from './profile';
import type { NativeBuckets, Sample, Series } from './series';
import type { Time } from './time';
import { double, message, number, signed, string, varint } from './wire';

export const PROTOBUF = 'application/vnd.google.protobuf';
/** The media type of what {@link protobuf} writes. */
export const PROTOBUF_TYPE = `${PROTOBUF}; proto=io.prometheus.client.MetricFamily; encoding=delimited`;

/**
 * What an exporter with these series answers at a moment, as messages `io.prometheus.client.MetricFamily`, each after its length
 * (github.com/prometheus/client_model, metrics.proto, where the numbers of fields come from): of all formats the only one that has
 * native histograms.
 */
export function protobuf(series: readonly Series[], t: Time): Buffer {
  const written = families(series).map(([spec, members]) => family(spec, members, t));
  return Buffer.concat(written.flatMap((one) => [varint(one.length), one]));
}

const TYPES: Readonly<Record<MetricSpec['kind'], number>> = {
  counter: 0,
  gauge: 1,
  histogram: 4,
  'native histogram': 4,
};

function family(spec: MetricSpec, members: readonly Series[], t: Time): Buffer {
  const metrics = spec.kind === 'histogram' ? classicHistograms(spec, members, t) : singles(spec, members, t);
  return Buffer.concat([string(1, spec.name), string(2, spec.help), number(3, TYPES[spec.kind]), ...metrics]);
}

const metric = (labels: Labels, measured: Buffer): Buffer =>
  message(4, ...Object.entries(labels).map(([label, text]) => message(1, string(1, label), string(2, text))), measured);

const singles = ({ kind }: MetricSpec, members: readonly Series[], t: Time): readonly Buffer[] =>
  members.flatMap((member) => {
    const sample = member.value(t);
    return sample === undefined ? [] : [metric(member.labels, measured(kind, sample))];
  });

function measured(kind: MetricSpec['kind'], sample: Sample): Buffer {
  if (typeof sample !== 'number') return native(sample);
  return message(kind === 'counter' ? 3 : 2, double(1, sample));
}

/** Buckets without a gap, each as the difference to the one before. */
function native({ schema, first, counts, sum }: NativeBuckets): Buffer {
  return message(
    7,
    number(
      1,
      counts.reduce((all, count) => all + count, 0),
    ),
    double(2, sum),
    signed(5, schema),
    double(6, 2 ** -128),
    message(12, signed(1, first), number(2, counts.length)),
    ...counts.map((count, i) => signed(13, count - (counts[i - 1] ?? 0))),
  );
}

/** Its series are parts of one message for each set of labels. */
function classicHistograms({ name }: MetricSpec, members: readonly Series[], t: Time): readonly Buffer[] {
  const sets = new Map<string, { readonly labels: Labels; readonly parts: Buffer[] }>();
  for (const member of members) {
    const value = member.value(t);
    if (typeof value !== 'number') continue;
    const { le, ...labels } = member.labels;
    const set = sets.get(JSON.stringify(labels)) ?? { labels, parts: [] };
    sets.set(JSON.stringify(labels), set);
    if (le !== undefined) set.parts.push(message(3, number(1, value), double(2, bound(le))));
    else set.parts.push(member.name === `${name}_sum` ? double(2, value) : number(1, value));
  }
  return [...sets.values()].map(({ labels, parts }) => metric(labels, message(7, ...parts)));
}

const bound = (le: string): number => (le === '+Inf' ? Infinity : Number(le));
