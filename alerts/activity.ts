import { print } from '../promql';
import { ALERT_INTERVAL, firingCount, firingStarted } from '../signals';
import type { RuleGroup } from './rule';

/** What the review of alerts reads over weeks, written while it is fresh. */
export const activityGroup = (): RuleGroup => ({
  name: 'prometheus.alerts.activity',
  interval: ALERT_INTERVAL,
  rules: [firingCount, firingStarted].map(({ record, source }) => ({ record, expr: print(source.expr) })),
});
