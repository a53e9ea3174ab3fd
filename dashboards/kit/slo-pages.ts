import type { DashboardLinkBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { ERROR_BUDGET_DASHBOARD, slothId, type Dashboard } from '../../signals';
import { dashboardUrl, dataLink } from './links';

type Page = Pick<Dashboard, 'uid' | 'title' | 'description'>;

export const SLO_OVERVIEW: Page = {
  uid: 'slo-overview',
  title: 'SLO overview',
  description:
    'Are the promises kept, and how much may still go wrong? Top to bottom: how many are in trouble, each of them, how it came to that.',
};

export const ERROR_BUDGET: Page = {
  uid: ERROR_BUDGET_DASHBOARD,
  title: 'Error budget',
  description: 'What is left of the error budget of one objective, how fast it goes, and what spent it.',
};

/**
 * To the error budget of the objective that a row or curve is about.
 * @param valueOf where Grafana puts the value of a label
 */
export const toErrorBudget = (valueOf: (label: string) => string): DashboardLinkBuilder => {
  const sloth_id = slothId({ name: valueOf('workload') }, { id: valueOf('sloth_slo') });
  return dataLink(ERROR_BUDGET.title, dashboardUrl(ERROR_BUDGET.uid, { sloth_id }));
};
