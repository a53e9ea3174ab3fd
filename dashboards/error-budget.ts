import type { Dashboard as Grafana } from '@grafana/grafana-foundation-sdk/dashboard';
import { GraphDrawStyle, BarAlignment } from '@grafana/grafana-foundation-sdk/common';
import { constantBy, ratio, type Duration, type Vector } from '../promql';
import { WINDOW, type Links, type Tier, type Workload } from '../signals';
import { alertAnnotation } from './kit/annotations';
import { barGaugePanel } from './kit/bar-gauge';
import { atRiskText, budgetSteps, burnSteps, DAYS_LEFT_STEPS, STATE_COLOR, STATE_MAPPINGS } from './kit/budget-states';
import { curves } from './kit/curves';
import { frame } from './kit/frame';
import { dashboardLink } from './kit/links';
import { alertingPeriod, Objectives, recent, those, union, type Agreement } from './kit/objectives';
import { DASHED, inColor, inDecimals, inUnit, legendBy } from './kit/query';
import { ERROR_BUDGET, SLO_OVERVIEW } from './kit/slo-pages';
import { statPanel } from './kit/stat';
import type { PanelContext } from './kit/target';
import { DAYS, TIMES } from './kit/units';
import { datasourceVariable, singleVariable, variableMatchers } from './kit/variables';

/** The objective that it is about: curves of several would not say whose they are. */
const VARIABLE = 'sloth_id';

/** Where a panel is empty for a composite, which has only the worst of what its members have. */
const OF_MEMBERS = 'A composite has none of its own: choose one of its members';

/** The error budget of one objective: what is left, how fast it goes and what spent it. */
export function errorBudgetDashboard(workloads: readonly Workload[], links: Links): Grafana {
  const objectives = new Objectives(workloads);
  const context = { match: variableMatchers([VARIABLE]) };
  return frame({
    ...ERROR_BUDGET,
    tags: ['slo'],
    // Budgets are kept over longer periods, which their panels have for themselves.
    widest: '7d',
    variables: [datasourceVariable(), singleVariable(VARIABLE, objectives.info.series).label('Objective')],
    annotations: [alertAnnotation(objectives.firing, context)],
    links: [dashboardLink(SLO_OVERVIEW)],
    rows: [
      {
        title: 'Now',
        height: 5,
        panels: [
          promise(objectives, context),
          leftNow(objectives, context),
          stateNow(objectives, links, context),
          daysLeft(objectives, context),
        ],
      },
      { title: 'How it goes', panels: [burnDown(objectives, context), burnRate(objectives, context)] },
      {
        title: 'How fast, by tier',
        panels: [nearAlert(objectives, context), burntByTier(objectives, context), errorRatios(objectives, context)],
      },
      { title: 'What spent it', panels: [spentByDay(objectives, context), badEvents(objectives, context)] },
    ],
  });
}

const WORST = 'Of several groups (models, testers), the worst one counts.';

function promise(objectives: Objectives, context: PanelContext) {
  return statPanel(
    {
      title: 'Promise',
      description: 'The share of events, or of time, that is to be good, and the period over which it is.',
      unit: 'percentunit',
      noValue: OF_MEMBERS,
      values: [
        { query: objectives.promise.maxBy(), legend: 'good', style: [inDecimals(3)] },
        { query: objectives.periodDays.maxBy(), legend: 'over', style: [inUnit(DAYS), inDecimals(0)] },
      ],
    },
    context,
  );
}

/** What is left of the budget of each period, told apart by its length; of the alerting one first. */
function left(objectives: Objectives, by: readonly string[]): Vector<string, 'ratio'> {
  const alerting = objectives.agreeing(alertingPeriod).map((agreed) =>
    recent(objectives.remaining.where(those(agreed)))
      .minBy(...by)
      .labelled<string>(WINDOW, agreed.value),
  );
  return union([...alerting, recent(objectives.reported).minBy(...by, WINDOW)]);
}

