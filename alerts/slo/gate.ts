import { print, type Duration } from '../../promql';
import {
  BUDGET_STATES,
  DeclarationError,
  runbookName,
  SERIES,
  slothId,
  sloSeries,
  type Gate,
  type Links,
  type Objective,
  type Workload,
} from '../../signals';
import { overTime } from './arithmetic';

/** Whether the gate is open, and why, as a sentence for those who wait before it. */
export interface Decision {
  readonly open: boolean;
  readonly because: string;
}

/** A deploy gate as a value: what it asks Prometheus, and what it decides for each thing that may come back. */
export interface DeployGate {
  /** The objective's `sloth_id`. */
  readonly name: string;
  /** The workload's own: its gates are deployed with it, not with us. */
  readonly namespace: string;
  /** PromQL: the level of the budget's state, as one series without labels, or none where there is no data. */
  readonly query: string;
  /** For each state its level, which is what the query yields, and what that decides. */
  readonly states: readonly (Decision & { readonly level: number })[];
  /** For an answer without a series. */
  readonly noData: Decision;
  /** For no answer, or none that could be understood. */
  readonly unreachable: Decision;
  /** Tells those before a closed gate what to do. */
  readonly page: string;
}

/** The gates that a workload's objectives ask for. @throws DeclarationError for a gate whose policy is none */
export const deployGates = (workload: Workload, links: Links): readonly DeployGate[] =>
  workload.objectives.flatMap((slo) =>
    slo.kind === 'objective' && slo.gate ? [deployGate(workload, slo, checkGate(slo.id, slo.gate), links)] : [],
  );

function deployGate(workload: Workload, objective: Objective, gate: Gate, links: Links): DeployGate {
  const budget = `the error budget of ${workload.title}, ${objective.title}`;
  const byPolicy = (what: string, policy: 'open' | 'closed'): Decision => ({
    open: policy === 'open',
    because: `Prometheus ${what} ${budget}. By policy the gate is ${policy} then.`,
  });
  return {
    name: slothId(workload, objective),
    namespace: workload.scrape.namespace,
    query: stateQuery(workload, objective),
    states: BUDGET_STATES.map((state, level) => ({
      level,
      open: level < BUDGET_STATES.indexOf(gate.closedFrom),
      because: `The state of ${budget} is "${state}". The gate is closed from "${gate.closedFrom}" on.`,
    })),
    noData: byPolicy('has no data about', gate.noData),
    unreachable: byPolicy('could not be asked about', gate.unreachable),
    page: `${links.runbooks}/${runbookName(workload, objective)}.md`,
  };
}

/**
 * The state is written every 5 minutes, so that it may lie outside the lookback of as many just before it is written
 * again. After twice that nobody writes it any more.
 */
const WRITTEN_WITHIN: Duration = '10m';

/** The worst state among the objective's groups: one gate for all models. */
function stateQuery(workload: Workload, objective: Objective): string {
  const state = sloSeries(workload, objective, SERIES.state, 'count');
  return print(overTime('last_over_time', state, WRITTEN_WITHIN).maxBy().expr);
}

const CLOSING: readonly string[] = BUDGET_STATES.slice(1);
const POLICIES: readonly string[] = ['open', 'closed'];

/** A state that does not exist would close the gate, or leave it open, for good. */
function checkGate(id: string, gate: Gate): Gate {
  const check = (field: keyof Gate, allowed: readonly string[]): void => {
    if (allowed.includes(gate[field])) return;
    throw new DeclarationError(
      `objective ${id}: gate.${field} is '${gate[field]}': say one of '${allowed.join("', '")}'`,
    );
  };
  check('closedFrom', CLOSING);
  check('noData', POLICIES);
  check('unreachable', POLICIES);
  return gate;
}
