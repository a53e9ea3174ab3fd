import type { AnyVector, Duration } from '../../promql';
import type { AlertKind, Tier } from '../../signals';

/** A recording rule whose expression is still a tree: it is printed, priced and broken by tests from there. */
export interface SloRecording {
  readonly record: string;
  readonly source: AnyVector;
  /** Labels beside the objective's identity. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** When one of an objective's alerts holds. */
export interface SloCondition {
  readonly kind: AlertKind;
  /** The tier that it is about; undefined for the alerts about the budget and the data. */
  readonly tier?: Tier;
  /** Whether it is about one group of the objective, or about all of it. Default: a group, where it has any. */
  readonly scope?: 'group' | 'all';
  readonly condition: AnyVector;
  readonly for?: Duration;
  readonly keepFiringFor?: Duration;
}
