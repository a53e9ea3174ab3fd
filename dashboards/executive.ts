import type { Dashboard as Grafana } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Links, Workload } from '../signals';
import { alertAnnotation } from './kit/annotations';
import { alertsBySeverity, alertsOverTime } from './kit/alert-panels';
import { barGaugePanel } from './kit/bar-gauge';
import { borrowed } from './kit/borrowed';
import { budgetSteps, DAYS_LEFT_STEPS, STATE_COLOR } from './kit/budget-states';
import { frame, shownRows } from './kit/frame';
import { dashboardLink } from './kit/links';
import { Objectives, recent } from './kit/objectives';
import { byState } from './kit/objective-panels';
import { ALERTS_REVIEW, EXECUTIVE, INCIDENT_IMPACT } from './kit/pages';
import { PRODUCTION } from './kit/production';
import { legendBy } from './kit/query';
import { SLO_OVERVIEW } from './kit/slo-pages';
import type { PanelContext } from './kit/target';
import { DAYS } from './kit/units';
import { datasourceVariable } from './kit/variables';

/** What the fab makes, what it was promised, and what is in the way: for those who answer for all of it. */
export function executiveDashboard(workloads: readonly Workload[], links: Links): Grafana {
  const context: PanelContext = { match: [] };
  const objectives = new Objectives(workloads);
  return frame({
    ...EXECUTIVE,
    tags: ['executive'],
    widest: '30d',
    variables: [datasourceVariable()],
    annotations: [alertAnnotation(objectives.firing, context)],
    links: [SLO_OVERVIEW, INCIDENT_IMPACT, ALERTS_REVIEW].map(dashboardLink),
    rows: shownRows([
      { title: 'What the fab makes', panels: borrowed({ workloads, links, context }, PRODUCTION) },
      {
        title: 'What it was promised',
        panels: [byState(objectives, context), budgets(objectives, context), daysLeft(objectives, context)],
      },
      { title: 'What is in the way', panels: [alertsBySeverity(context), alertsOverTime(context)] },
    ]),
  });
}

const BY = ['workload', 'sloth_slo'] as const;

const budgets = (objectives: Objectives, context: PanelContext) =>
  barGaugePanel(
    {
      title: 'Error budget left',
      description:
        'How much may still go wrong before a promise is broken, of each objective; 100 % is all that its period allows. Of several models or testers, the worst one counts.',
      unit: 'percentunit',
      decimals: 0,
      bars: [{ query: recent(objectives.remaining).minBy(...BY), legend: legendBy(...BY) }],
      steps: budgetSteps(objectives.atRisk, STATE_COLOR.healthy),
      from: 0,
      to: 1,
    },
    context,
  );

const daysLeft = (objectives: Objectives, context: PanelContext) =>
  barGaugePanel(
    {
      title: 'Days until a promise is broken',
      description:
        'At the pace at which errors came in the last day; the length of the period, if that is further off. Of several models or testers, the worst one counts.',
      unit: DAYS,
      decimals: 0,
      bars: [{ query: recent(objectives.daysLeft).minBy(...BY), legend: legendBy(...BY) }],
      steps: DAYS_LEFT_STEPS,
      from: 0,
    },
    context,
  );
