import { AggregatorRegistry } from 'prom-client';
import type { MetricSpec } from '../promql';
import { families } from './families';
import type { NativeBuckets, Series } from './series';
import type { Time } from './time';

/** The media type of what {@link exposition} writes. */
export const { contentType: CONTENT_TYPE } = new AggregatorRegistry();

/**
 * What an exporter with these series answers at a moment, in Prometheus's text format, as prom-client writes it. Its own counters
 * and histograms cannot be used: they hold what was counted by themselves, one event after another, while here a hundred thousand
 * predictions a minute have their exact value at any moment without having been counted. So it gets finished values, by the way
 * that it has for those of other processes.
 */
export function exposition(series: readonly Series[], t: Time): Promise<string> {
  const metrics = families(series).map(([metric, members]) => family(metric, members, t));
  return AggregatorRegistry.aggregate([metrics]).metrics();
}

const family = ({ name, help, kind }: MetricSpec, members: readonly Series[], t: Time) => ({
  name,
  help,
  type: kind === 'native histogram' ? 'histogram' : kind,
  aggregator: 'first',
  values: members.flatMap((member) => {
    const sample = member.value(t);
    if (sample === undefined) return [];
    return typeof sample === 'number'
      ? [{ metricName: member.name, labels: written(member), value: sample }]
      : withoutBuckets(member, sample);
  }),
});

/** Go's client writes bounds of buckets so, and it is Prometheus that stores `1` as `1.0`; any other label stays as it is. */
const written = ({ metric, labels }: Series) =>
  metric.kind === 'histogram' && labels.le !== undefined ? { ...labels, le: labels.le.replace(/\.0$/, '') } : labels;

/** What Go's client writes as text of a native histogram that has no classic buckets. */
function withoutBuckets({ name, labels }: Series, { counts, sum }: NativeBuckets) {
  const count = counts.reduce((all, one) => all + one, 0);
  return [
    { metricName: `${name}_bucket`, labels: { ...labels, le: '+Inf' }, value: count },
    { metricName: `${name}_sum`, labels, value: sum },
    { metricName: `${name}_count`, labels, value: count },
  ];
}
