import { spoken } from '../../promql';
import { LOG_INTERVAL, logQuery, LOGS_DASHBOARD, UNCLAIMED, type LogSignal, type Workload } from '../../signals';
import { numbered, table } from '../markdown';
import { receiverFor } from '../receivers/contact';
import type { RunbookEnvironment } from '../runbook';
import { LOG_SEVERITY, logCondition } from './alert-rule';

/** The page of a log signal's alert, in Markdown. @param claimed the services that workloads answer for */
export function logPage(
  workload: Workload,
  signal: LogSignal,
  environments: readonly RunbookEnvironment[],
  claimed: readonly string[],
): string {
  const { team } = workload;
  return (
    [
      `# ${signal.name}`,
      `${workload.title}: ${signal.title} of ${writers(signal)} · owner: ${team.title} (${team.slackChannel})`,
      '## What it means',
      signal.description,
      table(
        ['severity', 'fires when the number of lines of a service is', 'for', 'goes to'],
        [
          [
            LOG_SEVERITY,
            logCondition(signal),
            signal.for ? spoken(signal.for) : 'one evaluation',
            receiverFor(team, LOG_SEVERITY),
          ],
        ],
      ),
      `Loki evaluates it every ${spoken(LOG_INTERVAL)}, and tells Alertmanager itself: that it fires is in no series of Prometheus.`,
      '## Impact',
      signal.impact,
      '## First look',
      dashboards(environments),
      'The rule, whose parts can be run in Explore:',
      `\`\`\`logql\n${logQuery(signal, claimed)}\n\`\`\``,
      '## Next steps',
      numbered(signal.nextSteps),
      '## When to escalate',
      `It does not page. If it is still there at the next shift, or a critical alert of the same workload joins it, bring in SRE through their page and say so in ${team.slackChannel}.`,
    ].join('\n\n') + '\n'
  );
}

const writers = ({ services }: LogSignal): string =>
  services === UNCLAIMED ? 'services that no workload answers for' : services.join(', ');

function dashboards(environments: readonly RunbookEnvironment[]): string {
  const links = environments.map(({ name, links: { grafana } }) => `[${name}](${grafana}/d/${LOGS_DASHBOARD})`);
  return `- Dashboard *Logs*, with the service of the alert: ${links.join(' · ')}`;
}
