export { constant, constantBy } from './constant';
export { counter, type Counter } from './counter';
export { bucketShares } from './cumulative';
export { checkWindow, duration, milliseconds, spoken, type Duration, type Window } from './duration';
export { PromqlError } from './error';
export { children, metricsRead, selectors, type Expr, type Selector } from './expr';
export { gauge, type Gauge } from './gauge';
export { histogram, type Distribution, type Histogram, type IfBound } from './histogram';
export {
  absent,
  added,
  any,
  matchers,
  noneOf,
  not,
  own,
  present,
  TARGET_LABELS,
  type LabelSpec,
  type Matcher,
  type Wanted,
  type Where,
} from './labels';
export { exposedLabels, hasOwnTargetLabels, isByLabel, labelNames, type AnyMetric, type MetricSpec } from './metric';
export { nativeHistogram, type NativeHistogram } from './native-histogram';
export { leText, printNumber } from './number';
export { escapeString, print, RULE_CONTEXT, type PrintContext } from './print';
export { raw } from './raw';
export { remembered } from './remembered';
export { isRecordedName, record, type Recorded } from './recorded';
export { seriesPerMetric } from './series-per-metric';
export { ALERTS, ALERTS_FOR_STATE, Series } from './series';
export { checkSyntax } from './syntax';
export {
  bytes,
  celsius,
  count,
  percent,
  perMinute,
  perSecond,
  points,
  Quantity,
  ratio,
  seconds,
  type Unit,
} from './units';
export { Vector } from './vector';
export type { AnyVector, VectorLike } from './operand';
export { passing } from './values';
