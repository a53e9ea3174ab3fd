import type { AnyMetric, MetricSpec } from '../../promql';
import { PLAIN, type Labels, type Level, type Profile } from '../profile';

/** What tells a program in good health from one in bad. */
export interface Troubled {
  /** Values of labels that are declared as any. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
  /** Counters of what must not happen: they stand still while it is well. */
  readonly never?: readonly AnyMetric[];
  /** Label values that count what goes wrong: a thousandth of the usual while it is well. */
  readonly faults?: readonly string[];
  /** Gauges: their value in good health, and in bad. */
  readonly levels?: readonly (readonly [AnyMetric, well: number, ill: number | undefined])[];
  /** Counters of what goes on while it is well, and so many times as fast when it is not; 0 for those that stand still. */
  readonly paces?: readonly (readonly [AnyMetric, ill: number])[];
  /** The same for those whose value goes by a label. */
  readonly levelOf?: (metric: MetricSpec, labels: Labels, isWell: boolean) => Level | undefined;
}

/** A program in good health, and one with everything wrong that a minute can bring about. */
export function troubled(props: Troubled): { readonly healthy: Profile; readonly sick: Profile } {
  const { values = {}, never = [], faults = [], levels = [], paces = [], levelOf } = props;
  const isNever = ({ name }: MetricSpec): boolean => never.some(({ spec }) => spec.name === name);
  const isFault = (labels: Labels): boolean => Object.values(labels).some((value) => faults.includes(value));
  const profile = (isWell: boolean): Profile => ({
    ...PLAIN,
    values: Object.fromEntries(Object.entries(values).map(([label, all]) => [label, () => all])),
    traffic: (metric, labels) => {
      if (isNever(metric)) return isWell ? 0 : 1;
      const [, pace = 1] = paces.find(([{ spec }]) => spec.name === metric.name) ?? [];
      return isFault(labels) && isWell ? 0.001 : isWell ? 1 : pace;
    },
    level: (metric, labels) => {
      const told = levelOf?.(metric, labels, isWell);
      if (told !== undefined) return told;
      const [, well, ill] = levels.find(([{ spec }]) => spec.name === metric.name) ?? [];
      return isWell ? well : ill;
    },
    // The slowest of all is a tenth of a second, or what no bucket holds.
    peak: (metric) => (metric.unit === 'seconds' ? (isWell ? 0 : 1) : undefined),
  });
  return { healthy: profile(true), sick: profile(false) };
}
