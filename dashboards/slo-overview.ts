import type { Dashboard as Grafana, DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Unit, Vector } from '../promql';
import type { Links, Workload } from '../signals';
import { alertAnnotation } from './kit/annotations';
import { budgetSteps, burnSteps, DAYS_LEFT_STEPS, STATE_COLOR, STATE_MAPPINGS } from './kit/budget-states';
import { curves } from './kit/curves';
import { frame } from './kit/frame';
import { sentence } from './kit/words';
import { cellOfRow, dashboardLink, labelOfCurve } from './kit/links';
import { alertingPeriod, Objectives, recent, rest, those, union } from './kit/objectives';
import { inColor, inDecimals, inSteps, inUnit, legendBy } from './kit/query';
import { ERROR_BUDGET, SLO_OVERVIEW, toErrorBudget } from './kit/slo-pages';
import { NEUTRAL } from './kit/stat';
import { stateTimelinePanel } from './kit/state-timeline';
import { tablePanel, type LabelColumn, type ValueColumn } from './kit/table';
import { budgetLeft, byState, coloredFromOne, curveLabels } from './kit/objective-panels';
import type { PanelContext } from './kit/target';
import { SEVERITY_COLOR } from './kit/thresholds';
import { DAYS, TIMES } from './kit/units';
import { datasourceVariable, labelVariable, variableMatchers } from './kit/variables';

/** Labels that the reader chooses values of. */
const VARIABLES = ['team', 'workload'] as const;

/** Every objective of the workloads: its state now, what is left of its budget, and how that came about. */
export function sloOverviewDashboard(workloads: readonly Workload[], links: Links): Grafana {
  const objectives = new Objectives(workloads);
  const context = { match: variableMatchers(VARIABLES) };
  return frame({
    ...SLO_OVERVIEW,
    tags: ['slo'],
    // Budgets are kept over longer periods, which their panels have for themselves.
    widest: '7d',
    variables: [datasourceVariable(), ...VARIABLES.map((label) => labelVariable(label, objectives.info.series))],
    annotations: [alertAnnotation(objectives.firing, context)],
    links: [dashboardLink(ERROR_BUDGET)],
    rows: [
      { title: 'Now', height: 6, panels: [byState(objectives, context), alerts(objectives, links, context)] },
      { title: 'Objectives', height: 12, panels: [everyObjective(objectives, context)] },
      {
        title: 'Course',
        panels: [budgetLeft(objectives, context), burnRate(objectives, context), states(objectives, context)],
      },
    ],
  });
}

function alerts(objectives: Objectives, links: Links, context: PanelContext) {
  return curves(
    {
      title: 'Alerts that fire',
      description:
        'Alerts about objectives: budgets that burn too fast (critical or warning, by tier), that are at risk or spent, and indicators without data. Their pages are behind the link symbol.',
      unit: 'short',
      decimals: 0,
      curves: (['critical', 'warning'] as const).map((severity) => ({
        query: objectives.firing.where({ severity }).countBy().orZero(),
        legend: severity,
        style: [inColor(SEVERITY_COLOR[severity])],
      })),
    },
    context,
  ).links(objectives.runbooks(links));
}

const BUDGET_LEFT = 'Budget left';

function everyObjective(objectives: Objectives, context: PanelContext) {
  return tablePanel(
    {
      title: 'Every objective',
      description: [
        'The least budget first; each group of an objective (model, tester) has a row. An objective leads to its error budget.',
        'Promised, kept and last 5 minutes are shares of events, or of time, that are good; kept is that of the whole period.',
        'Budget left: 100 % is all that the period allows; at zero the promise is broken. Burn now: how many times faster than the budget lasts errors come.',
        'Days left: at the pace of the last day. A composite is the worst of its members and promises nothing of its own. A row with nothing but alerts: they are about no group in particular.',
      ].join(' '),
      unit: 'short',
      noValue: '–',
      labels: labelColumns(objectives),
      values: valueColumns(objectives),
      smallestFirst: BUDGET_LEFT,
    },
    context,
  );
}

const labelColumns = ({ groups }: Objectives): readonly LabelColumn[] => [
  { label: 'workload', title: 'Workload' },
  {
    label: 'sloth_slo',
    title: 'Objective',
    style: [{ id: 'links', value: [toErrorBudget(cellOfRow).build()] }],
  },
  ...groups.map((label) => ({ label, title: sentence(label.replaceAll('_', ' ')) })),
  { label: 'team', title: 'Team' },
];

