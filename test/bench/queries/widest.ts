import { milliseconds, type Duration } from '../../../promql';
import type { Dashboard } from '../../live/harness/dashboards';

/** What dashboards with a tag are looked at for, at most; the first that fits counts. */
const WIDEST: readonly (readonly [tag: string, widest: Duration])[] = [
  // It is set to an incident, and the longest of those are over within a week.
  ['incident', '7d'],
  // Promises are kept over 30 days, and alerts are reviewed over them.
  ['slo', '30d'],
  ['alerts', '30d'],
  ['executive', '30d'],
];

/** Whoever is on call compares with the day before: what is older is looked at through what is recorded. */
const USUAL: Duration = '1d';

/** The widest range for which a dashboard is made; a panel may have one of its own. In seconds. */
export const widestOf = ({ tags }: Dashboard): number =>
  milliseconds(WIDEST.find(([tag]) => tags.includes(tag))?.[1] ?? USUAL) / 1000;