function leftNow(objectives: Objectives, context: PanelContext) {
  return statPanel(
    {
      title: 'Budget left',
      description: `What is left of the error budget of each period (100 %: all); the first alerts. ${WORST} ${atRiskText(objectives.atRisk)}`,
      unit: 'percentunit',
      decimals: 1,
      values: [{ query: left(objectives, []), legend: legendBy(WINDOW) }],
      steps: budgetSteps(objectives.atRisk, STATE_COLOR.healthy),
    },
    context,
  );
}

function stateNow(objectives: Objectives, links: Links, context: PanelContext) {
  return statPanel(
    {
      title: 'State',
      description: `What the budget policy says: at risk is a warning, deferring holds back non-critical deployments, exhausted breaks the promise. ${WORST} Pages that tell what to do are behind the link symbol.`,
      unit: 'short',
      values: [{ query: recent(objectives.state).maxBy(), legend: 'state' }],
      mappings: STATE_MAPPINGS,
    },
    context,
  ).links(objectives.runbooks(links));
}

function daysLeft(objectives: Objectives, context: PanelContext) {
  return statPanel(
    {
      title: 'Days left',
      description: `Until the budget is exhausted at the pace of the last day; the length of the period, if that is further off. ${WORST}`,
      unit: DAYS,
      decimals: 1,
      values: [{ query: recent(objectives.daysLeft).minBy(), legend: 'days left' }],
      steps: DAYS_LEFT_STEPS,
    },
    context,
  );
}

function burnDown(objectives: Objectives, context: PanelContext) {
  const by = objectives.groups;
  return curves(
    {
      title: 'Budget left, over time',
      description: `What was left of the error budget of each period. It falls as errors come, and rises as old ones leave the period. ${atRiskText(objectives.atRisk)}`,
      unit: 'percentunit',
      last: objectives.longestPeriod,
      curves: [{ query: left(objectives, by), legend: legendBy(WINDOW, ...by) }],
      steps: budgetSteps(objectives.atRisk, 'transparent'),
    },
    context,
  );
}

function burnRate(objectives: Objectives, context: PanelContext) {
  const by = objectives.groups;
  return curves(
    {
      title: 'Burn rate',
      description:
        'How many times faster than the budget lasts errors come, over 5 minutes; dashed, over the whole period. At 1 it just lasts. An idle service has no rate of now.',
      unit: TIMES,
      curves: [
        { query: objectives.currentBurn.maxBy(...by), legend: `now ${legendBy(...by)}` },
        { query: recent(objectives.periodBurn).maxBy(...by), legend: `period ${legendBy(...by)}`, style: [DASHED] },
      ],
      steps: burnSteps('transparent'),
    },
    context,
  )
    .axisSoftMin(0)
    .axisSoftMax(1);
}

/** Of tiers, what their alerts begin at; whom those wake is no matter here. */
type Tiers = Agreement<readonly Pick<Tier, 'window' | 'share'>[]>;

/** By what share of the budget each tier begins to alert. */
const sharesOf = ({ value: tiers }: Tiers): Vector<typeof WINDOW, 'ratio'> =>
  constantBy(WINDOW, Object.fromEntries(tiers.map(({ window, share }) => [window, ratio(share)])));

/** What share of the budget went within the window of each tier. */
const burntOf = (objectives: Objectives, tiers: Tiers): Vector<typeof WINDOW, 'ratio'> =>
  recent(objectives.burnt.where({ ...those(tiers), [WINDOW]: tiers.value.map(({ window }) => window) })).maxBy(WINDOW);

const tiersOf = (objectives: Objectives): readonly Tiers[] =>
  objectives.agreeingOwn(({ tiers }) => tiers.map(({ window, share }) => ({ window, share })));

function nearAlert(objectives: Objectives, context: PanelContext) {
  return barGaugePanel(
    {
      title: 'How near each tier is to its alert',
      description: `The budget that went within the tier's window, of what may go before it alerts: at 100 % the alert fires, as long as errors still come and are enough to be no accident. ${WORST}`,
      unit: 'percentunit',
      decimals: 0,
      noValue: OF_MEMBERS,
      bars: [
        {
          query: union(tiersOf(objectives).map((tiers) => burntOf(objectives, tiers).div(sharesOf(tiers)))),
          legend: legendBy(WINDOW),
        },
      ],
      steps: [
        { value: null, color: STATE_COLOR.healthy },
        { value: 1, color: STATE_COLOR.exhausted },
      ],
      from: 0,
      to: 1,
    },
    context,
  );
}

