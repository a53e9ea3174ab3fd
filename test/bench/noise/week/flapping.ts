import type { Target } from '../../../../simulator/target';
import { within, type Span, type Time } from '../../../../simulator/time';
import { testerStatus } from '../../../../workloads/ate/metrics';
import type { Flapping } from './events';

/** The floor with testers to which the exporter loses its connection: it says that they are down, and what it last knew of them. */
export const withFlapping = (targets: readonly Target[], testers: readonly Flapping[]): readonly Target[] =>
  targets.map((target) => ({
    ...target,
    series: target.series.map((series) => {
      const down = testers.find(({ tester }) => tester === series.labels.tester_id)?.down;
      if (!down) return series;
      return series.metric === testerStatus.spec
        ? { ...series, value: (t: Time) => (within(down, t) ? 0 : series.value(t)) }
        : { ...series, value: (t: Time) => series.value(beginningOf(down, t) ?? t) };
    }),
  }));

const beginningOf = (spans: readonly Span[], t: Time): Time | undefined =>
  spans.find((span) => within([span], t))?.from;
