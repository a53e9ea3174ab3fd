import { printNumber } from '../../../promql';
import {
  alertName,
  identity,
  isLasting,
  lasting,
  SERIES,
  slothId,
  type AlertKind,
  type Objective,
  type Slo,
  type Tier,
  type Workload,
} from '../../../signals';
import { alertLabels } from '../alert-rule';
import type { Input, Phase } from './phases';
import { inputs } from './phases';
import type { Pace } from './plan';

/** What must be seen at a time. */
export interface Check {
  readonly at: number;
  readonly expr: string;
  readonly samples: readonly { readonly labels: string; readonly value: number }[];
}

/** One test of promtool: a history, and what must be seen in it. */
export interface SloTest {
  readonly name: string;
  readonly pace: Pace;
  readonly inputs: readonly Input[];
  readonly checks: readonly Check[];
}

/** A history of the objective's own series. */
export const history = (
  objective: Objective,
  name: string,
  pace: Pace,
  phases: readonly Phase[],
  checks: readonly Check[],
): SloTest => ({ name, pace, inputs: inputs(objective.sli.example, phases, pace.step), checks });

type Labels = Readonly<Record<string, string>>;

export const labelText = (labels: Labels): string =>
  `{${Object.entries(labels)
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
    .join(', ')}}`;

const firingNow = (labels: Labels): string => `ALERTS${labelText({ alertstate: 'firing', ...labels })}`;

const matchTier = (tier: Tier | undefined): Labels => (tier ? { tier: tier.window } : {});

/** The alert of this kind, or of this tier, fires for the example's group, with exactly these labels. */
export function fires(workload: Workload, objective: Objective, kind: AlertKind, at: number, tier?: Tier): Check {
  const alertname = alertName(workload, objective, kind);
  const { labels: groups, example } = objective.sli;
  const ofAll = groups.length > 0 && Object.keys(example.labels).length === 0;
  const rule = {
    kind,
    ...(tier && { tier }),
    ...(ofAll && { scope: 'all' as const }),
    condition: objective.sli.present,
  };
  const labels = {
    alertname,
    alertstate: 'firing',
    ...objective.sli.example.labels,
    ...(tier && { sloth_window: tier.window }),
    ...alertLabels(workload, objective, rule),
  };
  return {
    at,
    expr: firingNow({ alertname, ...matchTier(tier) }),
    samples: [{ labels: `ALERTS${labelText(labels)}`, value: 1 }],
  };
}

export const quiet = (workload: Workload, objective: Objective, kind: AlertKind, at: number, tier?: Tier): Check => ({
  at,
  expr: firingNow({ alertname: alertName(workload, objective, kind), ...matchTier(tier) }),
  samples: [],
});

/** No alert of the objective at all. */
export const silence = (workload: Workload, objective: Objective, at: number): Check => ({
  at,
  expr: firingNow({ sloth_id: slothId(workload, objective) }),
  samples: [],
});

/** Relative; the pair smears what happens by its five minutes, and rates extrapolate to the ends of their windows. */
const TOLERANCE = 0.03;

/** A series has the value, for the example's group, and exactly the labels of the objective. */
export function value(
  workload: Workload,
  slo: Slo,
  series: string,
  expected: number,
  at: number,
  more: Labels = {},
): Check {
  const group = slo.kind === 'objective' && !UNGROUPED.includes(series) ? slo.sli.example.labels : {};
  const selector = `${series}${labelText({ sloth_id: slothId(workload, slo), ...more })}`;
  const close =
    expected === 0
      ? `abs(${selector}) < bool 1e-9`
      : `abs(${selector} / ${printNumber(expected)} - 1) < bool ${TOLERANCE}`;
  const own = isLasting(series) ? lasting(identity(workload, slo)) : identity(workload, slo);
  return { at, expr: close, samples: [{ labels: labelText({ ...own, ...group, ...more }), value: 1 }] };
}

/** What is said of an objective as a whole. */
const UNGROUPED: readonly string[] = [SERIES.objective, SERIES.budget, SERIES.periodDays, SERIES.info];

/** There is no such sample, least of all NaN. */
export const absent = (workload: Workload, slo: Slo, series: string, at: number): Check => ({
  at,
  expr: `${series}${labelText({ sloth_id: slothId(workload, slo) })}`,
  samples: [],
});
