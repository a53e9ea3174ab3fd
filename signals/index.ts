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
export { dashboard, MAX_PANELS, row, type Dashboard, type Row } from './dashboard';
export { DeclarationError } from './declaration-error';
export { boundsOf, gone, grows, observes, stays, type Examples, type InputSeries } from './example';
export type { Links } from './links';
export { applyOverrides, drop, override, type Override } from './override';
export { SCRAPE_METRICS, targetsDown, targetsUp, up, type Scrape } from './scrape';
export { SEVERITIES, type Severity } from './severity';
export { describe, severitiesOf, shown, signal, type Line, type Signal, type View } from './signal';
export { team, type Team } from './team';
export { lineText, quantityText } from './text';
export { checkTogether } from './together';
export { catalog, workload, type AnyRecorded, type Workload } from './workload';