function valueColumns(objectives: Objectives): readonly ValueColumn[] {
  const row = labelColumns(objectives).map(({ label }) => label);
  const left = recent(objectives.remaining).minBy(...row);
  const share = [inUnit('percentunit'), inDecimals(3)];
  const colored = (type: 'color-text' | 'color-background'): DynamicConfigValue => ({
    id: 'custom.cellOptions',
    value: { type, ...(type === 'color-background' && { mode: 'basic' }) },
  });
  return [
    { title: 'Promised', query: perRow(objectives, row, objectives.promise.maxBy('sloth_id')), style: share },
    { title: 'Kept', query: rest(overThePeriod(objectives, row)), style: share },
    { title: 'Last 5 minutes', query: rest(objectives.errorRatio('5m').maxBy(...row)), style: share },
    {
      title: BUDGET_LEFT,
      query: left,
      style: [
        inUnit('percentunit'),
        inDecimals(1),
        inSteps(budgetSteps(objectives.atRisk, STATE_COLOR.healthy)),
        colored('color-text'),
      ],
    },
    {
      title: 'State',
      query: recent(objectives.state).maxBy(...row),
      style: [{ id: 'mappings', value: STATE_MAPPINGS }, colored('color-background')],
    },
    {
      title: 'Burn now',
      query: objectives.currentBurn.maxBy(...row),
      style: [inUnit(TIMES), inDecimals(2), inSteps(burnSteps(NEUTRAL)), colored('color-text')],
    },
    {
      title: 'Days left',
      query: recent(objectives.daysLeft).minBy(...row),
      style: [inUnit(DAYS), inDecimals(1), inSteps(DAYS_LEFT_STEPS), colored('color-text')],
    },
    {
      title: 'Period',
      query: perRow(objectives, row, objectives.periodDays.maxBy('sloth_id')),
      style: [inUnit(DAYS), inDecimals(0)],
    },
    {
      title: 'Alerts',
      query: objectives.firing.countBy(...row).orZeroOf(left),
      style: [inDecimals(0), coloredFromOne(STATE_COLOR.exhausted), colored('color-text')],
    },
  ];
}

/** What an objective has as a whole, in the row of each of its groups; no composite has it. */
const perRow = <U extends Unit>(
  { remaining }: Objectives,
  row: readonly string[],
  whole: Vector<'sloth_id', U>,
): Vector<string, U> =>
  recent(remaining)
    .minBy('sloth_id', ...row)
    .mul(0)
    .as(whole.unit)
    .on('sloth_id')
    .left()
    .add(whole)
    .maxBy(...row);

/** The share of bad events over the whole alerting period, whose length is in the name of its series. */
const overThePeriod = (objectives: Objectives, row: readonly string[]): Vector<string, 'ratio'> =>
  union(
    objectives
      .agreeingOwn(alertingPeriod)
      .map((agreed) => recent(objectives.errorRatio(agreed.value).where(those(agreed))).maxBy(...row)),
  );

function burnRate(objectives: Objectives, context: PanelContext) {
  const by = curveLabels(objectives);
  return curves(
    {
      title: 'Burn rate',
      description:
        'How many times faster than the budget lasts errors come, over 5 minutes. At 1 it would just last for the period. An idle service has none.',
      unit: TIMES,
      curves: [{ query: objectives.currentBurn.maxBy(...by), legend: legendBy(...by) }],
      steps: burnSteps('transparent'),
    },
    context,
  )
    .axisSoftMin(0)
    .axisSoftMax(1)
    .dataLinks([toErrorBudget(labelOfCurve)]);
}

function states(objectives: Objectives, context: PanelContext) {
  const by = curveLabels(objectives);
  return stateTimelinePanel(
    {
      title: 'State, over time',
      description:
        'When each budget was healthy, at risk, deferring (non-critical deployments wait) or exhausted. A gap: nothing was recorded.',
      unit: 'short',
      bands: [{ query: recent(objectives.state).maxBy(...by), legend: legendBy(...by) }],
      mappings: STATE_MAPPINGS,
      last: objectives.longestPeriod,
      links: [toErrorBudget(labelOfCurve)],
    },
    context,
  );
}
