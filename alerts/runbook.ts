import { print, spoken } from '../promql';
import { describe, heldFor, severitiesOf, type Links, type Severity, type Signal, type Workload } from '../signals';
import { numbered, table } from './markdown';
import { receiverFor } from './receivers/contact';
import { conditionText } from './text';

/** An environment as a page shows it: its links, and its version of the workload. */
export interface RunbookEnvironment {
  readonly name: string;
  readonly links: Links;
  readonly workload: Workload;
}

/** After this long without relief, a page is somebody else's problem too. */
const ESCALATE_AFTER = '30 minutes';

/** The page of a signal's alerts, in Markdown; one for all environments, with what differs between them. */
export function runbookPage(workload: Workload, signal: Signal, environments: readonly RunbookEnvironment[]): string {
  const differences = environments.flatMap((environment) => differencesIn(environment, signal));
  return (
    [
      `# ${signal.name}`,
      `${workload.title}: ${signal.title} · owner: ${workload.team.title} (${workload.team.slackChannel})`,
      '## What it means',
      describe(signal),
      table(
        ['severity', 'fires when the value is', 'for', 'goes to', 'asks for'],
        severitiesOf(signal).map((severity) => severityRow(workload, signal, severity)),
      ),
      ...(differences.length > 0
        ? ['Environments that differ:', table(['environment', 'severity', 'what differs'], differences)]
        : []),
      '## Impact',
      signal.impact,
      '## First look',
      dashboardLinks(workload, signal, environments),
      'The query, to be run in Explore:',
      `\`\`\`promql\n${print(signal.query.expr)}\n\`\`\``,
      '## Next steps',
      numbered(signal.nextSteps),
      '## When to escalate',
      escalation(workload, signal),
    ].join('\n\n') + '\n'
  );
}

function severityRow({ team }: Workload, { conditions }: Signal, severity: Severity): readonly string[] {
  const condition = conditions[severity];
  if (!condition) return [];
  return [
    severity,
    conditionText(condition),
    spoken(heldFor(condition)),
    receiverFor(team, severity, condition.inDigest),
    condition.asks ?? '',
  ];
}

function differencesIn({ name, workload }: RunbookEnvironment, base: Signal): readonly (readonly string[])[] {
  const here = workload.signals.find((signal) => signal.name === base.name);
  const severities = [...new Set([...severitiesOf(base), ...(here ? severitiesOf(here) : [])])];
  return severities.flatMap((severity) => {
    const [declared, actual] = [base.conditions[severity], here?.conditions[severity]];
    if (JSON.stringify(conditionKey(declared)) === JSON.stringify(conditionKey(actual))) return [];
    const what = actual ? `${conditionText(actual)} for ${spoken(heldFor(actual))}` : 'no such alert';
    return [[name, severity, what]];
  });
}

const conditionKey = (condition: Signal['conditions'][Severity]) =>
  condition && [conditionText(condition), heldFor(condition)];

function dashboardLinks({ dashboards }: Workload, signal: Signal, environments: readonly RunbookEnvironment[]): string {
  return dashboards
    .filter(({ rows }) => rows.some(({ signals }) => signals.includes(signal)))
    .map(({ title, uid }) => {
      const links = environments.map(({ name, links: { grafana } }) => `[${name}](${grafana}/d/${uid})`);
      return `- Dashboard *${title}*, panel *${signal.title}*: ${links.join(' · ')}`;
    })
    .join('\n');
}

function escalation({ team }: Workload, { conditions }: Signal): string {
  const handOver = `bring in SRE through their page and say so in ${team.slackChannel}`;
  if (conditions.critical && !conditions.critical.asks) {
    return `If the page has not been relieved within ${ESCALATE_AFTER}, ${handOver}.`;
  }
  if (conditions.critical) {
    return `The decision is ${team.title}'s. If nobody who may take it answers within ${ESCALATE_AFTER}, ${handOver}.`;
  }
  return `It does not page. If it is still there at the next shift, or a critical alert of the same workload joins it, ${handOver}.`;
}
