import { BarAlignment, GraphDrawStyle } from '@grafana/grafana-foundation-sdk/common';
import type { Dashboard as Grafana } from '@grafana/grafana-foundation-sdk/dashboard';
import { milliseconds, type Duration } from '../promql';
import { ALERT_INTERVAL, ALERT_LABELS, firing, firingCount, firingStarted, SEVERITIES } from '../signals';
import { activeAlerts, ALERT_COLUMNS, alertsBySeverity, alertsOverTime } from './kit/alert-panels';
import { curves } from './kit/curves';
import { frame } from './kit/frame';
import { dashboardLink } from './kit/links';
import { ALERTS_REVIEW, INCIDENT_IMPACT } from './kit/pages';
import { inColor, inDecimals, inUnit, legendBy } from './kit/query';
import { SLO_OVERVIEW } from './kit/slo-pages';
import { statPanel } from './kit/stat';
import { tablePanel } from './kit/table';
import type { PanelContext } from './kit/target';
import { SEVERITY_COLOR } from './kit/thresholds';
import { datasourceVariable, labelVariable, variableMatchers } from './kit/variables';

const VARIABLES = ['team', 'workload'] as const;

/** How far back the monthly review looks; and the week in which people count their pages. */
const REVIEW: Duration = '30d';
const WEEK: Duration = '7d';
const DAY: Duration = '1d';

/** Between two samples of what is counted at every evaluation: added up and times this, it is a time. */
const SECONDS = milliseconds(ALERT_INTERVAL) / 1000;

const startedIn = (time: Duration) => firingStarted.sumOverTime(time);
const firedFor = firingCount.sumOverTime(REVIEW).mul(SECONDS).as('seconds');

/** All alerts of all workloads: what fires, and which of them are worth their name. */
export function alertsDashboard(): Grafana {
  const context = { match: variableMatchers(VARIABLES) };
  return frame({
    ...ALERTS_REVIEW,
    tags: ['alerts'],
    widest: '30d',
    // The alert that always fires has both labels, so that there is always something to choose.
    variables: [datasourceVariable(), ...VARIABLES.map((label) => labelVariable(label, firing.series))],
    annotations: [],
    links: [dashboardLink(INCIDENT_IMPACT), dashboardLink(SLO_OVERVIEW)],
    rows: [
      {
        title: 'Now',
        height: 5,
        panels: [
          alertsBySeverity(context),
          pagesOfTheWeek(context),
          firingsOfTheMonth(context),
          timeToResolve(context),
        ],
      },
      { title: 'What fires', height: 9, panels: [activeAlerts(context)] },
      { title: 'Course', panels: [alertsOverTime(context), dayByDay(context)] },
      { title: 'Review of 30 days', height: 12, panels: [review(context)] },
    ],
  });
}

const pagesOfTheWeek = (context: PanelContext) =>
  statPanel(
    {
      title: 'Critical alerts of 7 days, by team',
      description:
        'How often instances of critical alerts began to fire in the last 7 days, before grouping and inhibition: the pages that people got are fewer. The goal is under five pages a week for whoever is on call.',
      unit: 'short',
      decimals: 0,
      noValue: 'none',
      values: [
        {
          query: firingStarted.where({ severity: 'critical' }).sumOverTime(WEEK).sumBy('team'),
          legend: legendBy('team'),
        },
      ],
    },
    context,
  );

const firingsOfTheMonth = (context: PanelContext) =>
  statPanel(
    {
      title: 'Firings of 30 days, by severity',
      description: 'How often instances of alerts began to fire in the last 30 days.',
      unit: 'short',
      decimals: 0,
      noValue: 'none',
      values: [{ query: startedIn(REVIEW).sumBy('severity'), legend: legendBy('severity') }],
    },
    context,
  );

const timeToResolve = (context: PanelContext) =>
  statPanel(
    {
      title: 'Mean time to resolve, by severity',
      description:
        'For how long an instance of an alert fired before it resolved, on the mean of the last 30 days. What fires still counts with the time that it has.',
      unit: 's',
      decimals: 0,
      noValue: 'nothing fired',
      values: [
        {
          query: firedFor.sumBy('severity').div(startedIn(REVIEW).sumBy('severity').positive().as('ratio')),
          legend: legendBy('severity'),
        },
      ],
    },
    context,
  );

const dayByDay = (context: PanelContext) => {
  const bars = curves(
    {
      title: 'Firings, day by day',
      description: 'How often instances of alerts began to fire. A bar stands for the 24 hours before it.',
      unit: 'short',
      decimals: 0,
      last: REVIEW,
      noValue: 'none',
      curves: [{ query: startedIn(DAY).sumBy('severity'), legend: legendBy('severity') }],
    },
    context,
  )
    .interval(DAY)
    .drawStyle(GraphDrawStyle.Bars)
    .barAlignment(BarAlignment.Before)
    .fillOpacity(60)
    .axisSoftMin(0);
  SEVERITIES.forEach((severity) => bars.overrideByName(severity, [inColor(SEVERITY_COLOR[severity])]));
  return bars;
};

const RESOLVES = 'Resolves after';

/** The shortest first: what resolves by itself before anybody has looked is the likeliest to be false. */
const review = (context: PanelContext) =>
  tablePanel(
    {
      title: 'Every alert of 30 days',
      description:
        'How often each alert fired, for how long in all, and after how long it resolved on the mean. The quickest to resolve come first: what is gone before anybody has looked is the likeliest to be false; ask its owner whether somebody acted on it.',
      unit: 'short',
      noValue: 'none',
      labels: ALERT_COLUMNS,
      values: [
        { title: 'Firings', query: startedIn(REVIEW).sumBy(...ALERT_LABELS), style: [inDecimals(0)] },
        { title: 'Fired for', query: firedFor.sumBy(...ALERT_LABELS), style: [inUnit('s'), inDecimals(0)] },
        {
          title: RESOLVES,
          query: firedFor.sumBy(...ALERT_LABELS).div(
            startedIn(REVIEW)
              .sumBy(...ALERT_LABELS)
              .positive()
              .as('ratio'),
          ),
          style: [inUnit('s'), inDecimals(0)],
        },
      ],
      smallestFirst: RESOLVES,
    },
    context,
  );
