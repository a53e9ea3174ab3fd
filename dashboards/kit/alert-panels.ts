import { activeSince, ALERT_LABELS, firing, firingCount, SEVERITIES } from '../../signals';
import { curves } from './curves';
import { inColor, inDecimals, inUnit, legendBy } from './query';
import { statPanel } from './stat';
import { tablePanel, type LabelColumn } from './table';
import type { PanelContext } from './target';
import { SEVERITY_COLOR } from './thresholds';

/** What tells one alert from another in a table. */
export const ALERT_COLUMNS: readonly LabelColumn[] = [
  { label: 'severity', title: 'Severity' },
  { label: 'workload', title: 'Workload' },
  { label: 'alertname', title: 'Alert' },
  { label: 'team', title: 'Team' },
];

/** Series of alerts that fire now, by what tells them apart. */
export const firingNow = firing.countBy(...ALERT_LABELS);

const FOR = 'Fires for';

/** How many fire now. */
export const alertsBySeverity = (context: PanelContext) =>
  statPanel(
    {
      title: 'Firing, by severity',
      description: 'Instances of alerts that fire now. Critical ones page; warnings go to the channel of their team.',
      unit: 'short',
      decimals: 0,
      values: SEVERITIES.map((severity) => ({
        query: firing.where({ severity }).countBy().orZero(),
        legend: severity,
        style: [inColor(SEVERITY_COLOR[severity])],
      })),
    },
    context,
  );

/** How many fired. */
export const alertsOverTime = (context: PanelContext) =>
  curves(
    {
      title: 'Firing, by workload',
      description: 'Instances of alerts that fired, by the workload that they are about. None is as it should be.',
      unit: 'short',
      decimals: 0,
      noValue: 'none',
      curves: [{ query: firingCount.sumBy('workload', 'severity'), legend: legendBy('workload', 'severity') }],
    },
    context,
  ).axisSoftMin(0);

/** Every alert that fires now: how many instances of it, and for how long the oldest has held. */
export const activeAlerts = (context: PanelContext) =>
  tablePanel(
    {
      title: 'Firing now',
      description:
        'Alerts that fire, with the number of their instances (models, testers, pods), and the time for which the condition of the oldest has held. None is as it should be.',
      unit: 'short',
      noValue: 'none',
      labels: ALERT_COLUMNS,
      values: [
        { title: 'Instances', query: firingNow, style: [inDecimals(0)] },
        { title: FOR, query: activeSince.age().and(firingNow), style: [inUnit('s'), inDecimals(0)] },
      ],
      smallestFirst: FOR,
    },
    context,
  );
