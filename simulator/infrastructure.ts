import type { AnyMetric } from '../promql';
import { notificationsFailed } from '../workloads/alertmanager/metrics';
import { temperature } from '../workloads/gpus/metrics';
import { fileSystemAvailable } from '../workloads/nodes/metrics';
import { spansOf, type Conditions, type Incident } from './incidents';
import type { Labels } from './profile';
import type { Series } from './series';
import type { Target } from './target';
import { HOUR, within, type Span, type Time } from './time';

/** What an incident does to series that are otherwise as their catalog has them. */
interface Trouble {
  readonly incident: Incident;
  readonly metric: AnyMetric;
  /** Labels that the series must have. */
  readonly of: Labels;
  /** Its value, from the usual one and the time since the incident began, in seconds. Default: the usual one. */
  readonly level?: (usual: number, into: Time) => number;
  /** What it counts besides, a second. */
  readonly more?: number;
}

const GB = 1e9;

const TROUBLES: readonly Trouble[] = [
  {
    incident: 'disk-filling',
    metric: fileSystemAvailable,
    of: { node: 'node-0' },
    level: (usual, into) => Math.max(GB, usual - (20 * GB * into) / HOUR),
  },
  { incident: 'gpu-hot', metric: temperature, of: { gpu: '0' }, level: () => 92 },
  { incident: 'pager-unreachable', metric: notificationsFailed, of: { integration: 'pagerduty' }, more: 100 },
];

/** The targets, of which some series tell of incidents. */
export const troubled = (targets: readonly Target[], conditions: Conditions): readonly Target[] => {
  const present = TROUBLES.map((trouble) => ({ trouble, spans: spansOf(conditions, trouble.incident) })).filter(
    ({ spans }) => spans.length > 0,
  );
  if (present.length === 0) return targets;
  return targets.map((target) => ({
    ...target,
    series: target.series.map((series) =>
      present
        .filter(({ trouble }) => isMeant(series, trouble))
        .reduce((changed, { trouble, spans }) => suffering(changed, trouble, spans), series),
    ),
  }));
};

const isMeant = ({ metric, labels }: Series, trouble: Trouble): boolean =>
  metric === trouble.metric.spec && Object.entries(trouble.of).every(([label, value]) => labels[label] === value);

const suffering = (series: Series, { level, more = 0 }: Trouble, spans: readonly Span[]): Series => ({
  ...series,
  value: (t) => {
    const usual = series.value(t);
    if (typeof usual !== 'number') return usual;
    const span = spans.find((candidate) => within([candidate], t));
    const counted = spans.reduce((sum, { from, to }) => sum + more * Math.max(0, Math.min(t, to) - from), 0);
    return (span && level ? level(usual, t - span.from) : usual) + Math.floor(counted);
  },
});
