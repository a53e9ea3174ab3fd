export {
  above,
  atMost,
  below,
  by,
  heldFor,
  holds,
  isBy,
  thresholdVector,
  type AnyCondition,
  type AnyQuantity,
  type Threshold,
} from './condition';
export {
  businessHours,
  hours,
  nights,
  weekends,
  WEEKDAYS,
  type Dated,
  type Hours,
  type Weekly,
} from './calendar/hours';
export { deployments, maintenance, MUTED, type Window } from './calendar/window';
export { exporterOf, exportersOf, scrapedNamespaces, type Exporter } from './exporter';
export { checkChoosable, drawn, recordedForPanel } from './drawn';
export { dashboard, MAX_PANELS, row, type Dashboard, type Row } from './dashboard';
export { DeclarationError } from './declaration-error';
export {
  boundsOf,
  comes,
  gone,
  grows,
  levels,
  observes,
  once,
  paces,
  slides,
  stays,
  staysRecorded,
  turns,
  type Examples,
  type Firing,
  type InputSeries,
  type Piece,
  type Quiet,
} from './example';
export {
  activeSince,
  ALERT_INTERVAL,
  ALERT_LABELS,
  firing,
  firingCount,
  firingStarted,
  WATCHDOG,
} from './alert-activity';
export { blind, moreGeneral, nodeGone, type Inhibition } from './inhibition';
export type { Links } from './links';
export { applyOverrides, calm, drop, override, warnOnly, type Override } from './override';
export { claimsOf } from './log-claims';
export { written, type LogExamples, type LoggedLine } from './log-example';
export { LOG_INTERVAL, LOGS_DASHBOARD, logQuery, logSignal, UNCLAIMED, WRITER, type LogSignal } from './log-signal';
export {
  alertName,
  availability,
  BUDGET_STATES,
  composite,
  ERROR_BUDGET_DASHBOARD,
  errorBudget,
  factor,
  fasterThan,
  GATE,
  IDENTITY,
  identity,
  isLasting,
  lasting,
  longestWindow,
  nativelyFasterThan,
  notFailing,
  ownerOf,
  pascal,
  rawPair,
  runbookName,
  SERIES,
  shortWindow,
  slothId,
  sloSeries,
  targetRatio,
  tidy,
  timeSlice,
  warningsOnly,
  WINDOW,
  WORKBOOK_TIERS,
  type AlertKind,
  type Composite,
  type EventsSli,
  type Example,
  type ExampleSeries,
  type Gate,
  type Identity,
  type Objective,
  type Promised,
  type Sli,
  type Slo,
  type Tier,
  type TimeSli,
} from './objective';
export { ABOUT_SILENCE, samplesKept, SCRAPE_METRICS, targetsDown, targetsUp, up, type Scrape } from './scrape';
export { SEVERITIES, type Severity } from './severity';
export { describe, severitiesOf, shown, signal, type Line, type Signal, type View } from './signal';
export { team, type Team } from './team';
export { lineText, quantityText } from './text';
export { checkTogether } from './together';
export { catalog, queries, workload, type AnyRecorded, type Workload } from './workload';
