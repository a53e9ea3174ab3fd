import { milliseconds, type Duration } from '../../../promql';
import type { Dashboard } from '../../live/harness/dashboards';

/** The widest range that a dashboard offers; a panel may have one of its own. In seconds. */
export const widestOf = ({ ranges }: Pick<Dashboard, 'ranges'>): number =>
  Math.max(...ranges.map((from) => milliseconds(from.replace('now-', '') as Duration) / 1000));
