import {
  factor,
  severitiesOf,
  slothId,
  type Objective,
  type Severity,
  type Signal,
  type Tier,
  type Workload,
} from '../../signals';
import type { InhibitRule } from '../inhibition';
import { periodOf } from './windows';

/**
 * Of several alerts about one objective, only the one that says most is told: a faster tier silences the slower ones, an
 * exhausted budget one at risk. Between an objective and a signal about the same thing, the more severe silences the
 * warning, and of two warnings the signal's, which says what is wrong now, the objective's. Never is a page silenced:
 * two pages of one workload are one incident already, and an alert that somebody has muted goes on inhibiting. And
 * nothing narrow silences anything broad: what one model does says nothing of the others.
 */
export const sloInhibitions = (workloads: readonly Workload[]): readonly InhibitRule[] =>
  workloads.flatMap((workload) =>
    workload.objectives.flatMap((slo) =>
      slo.kind === 'objective'
        ? [
            ...tierInhibitions(workload, slo),
            budgetInhibition(workload, slo),
            ...slo.signals.flatMap((signal) => signalInhibitions(workload, slo, signal)),
          ]
        : [],
    ),
  );

const of = (workload: Workload, objective: Objective): string => `sloth_id="${slothId(workload, objective)}"`;

function tierInhibitions(workload: Workload, objective: Objective): readonly InhibitRule[] {
  const pages = ({ severity }: Tier): number => Number(severity === 'critical');
  const pace = (tier: Tier): number => factor(tier, periodOf(objective));
  const worstFirst = [...objective.tiers].sort((a, b) => pages(b) - pages(a) || pace(b) - pace(a));
  return worstFirst.slice(0, -1).map((tier, i) => ({
    source_matchers: [of(workload, objective), `tier="${tier.window}"`],
    target_matchers: [
      of(workload, objective),
      `tier=~"${worstFirst
        .slice(i + 1)
        .map(({ window }) => window)
        .join('|')}"`,
    ],
    equal: ['workload', ...objective.sli.labels],
  }));
}

const budgetInhibition = (workload: Workload, objective: Objective): InhibitRule => ({
  source_matchers: [of(workload, objective), 'alertname=~".+BudgetExhausted"'],
  target_matchers: [of(workload, objective), 'alertname=~".+BudgetAtRisk"'],
  equal: ['workload', ...objective.sli.labels],
});

function signalInhibitions(workload: Workload, objective: Objective, signal: Signal): readonly InhibitRule[] {
  const burning = (severity: Severity) => [of(workload, objective), 'tier=~".+"', `severity="${severity}"`];
  const threshold = (severity: Severity) => [`alertname="${signal.name}"`, `severity="${severity}"`];
  // What asks for a decision is about days, and says nothing about now.
  const severities = severitiesOf(signal).filter((severity) => signal.conditions[severity]?.asks === undefined);
  const [mine, its] = [objective.sli.labels, signal.query.labels];
  const within = (some: readonly string[], others: readonly string[]) => some.every((label) => others.includes(label));
  const pages = objective.tiers.some(({ severity }) => severity === 'critical');
  return [
    ...(within(its, mine)
      ? severities
          .filter((severity) => severity !== 'info')
          .map((severity) => ({
            source_matchers: threshold(severity),
            target_matchers: burning('warning'),
            equal: ['workload', ...its],
          }))
      : []),
    ...(within(mine, its) && pages && severities.includes('warning')
      ? [
          {
            source_matchers: burning('critical'),
            target_matchers: threshold('warning'),
            equal: ['workload', ...mine],
          },
        ]
      : []),
  ];
}
