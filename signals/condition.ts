import {
  constant,
  constantBy,
  duration,
  milliseconds,
  Quantity,
  remembered,
  selectors,
  Vector,
  type Expr,
  type AnyVector,
  type VectorLike,
  type Duration,
  type Unit,
} from '../promql';
import { DeclarationError } from './declaration-error';
import type { Severity } from './severity';

/** A quantity whose unit is known at run time only. */
export interface AnyQuantity {
  readonly shape: 'a quantity';
  readonly value: number;
  readonly unit: Unit;
}

/** A threshold of its own for each value of a label. */
export interface ThresholdBy<N extends string, Q extends AnyQuantity = AnyQuantity> {
  readonly by: N;
  readonly of: Readonly<Record<string, Q>>;
}
export type Threshold = AnyQuantity | ThresholdBy<string>;

/** @param label a label of the signal @param of one threshold for every value that the label has */
export const by = <N extends string, U extends Unit>(
  label: N,
  of: Readonly<Record<string, Quantity<U>>>,
): ThresholdBy<N, Quantity<U>> => ({ by: label, of });

export const isBy = (threshold: Threshold): threshold is ThresholdBy<string> => 'by' in threshold;

/** How a query's value is held against a threshold. */
export type Bound = 'above' | 'below' | 'at most';
export const COMPARISON = { above: '>', below: '<', 'at most': '<=' } as const;

/** When an alert fires, with its unit and labels erased: what rules, panels and pages are made from. */
export interface AnyCondition {
  readonly bound: Bound;
  readonly threshold: Threshold;
  /** How long it must hold at every evaluation. A gap, or a restart of Prometheus, starts it anew. */
  readonly for: Duration;
  /** Instead of now, throughout this time: for spans that no `for` survives. Needs samples in nine tenths of it. */
  readonly throughout?: Duration;
  /** What somebody is asked to decide, as an imperative sentence. */
  readonly asks?: string;
  /** A finding that can wait for a few hours: it is told together with others like it. */
  readonly inDigest?: true;
  /** Holds only together with this: the series that it has, joined on its labels. */
  readonly while?: { readonly text: string; readonly query: AnyVector };
}

declare const measures: unique symbol;

/** A condition on a vector of unit `U` that has at least the labels `N`. */
export interface Condition<in out U extends Unit, out N extends string> extends AnyCondition {
  readonly [measures]: { readonly unit: (unit: U) => U; readonly labels: N };
  /** The decision that the alert asks for; shown first in its description. */
  asking(what: string): Condition<U, N>;
  /** Each is a finding, not an incident: whoever owns them gets those of some hours in one notification. */
  toldInDigest(): Condition<U, N>;
  /** @param text completes the sentence "… while" @param query what must have series at the same time */
  whilst<M extends string, V extends Unit>(text: string, query: VectorLike<M, V>): Condition<U, N | M>;
}

function condition<U extends Unit, N extends string>(fields: AnyCondition): Condition<U, N> {
  const made = {
    ...fields,
    asking: (what: string) => condition<U, N>({ ...fields, asks: what }),
    toldInDigest: () => condition<U, N>({ ...fields, inDigest: true }),
    whilst: <M extends string>(text: string, query: AnyVector) =>
      condition<U, N | M>({ ...fields, while: { text, query } }),
  };
  return made as unknown as Condition<U, N>;
}

/** A bound that still needs its duration; as it is, what makes a minute bad (`timeSlice`). */
export interface Pending<in out U extends Unit, out N extends string> {
  readonly [measures]: { readonly unit: (unit: U) => U; readonly labels: N };
  readonly bound: Bound;
  readonly threshold: Threshold;
  /** Held at every evaluation for this long: minutes to hours. */
  for(how: Duration): Condition<U, N>;
  /**
   * Held by every sample of this time, gaps left aside: days. The query must be a recorded series, since every sample
   * is read.
   */
  throughout(how: Duration): Condition<U, N>;
}

/** So that one evaluation on a half-loaded Prometheus decides nothing. */
const CONFIRMATION: Duration = '2m';

function pending<U extends Unit, N extends string>(bound: Bound, threshold: Threshold): Pending<U, N> {
  checkQuantities(bound, threshold);
  const made = {
    bound,
    threshold,
    for: (how: Duration) => condition<U, N>({ bound, threshold, for: duration(how) }),
    throughout: (how: Duration) => condition<U, N>({ bound, threshold, for: CONFIRMATION, throughout: duration(how) }),
  };
  return made as unknown as Pending<U, N>;
}

/** A bare number has no unit: synth, which does not type-check, would read it as anything. */
function checkQuantities(bound: Bound, threshold: unknown): void {
  const of =
    typeof threshold === 'object' && threshold !== null && 'by' in threshold
      ? (threshold as ThresholdBy<string>).of
      : { threshold };
  const bare = Object.values(of).find((line: unknown) => !(line instanceof Quantity));
  if (bare !== undefined) {
    throw new DeclarationError(
      `${bound} ${JSON.stringify(bare)}: a threshold is a quantity with its unit, such as ratio(0.05) or seconds(0.2)`,
    );
  }
}

/** How long the condition has held when the alert fires. */
export const heldFor = ({ for: how, throughout }: AnyCondition): Duration => throughout ?? how;

