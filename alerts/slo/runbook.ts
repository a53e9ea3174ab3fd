import { print, printNumber, ratio, spoken } from '../../promql';
import {
  alertName,
  ERROR_BUDGET_DASHBOARD,
  factor,
  ownerOf,
  quantityText,
  runbookName,
  shortWindow,
  slothId,
  tidy,
  type Objective,
  type Workload,
} from '../../signals';
import { numbered, table } from '../markdown';
import { receiverFor } from '../receivers/contact';
import type { RunbookEnvironment } from '../runbook';
import { severityOf } from './alert-rule';
import { budgetConditions, noDataConditions, tierCondition, tierThreshold } from './conditions';
import type { SloCondition } from './rule';
import { budgetAsTime, promiseText } from './text';
import { periodOf } from './windows';

const share = (value: number): string => quantityText(ratio(value));

/** The page of all alerts of an objective, in Markdown; one for all environments, with what differs between them. */
export function objectivePage(
  workload: Workload,
  objective: Objective,
  environments: readonly RunbookEnvironment[],
): string {
  const owner = ownerOf(workload, objective);
  const calm = environments.filter((environment) => differs(environment, objective));
  return (
    [
      `# ${runbookName(workload, objective)}`,
      `${workload.title}: ${objective.title} · owner: ${owner.title} (${owner.slackChannel})`,
      '## What is promised',
      `${promiseText(objective)}${objective.sli.labels.length > 0 ? `, for each ${objective.sli.labels.join(' and ')}` : ''}. The error budget is ${share(1 - objective.percent / 100)} of all ${objective.sli.kind === 'events' ? 'events' : 'minutes'}: as much as ${budgetAsTime(objective)} of total failure. ${missingText(objective)}`,
      '## Its alerts',
      table(['alert', 'severity', 'fires when', 'goes to'], alertRows(workload, objective)),
      objective.minimumBad > 0
        ? `A tier needs at least ${printNumber(objective.minimumBad)} bad ${objective.sli.kind === 'events' ? 'events' : 'minutes'} within its long window.`
        : 'No tier waits for a least number of bad events.',
      ...(calm.length > 0
        ? [`Environments where nothing of it pages: ${calm.map(({ name }) => name).join(', ')}.`]
        : []),
      '## Impact',
      objective.impact,
      '## First look',
      [
        `- Dashboard *Error budget*: ${environments.map(({ name, links: { grafana } }) => `[${name}](${grafana}/d/${ERROR_BUDGET_DASHBOARD}?var-sloth_id=${slothId(workload, objective)})`).join(' · ')}`,
        ...(objective.signals.length > 0
          ? [`- What is wrong now: ${objective.signals.map(({ name }) => `[${name}](${name}.md)`).join(', ')}`]
          : []),
      ].join('\n'),
      'What is counted over an hour, to be run in Explore:',
      `\`\`\`promql\n${queries(objective).join('\n\n')}\n\`\`\``,
      '## Next steps',
      numbered(objective.nextSteps),
      `Where data are missing, compare the metrics above with what a target exposes now: was one renamed, or has nothing been asked of the service since it started? ${objective.sli.labels.length > 0 ? 'A group that was retired is forgotten after a day.' : ''}`.trim(),
      '## When to escalate',
      escalation(workload, objective),
    ].join('\n\n') + '\n'
  );
}

const missingText = ({ missing }: Objective): string =>
  missing === 'bad'
    ? 'While none of its targets answers, as many events as in the hour before count as bad.'
    : 'Where there are no data, nothing is counted.';

function queries({ sli }: Objective): readonly string[] {
  if (sli.kind === 'time') return ['# bad now', print(sli.bad.expr), '# looked at', print(sli.present.expr)];
  return [`# ${sli.counts}`, print(sli.counted('1h').expr), '# all', print(sli.all('1h').expr)];
}

function alertRows(workload: Workload, objective: Objective): readonly (readonly string[])[] {
  const conditions = [
    ...objective.tiers.map((tier) => tierCondition(workload, objective, tier)),
    ...budgetConditions(workload, objective),
    ...noDataConditions(workload, objective),
  ];
  return conditions.map((condition) => [
    alertName(workload, objective, condition.kind),
    severityOf(condition),
    conditionText(objective, condition),
    receiverFor(ownerOf(workload, objective), severityOf(condition)),
  ]);
}

function conditionText(objective: Objective, { kind, tier, scope, for: how = '0s' }: SloCondition): string {
  if (tier) {
    const pace = printNumber(tidy(factor(tier, periodOf(objective))));
    const least = share(tierThreshold(objective, tier));
    const fast = pace === '1' ? 'as much as the budget' : `${pace} times the budget`;
    return `${share(tier.share)} of the budget of ${spoken(periodOf(objective))} went within ${spoken(tier.window)} (at even traffic), and over the last ${spoken(shortWindow(tier))} the error ratio is still above ${least} (${fast})`;
  }
  if (kind === 'atRisk') return `more than ${share(objective.policy.atRisk)} of the budget is spent`;
  if (kind === 'exhausted') return 'all of the budget is spent';
  const what =
    scope === 'group' ? `one ${objective.sli.labels.join(' and ')} that was there within a day has` : 'there are';
  return `${what} no data for ${spoken(how)} although targets are up`;
}

function differs({ workload: here }: RunbookEnvironment, objective: Objective): boolean {
  const found = here.objectives.find(({ id }) => id === objective.id);
  const pages = (o: Objective): boolean => o.tiers.some(({ severity }) => severity === 'critical');
  return found?.kind === 'objective' && pages(objective) && !pages(found);
}

/** After this long without relief, a page is somebody else's problem too. */
const ESCALATE_AFTER = '30 minutes';

function escalation(workload: Workload, objective: Objective): string {
  const { title, slackChannel } = ownerOf(workload, objective);
  const handOver = `bring in SRE through their page and say so in ${slackChannel}`;
  const slow = `A warning is for working hours: what spends the budget is ${title}'s first task of the day. With the budget exhausted, the owners decide whether anything but repairs is deployed.`;
  return objective.tiers.some(({ severity }) => severity === 'critical')
    ? `If a page has not been relieved within ${ESCALATE_AFTER}, ${handOver}. ${slow}`
    : slow;
}
