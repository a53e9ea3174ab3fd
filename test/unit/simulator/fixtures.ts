import type { Conditions, Incident } from '../../../simulator/incidents';
import { fab } from '../../../simulator/fab';
import type { Sample, Series } from '../../../simulator/series';
import type { Target } from '../../../simulator/target';
import { WORKLOADS } from '../../../workloads';
import { DAY, HOUR, type Time } from '../../../simulator/time';

/** A Wednesday morning. */
export const NOW = Date.UTC(2026, 0, 14, 10) / 1000;
export const END = NOW + 3 * HOUR;

/** Exporters that are a day old, with incidents from now on. */
export const conditions = (...incidents: readonly Incident[]): Conditions => ({
  seed: 1,
  since: NOW - DAY,
  schedule: incidents.map((incident) => ({ incident, from: NOW, to: END })),
});

export const modelled = (given: Conditions): readonly Target[] => fab(WORKLOADS, given);

export const keyOf = ({ labels }: Target, { name, labels: own }: Series): string =>
  `${name} ${Object.values({ ...labels, ...own }).join(' ')}`;

/** Everything that scrapes at a time would bring, by series. */
export const scraped = (targets: readonly Target[], t: Time): ReadonlyMap<string, Sample> =>
  new Map(
    targets
      .filter((target) => target.exists(t) && target.answers(t))
      .flatMap((target) =>
        target.series.flatMap((series) => {
          const value = series.value(t);
          return value === undefined ? [] : [[keyOf(target, series), value] as const];
        }),
      ),
  );

/** The series whose value differs, or that only one of the two has. */
export const differing = (one: ReadonlyMap<string, Sample>, other: ReadonlyMap<string, Sample>): readonly string[] =>
  [...new Set([...one.keys(), ...other.keys()])].filter(
    (key) => JSON.stringify(one.get(key)) !== JSON.stringify(other.get(key)),
  );