type Line<U extends Unit, N extends string> = Quantity<U> | ThresholdBy<N, Quantity<U>>;

export const above = <U extends Unit, N extends string = never>(line: Line<U, N>): Pending<U, N> =>
  pending('above', line);
export const below = <U extends Unit, N extends string = never>(line: Line<U, N>): Pending<U, N> =>
  pending('below', line);
export const atMost = <U extends Unit, N extends string = never>(line: Line<U, N>): Pending<U, N> =>
  pending('at most', line);

/** The threshold as series: one without labels, or one for each value of its label. */
export function thresholdVector(threshold: Threshold): Vector<string, Unit> {
  if (!isBy(threshold)) return constant<Unit>(quantity(threshold)) as unknown as Vector<string, Unit>;
  const lines = Object.entries(threshold.of).map(([value, line]) => [value, quantity(line)] as const);
  return constantBy<string, Unit>(threshold.by, Object.fromEntries(lines));
}

const quantity = ({ value, unit }: AnyQuantity): Quantity<Unit> => new Quantity(value, unit);

/** The query, filtered to the series for which the condition holds. */
export const holds = (query: AnyVector, condition: AnyCondition): AnyVector => conditionsOf(query)(condition);

/** The check of a declaration and its rule ask for the same: they get one tree, which is printed once. */
const conditionsOf = remembered((query: AnyVector) =>
  remembered((condition: AnyCondition): AnyVector => filteredBy(query, condition)),
);

function filteredBy(query: AnyVector, condition: AnyCondition): AnyVector {
  const { bound, threshold, throughout, while: also } = condition;
  const now = new Vector(query.expr, query.labels, query.unit);
  const source = throughout === undefined ? now : worstOf(now, bound, throughout);
  const op = COMPARISON[bound];
  const filtered = isBy(threshold)
    ? source.on(threshold.by).left().compare(op, thresholdVector(threshold))
    : source.compare(op, quantity(threshold));
  const evident = throughout === undefined ? filtered : filtered.and(covered(now, throughout));
  return also ? evident.on(...also.query.labels).and(also.query as never) : evident;
}

/** The value of the time that is the least bad: if even that is beyond the threshold, all are. */
const worstOf = (query: Vector<string, Unit>, bound: Bound, time: Duration): Vector<string, Unit> =>
  bound === 'above' ? query.minOverTime(time) : query.maxOverTime(time);

/** Coverage is counted at this many points. */
const POINTS = 72;
const COVERAGE = 0.9;

function covered(query: Vector<string, Unit>, time: Duration): Vector<string, Unit> {
  const step: Duration = `${Math.round(milliseconds(time) / POINTS / 1000)}s`;
  return query.countOverTime(time, step).atLeast(Math.floor(POINTS * COVERAGE)) as unknown as Vector<string, Unit>;
}

/** @throws DeclarationError where the threshold has another unit than the query, or a label that the query lacks. */
export function checkCondition(what: string, query: AnyVector, condition: AnyCondition): void {
  const { threshold, for: how } = condition;
  // A bound without its duration has a method there.
  if (typeof (how as unknown) !== 'string')
    throw new DeclarationError(`${what}: its condition lacks .for('…') or .throughout('…')`);
  const lines = isBy(threshold) ? Object.values(threshold.of) : [threshold];
  const stranger = lines.find((line) => line.unit !== query.unit);
  if (stranger) {
    throw new DeclarationError(`${what}: a threshold in ${stranger.unit} for a query in ${query.unit}`);
  }
  if (isBy(threshold) && !query.labels.includes(threshold.by)) {
    throw new DeclarationError(
      `${what}: thresholds by '${threshold.by}', but the query has only ${query.labels.join(', ') || 'no labels'}`,
    );
  }
  const last = lastBound(query.expr);
  const dead = lines.find((line) => condition.bound === 'above' && last !== undefined && line.value >= last);
  if (dead) {
    throw new DeclarationError(
      `${what}: a quantile never exceeds the last bucket bound, ${last ?? ''}; above ${dead.value} it would never fire`,
    );
  }
}

/**
 * Who is told, and when, follows from the severity: a condition must not ask for something else.
 * @throws DeclarationError for an info that asks for no decision, and for a page that would wait for a digest
 */
export function checkSeverity(what: string, severity: Severity, { asks, inDigest }: AnyCondition): void {
  if (severity === 'info' && asks === undefined) {
    throw new DeclarationError(
      `${what}: it asks for no decision, so nobody has to be told: add .asking('…'), make it a warning, or declare the signal with shown()`,
    );
  }
  if (severity === 'critical' && inDigest) {
    throw new DeclarationError(
      `${what}: what is critical wakes somebody and cannot wait for a digest: leave out .toldInDigest()`,
    );
  }
}

/** The largest finite bound of the histogram that a quantile is taken of. */
function lastBound(expr: Expr): number | undefined {
  if (expr.kind !== 'call' || expr.fn !== 'histogram_quantile') return undefined;
  const bounds = selectors(expr).flatMap(({ known }) => known?.le ?? []);
  const finite = bounds.map(Number).filter(Number.isFinite);
  return finite.length > 0 ? Math.max(...finite) : undefined;
}
