import type { Dashboard as Grafana } from '@grafana/grafana-foundation-sdk/dashboard';
import { up, type Links, type Workload } from '../signals';
import { OBSERVABILITY, OBSERVABILITY_NODE } from '../workloads/stack';
import { alertAnnotation } from './kit/annotations';
import { alertsOverTime } from './kit/alert-panels';
import { barGaugePanel } from './kit/bar-gauge';
import { borrowed } from './kit/borrowed';
import { budgetSteps, STATE_COLOR } from './kit/budget-states';
import { frame, shownRows } from './kit/frame';
import { dashboardLink } from './kit/links';
import { Objectives, recent } from './kit/objectives';
import { ALERTS_REVIEW, MONITORING_HEALTH } from './kit/pages';
import { legendBy } from './kit/query';
import { SLO_OVERVIEW } from './kit/slo-pages';
import { COLLECTING, NOTICING, TELLING } from './kit/stack-signals';
import type { PanelContext } from './kit/target';
import { datasourceVariable } from './kit/variables';

const NAMESPACES = [OBSERVABILITY, OBSERVABILITY_NODE];

/** Is the monitoring healthy? What is true of the stack itself, and the way to each of its parts. */
export function monitoringHealthDashboard(workloads: readonly Workload[], links: Links): Grafana {
  const ofTheStack = workloads.filter(({ scrape }) => NAMESPACES.includes(scrape.namespace));
  const everywhere: PanelContext = { match: [] };
  // Alerts and budgets of the stack's own workloads: the label `workload` is theirs alone.
  const context: PanelContext = {
    match: [{ label: 'workload', op: '=~', value: ofTheStack.map(({ name }) => name).join('|') }],
  };
  const lenders = { workloads: ofTheStack, links, context: everywhere };
  const objectives = ofTheStack.some((workload) => workload.objectives.length > 0)
    ? new Objectives(ofTheStack)
    : undefined;
  return frame({
    ...MONITORING_HEALTH,
    tags: ['stack'],
    variables: [datasourceVariable()],
    annotations: objectives ? [alertAnnotation(objectives.firing, context)] : [],
    links: [SLO_OVERVIEW, ALERTS_REVIEW].map(dashboardLink),
    rows: shownRows([
      {
        title: 'Is it healthy?',
        panels: [partsUp(everywhere), alertsOverTime(context), ...(objectives ? [budgets(objectives, context)] : [])],
      },
      { title: 'Does it notice?', panels: borrowed(lenders, NOTICING) },
      { title: 'Does it tell, and can people look?', panels: borrowed(lenders, TELLING) },
      { title: 'Do logs, traces and the past come in?', panels: borrowed(lenders, COLLECTING) },
    ]),
  });
}

const partsUp = (context: PanelContext) =>
  barGaugePanel(
    {
      title: 'Parts that answer',
      description:
        'Share of the replicas of each part of the stack that Prometheus can scrape now, exporters and sign-in proxies among them; the least first to look at is what is not at 100 %.',
      unit: 'percentunit',
      decimals: 0,
      bars: [{ query: up.where({ namespace: NAMESPACES }).avgBy('job').bottomBy(15), legend: legendBy('job') }],
      steps: [
        { value: null, color: STATE_COLOR.exhausted },
        { value: 0.01, color: STATE_COLOR['at risk'] },
        { value: 1, color: STATE_COLOR.healthy },
      ],
      from: 0,
      to: 1,
    },
    context,
  );

const BY = ['workload', 'sloth_slo'] as const;

const budgets = (objectives: Objectives, context: PanelContext) =>
  barGaugePanel(
    {
      title: 'Error budgets of the stack',
      description:
        'How much may still go wrong before a promise of the stack is broken; 100 % is all that its period allows.',
      unit: 'percentunit',
      decimals: 0,
      bars: [{ query: recent(objectives.remaining).minBy(...BY), legend: legendBy(...BY) }],
      steps: budgetSteps(objectives.atRisk, STATE_COLOR.healthy),
      from: 0,
      to: 1,
    },
    context,
  );
