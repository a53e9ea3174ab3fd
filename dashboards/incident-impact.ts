import type { Dashboard as Grafana } from '@grafana/grafana-foundation-sdk/dashboard';
import { milliseconds } from '../promql';
import { scrapedNamespaces, type Links, type Workload } from '../signals';
import { alertAnnotation, deploymentAnnotation } from './kit/annotations';
import { activeAlerts, alertsOverTime } from './kit/alert-panels';
import { barGaugePanel } from './kit/bar-gauge';
import { borrowed } from './kit/borrowed';
import { burnSteps, STATE_COLOR } from './kit/budget-states';
import { curves } from './kit/curves';
import { frame, shownRows } from './kit/frame';
import { dashboardLink, dashboardLinkWith, labelOfCurve } from './kit/links';
import { Objectives } from './kit/objectives';
import { curveLabels } from './kit/objective-panels';
import { ALERTS_REVIEW, INCIDENT_IMPACT, LOGS, TRACES } from './kit/pages';
import { PRODUCTION } from './kit/production';
import { legendBy } from './kit/query';
import { SLO_OVERVIEW, toErrorBudget } from './kit/slo-pages';
import type { PanelContext } from './kit/target';
import { TIMES } from './kit/units';
import { datasourceVariable, labelVariable, variableMatchers } from './kit/variables';

/** Not the team: an objective outlives its owner, so that its series do not name one. */
const VARIABLES = ['workload'] as const;

/** How often the pairs of objectives are recorded: samples added up and times this are events. */
const RECORDED_EVERY = milliseconds('30s') / 1000;

/** What an incident is about, which promises it costs and what the fab loses by it, over the time range that is chosen. */
export function incidentImpactDashboard(workloads: readonly Workload[], links: Links): Grafana {
  const objectives = new Objectives(workloads);
  const context = { match: variableMatchers(VARIABLES) };
  return frame({
    ...INCIDENT_IMPACT,
    tags: ['alerts', 'slo'],
    variables: [datasourceVariable(), ...VARIABLES.map((label) => labelVariable(label, objectives.info.series))],
    annotations: [
      alertAnnotation(objectives.firing, context),
      deploymentAnnotation({ namespace: namespacesOf(workloads) }),
    ],
    links: [...[ALERTS_REVIEW, SLO_OVERVIEW, LOGS].map(dashboardLink), dashboardLinkWith(TRACES, {})],
    rows: shownRows([
      { title: 'What is wrong', panels: [activeAlerts(context), alertsOverTime(context)] },
      {
        title: 'Which promises it costs',
        panels: [badEvents(objectives, context), badShare(objectives, context), burnNow(objectives, context)],
      },
      // What is made is made by all together: whichever workload is chosen, it is shown whole.
      { title: 'What the fab loses', panels: borrowed({ workloads, links, context: { match: [] } }, PRODUCTION) },
    ]),
  });
}

/** Those of the workloads, where somebody deploys what they are. */
const namespacesOf = (workloads: readonly Workload[]): readonly string[] => [
  ...new Set(workloads.flatMap(scrapedNamespaces)),
];

function badEvents(objectives: Objectives, context: PanelContext) {
  const by = curveLabels(objectives);
  return barGaugePanel(
    {
      title: 'Bad events in the time range',
      description:
        'Predictions, files, jobs, renderings and so on that went wrong in the time range, by objective; for objectives of time, bad minutes count as seconds.',
      unit: 'short',
      decimals: 0,
      bars: [
        {
          query: objectives.bad
            .sumOverTime('range')
            .sumBy(...by)
            .mul(RECORDED_EVERY)
            .as('count'),
          legend: legendBy(...by),
        },
      ],
      steps: [
        { value: null, color: STATE_COLOR.healthy },
        { value: 1, color: STATE_COLOR.deferring },
      ],
      from: 0,
    },
    context,
  );
}

function badShare(objectives: Objectives, context: PanelContext) {
  const by = curveLabels(objectives);
  return curves(
    {
      title: 'Share of bad events',
      description: 'The share of events, or of time, that was bad, over 5 minutes, by objective.',
      unit: 'percentunit',
      curves: [
        {
          query: objectives.errorRatio('5m').maxBy(...by),
          legend: legendBy(...by),
        },
      ],
    },
    context,
  )
    .axisSoftMin(0)
    .dataLinks([toErrorBudget(labelOfCurve)]);
}

function burnNow(objectives: Objectives, context: PanelContext) {
  const by = curveLabels(objectives);
  return barGaugePanel(
    {
      title: 'Burn rate now',
      description: 'How many times faster than the budget lasts errors come, over 5 minutes. At 1 it just lasts.',
      unit: TIMES,
      decimals: 1,
      bars: [{ query: objectives.currentBurn.maxBy(...by), legend: legendBy(...by) }],
      steps: burnSteps(STATE_COLOR.healthy),
      from: 0,
    },
    context,
  );
}
