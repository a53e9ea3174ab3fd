import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import { Quantity } from '../../promql';
import { BUDGET_STATES } from '../../signals';
import { atRiskText, budgetSteps, STATE_COLOR } from './budget-states';
import { curves } from './curves';
import { labelOfCurve } from './links';
import { recent, type Objectives } from './objectives';
import { inSteps, legendBy } from './query';
import { toErrorBudget } from './slo-pages';
import { NEUTRAL, statPanel } from './stat';
import type { PanelContext } from './target';
import { sentence } from './words';

const level = (value: number): Quantity<'count'> => new Quantity(value, 'count');

/** The colour only where there is anything to count. */
export const coloredFromOne = (color: string): DynamicConfigValue =>
  inSteps([
    { value: null, color: NEUTRAL },
    { value: 1, color },
  ]);

/** How many objectives are in each state. */
export function byState(objectives: Objectives, context: PanelContext) {
  const declared = objectives.promise.maxBy('sloth_id');
  const worst = recent(objectives.state).maxBy('sloth_id').and(declared);
  return statPanel(
    {
      title: 'Objectives by state',
      description:
        'How many objectives are in each state of the budget policy. One with several groups (models, testers) counts once, by its worst; composites do not count again what their members say. Without data: no state is recorded, so nobody knows.',
      unit: 'short',
      decimals: 0,
      values: [
        ...BUDGET_STATES.map((state, i) => ({
          query: worst.compare('==', level(i)).countBy().orZero(),
          legend: sentence(state),
          style: [coloredFromOne(STATE_COLOR[state])],
        })),
        { query: declared.unless(worst).countBy().orZero(), legend: 'Without data', style: [coloredFromOne('purple')] },
      ],
    },
    context,
  );
}

/** By what curves are told apart. */
export const curveLabels = ({ groups }: Objectives): readonly string[] => ['workload', 'sloth_slo', ...groups];

/** How the budgets of all objectives went. */
export function budgetLeft(objectives: Objectives, context: PanelContext) {
  const by = curveLabels(objectives);
  return curves(
    {
      title: 'Budget left, over time',
      description: `What was left of each error budget of its period (100 %: all). It falls as errors come, and rises as old ones leave the period. ${atRiskText(objectives.atRisk)}`,
      unit: 'percentunit',
      last: objectives.longestPeriod,
      curves: [{ query: recent(objectives.remaining).minBy(...by), legend: legendBy(...by) }],
      steps: budgetSteps(objectives.atRisk, 'transparent'),
    },
    context,
  ).dataLinks([toErrorBudget(labelOfCurve)]);
}