function burntByTier(objectives: Objectives, context: PanelContext) {
  const all = tiersOf(objectives);
  return curves(
    {
      title: 'Budget burnt, by tier',
      description: `The share of the whole period's budget that went within the window of each tier; dashed, where the tier begins to alert. ${WORST}`,
      unit: 'percentunit',
      noValue: OF_MEMBERS,
      curves: [
        { query: union(all.map((tiers) => burntOf(objectives, tiers))), legend: legendBy(WINDOW) },
        {
          // Of the objective that is chosen; all of its groups agree, so that the budget tells as well as what they burnt.
          query: union(
            all.map((tiers) =>
              sharesOf(tiers)
                .on()
                .and(objectives.budget.where(those(tiers))),
            ),
          ),
          legend: `alert of ${legendBy(WINDOW)}`,
          style: [DASHED],
        },
      ],
    },
    context,
  ).axisSoftMin(0);
}

/** From an outage of minutes to the period: where they part, the trouble began that long ago. */
const RATIO_WINDOWS: readonly Duration[] = ['5m', '1h', '1d'];

function errorRatios(objectives: Objectives, context: PanelContext) {
  const over = (window: Duration, where = {}): Vector<string, 'ratio'> =>
    recent(objectives.errorRatio(window).where(where)).maxBy<string>(WINDOW);
  const periods = objectives.agreeingOwn(alertingPeriod).map((agreed) => over(agreed.value, those(agreed)));
  return curves(
    {
      title: 'Error ratio, by window',
      description: `The share of events, or of time, that was bad, over minutes, an hour, a day and the period; dashed, what the promise allows over the period. ${WORST}`,
      unit: 'percentunit',
      noValue: OF_MEMBERS,
      curves: [
        { query: union([...RATIO_WINDOWS.map((window) => over(window)), ...periods]), legend: legendBy(WINDOW) },
        { query: objectives.budget.maxBy(), legend: 'promised', style: [DASHED, inColor(STATE_COLOR.exhausted)] },
      ],
    },
    context,
  ).axisSoftMin(0);
}

/** What each bar stands for: rules record for every objective what it spent within a day. */
const DAY: Duration = '1d';

function spentByDay(objectives: Objectives, context: PanelContext) {
  const by = objectives.groups;
  return curves(
    {
      title: 'Budget spent, day by day',
      description:
        'What each day took of the whole budget: its bad events, of those that the budget allows at the traffic of the period ending that day. A bar stands for the 24 hours before it.',
      unit: 'percentunit',
      last: objectives.longestPeriod,
      noValue: OF_MEMBERS,
      curves: [
        { query: recent(objectives.spent.where({ [WINDOW]: DAY })).maxBy(...by), legend: `spent ${legendBy(...by)}` },
      ],
    },
    context,
  )
    .interval(DAY)
    .drawStyle(GraphDrawStyle.Bars)
    .barAlignment(BarAlignment.Before)
    .fillOpacity(60)
    .axisSoftMin(0);
}

function badEvents(objectives: Objectives, context: PanelContext) {
  const by = objectives.groups;
  const bad = objectives.bad.sumBy(...by);
  return curves(
    {
      title: 'Bad events',
      description:
        'Bad events per second, over 5 minutes; for objectives of time, 1 while it is bad and 0 while it is not. Dashed, those that nobody counted: as many as there used to be, while there is no data and that is bad.',
      unit: 'short',
      noValue: OF_MEMBERS,
      curves: [
        { query: bad, legend: `bad ${legendBy(...by)}` },
        {
          query: objectives.missing.sumBy(...by).orZeroOf(bad),
          legend: `of these, for lack of data ${legendBy(...by)}`,
          style: [DASHED],
        },
      ],
    },
    context,
  ).axisSoftMin(0);
}
