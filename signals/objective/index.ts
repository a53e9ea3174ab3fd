export { availability } from './availability';
export { BUDGET_POLICY, BUDGET_STATES, GATE, type BudgetPolicy, type BudgetState, type Gate } from './budget-policy';
export { composite, type Composite } from './composite';
export type { Example, ExampleSeries } from './example-series';
export { fasterThan } from './faster-than';
export { notFailing } from './not-failing';
export { nativelyFasterThan } from './natively-faster-than';
export { errorBudget, longestWindow, targetRatio, tidy, type Objective, type Promised } from './objective';
export {
  ALERT_KINDS,
  alertName,
  ERROR_BUDGET_DASHBOARD,
  IDENTITY,
  identity,
  isLasting,
  lasting,
  ownerOf,
  pascal,
  runbookName,
  SERIES,
  slothId,
  sloSeries,
  WINDOW,
  type AlertKind,
  type Identity,
  type Slo,
} from './names';
export { rawPair } from './raw-pair';
export type { EventsSli, Sli, TimeSli } from './sli';
export { factor, shortWindow, warningsOnly, WORKBOOK_TIERS, type Tier } from './tier';
export { timeSlice } from './time-slice';
