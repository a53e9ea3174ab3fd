import { MappingType, type Threshold as Step, type ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard';
import { ratio } from '../../promql';
import { BUDGET_STATES, quantityText } from '../../signals';
import { JUST_ABOVE } from './thresholds';
import { sentence } from './words';

export type BudgetState = (typeof BUDGET_STATES)[number];

export const STATE_COLOR: Readonly<Record<BudgetState, string>> = {
  healthy: 'green',
  'at risk': 'yellow',
  deferring: 'orange',
  exhausted: 'red',
};

/** The words and colours of the recorded levels. */
export const STATE_MAPPINGS: readonly ValueMapping[] = [
  {
    type: MappingType.ValueToText,
    options: Object.fromEntries(
      BUDGET_STATES.map((state, level) => [
        String(level),
        { text: sentence(state), color: STATE_COLOR[state], index: level },
      ]),
    ),
  },
];

/**
 * Colours of what is left of a budget: exhausted at nothing, at risk below what the policy says.
 * @param atRisk the share spent from which on it is at risk; undefined where objectives differ, which the state tells
 * @param good the colour of what is neither
 */
export const budgetSteps = (atRisk: number | undefined, good: string): readonly Step[] => [
  { value: null, color: STATE_COLOR.exhausted },
  ...(atRisk === undefined
    ? [{ value: JUST_ABOVE, color: good }]
    : [
        { value: JUST_ABOVE, color: STATE_COLOR['at risk'] },
        { value: 1 - atRisk, color: good },
      ]),
];

/** The same in words. */
export const atRiskText = (atRisk: number | undefined): string =>
  sentence(
    `${atRisk === undefined ? '' : `below ${quantityText(ratio(1 - atRisk))} it is at risk, `}at zero it is exhausted and the promise broken.`,
  );

/** Colours of a burn rate: above one, the budget does not last. @param slower the colour of what is below */
export const burnSteps = (slower: string): readonly Step[] => [
  { value: null, color: slower },
  { value: 1 + JUST_ABOVE, color: 'orange' },
];

/** Colours of the days left: within a day somebody has to act, within a week somebody has to plan. */
export const DAYS_LEFT_STEPS: readonly Step[] = [
  { value: null, color: 'red' },
  { value: 1, color: 'orange' },
  { value: 7, color: 'green' },
];
