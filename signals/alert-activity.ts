import { ALERTS, ALERTS_FOR_STATE, not, record } from '../promql';

/** The alert that always fires; whoever watches alerts leaves it out. */
export const WATCHDOG = 'Watchdog';

/** How often alerts are evaluated: twice a minute, so that a `for` of minutes is kept to half a minute. */
export const ALERT_INTERVAL = '30s';

/** By these an alert is known to those who review alerts; what else tells its instances apart is for whoever is on call. */
export const ALERT_LABELS = ['alertname', 'severity', 'team', 'workload'] as const;

/** Alerts that fire, without the one that always does. */
export const firing = ALERTS.where({ alertstate: 'firing', alertname: not(WATCHDOG) });

/** How many instances of each alert fire. A sample for every evaluation at which one does, and none at others. */
export const firingCount = record('alert:firing:count', firing.countBy(...ALERT_LABELS), { interval: ALERT_INTERVAL });

/**
 * How many instances of each alert began to fire since the evaluation before. Added up over a time, it is how often the
 * alert fired in it. What fires across a restart of Prometheus of more than five minutes counts again.
 */
export const firingStarted = record(
  'alert:firing_started:count',
  firing.unless(firing.offset(ALERT_INTERVAL)).countBy(...ALERT_LABELS),
  { interval: ALERT_INTERVAL },
);

/** When the condition of each alert began to hold (seconds since 1970), of its instances the first. */
export const activeSince = ALERTS_FOR_STATE.where({ alertname: not(WATCHDOG) }).minBy(...ALERT_LABELS);
