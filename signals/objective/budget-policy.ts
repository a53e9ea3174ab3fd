import type { Duration } from '../../promql';

/**
 * What is done as the error budget goes. All shares are of the budget of the whole alerting period.
 * Default: the budget policy agreed to by the owners.
 */
export interface BudgetPolicy {
  /** From this share spent on, the budget is at risk: a warning. */
  readonly atRisk: number;
  /** So much burnt within the window defers what is not critical. */
  readonly deferring: { readonly share: number; readonly window: Duration };
}

export const BUDGET_POLICY: BudgetPolicy = { atRisk: 0.5, deferring: { share: 0.7, window: '7d' } };

/** States of a budget, from good to bad; recorded as their place in this list. */
export const BUDGET_STATES = ['healthy', 'at risk', 'deferring', 'exhausted'] as const;
export type BudgetState = (typeof BUDGET_STATES)[number];

/** A deploy gate, for the Application of the workload that it guards. */
export interface Gate {
  /** Closed from this state on. Default: deferring. */
  readonly closedFrom: Exclude<BudgetState, 'healthy'>;
  /** What it does where the objective has no data: a new service, or one that is not scraped. */
  readonly noData: 'open' | 'closed';
  /** What it does where Prometheus does not answer. */
  readonly unreachable: 'open' | 'closed';
}

/** A blind gate must not stop the fix of what blinds it. */
export const GATE: Gate = { closedFrom: 'deferring', noData: 'open', unreachable: 'open' };
