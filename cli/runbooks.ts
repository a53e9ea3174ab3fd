import { logPage } from '../alerts/logs/runbook';
import { runbookPage } from '../alerts/runbook';
import { objectivePage } from '../alerts/slo/runbook';
import { watchdogPage } from '../alerts/watchdog';
import { watchedIn } from '../app/watched';
import type { Environment } from '../environments';
import { claimsOf, runbookName, severitiesOf, WATCHDOG, type Workload } from '../signals';
import { sre } from '../workloads/teams';

export interface Page {
  readonly file: string;
  readonly text: string;
}

/** A page for every signal that alerts anywhere, those of log lines among them, one for every objective, and one for the watchdog. */
export function runbookPages(environments: readonly Environment[]): readonly Page[] {
  const declared = new Map(
    environments.flatMap(({ workloads }) => workloads.map((workload) => [workload.name, workload] as const)),
  );
  const pages = [...declared.values()].flatMap((workload) =>
    workload.signals
      .filter((signal) => severitiesOf(signal).length > 0)
      .map((signal) => ({
        file: `${signal.name}.md`,
        text: runbookPage(workload, signal, watching(environments, workload)),
      })),
  );
  const claimed = [...declared.values()].flatMap(claimsOf);
  const logs = [...declared.values()].flatMap((workload) =>
    workload.logs.map((signal) => ({
      file: `${signal.name}.md`,
      text: logPage(workload, signal, watching(environments, workload), claimed),
    })),
  );
  const objectives = [...declared.values()].flatMap((workload) =>
    workload.objectives
      .filter((slo) => slo.kind === 'objective')
      .map((objective) => ({
        file: `${runbookName(workload, objective)}.md`,
        text: objectivePage(workload, objective, watching(environments, workload)),
      })),
  );
  return [...pages, ...logs, ...objectives, { file: `${WATCHDOG}.md`, text: watchdogPage(sre) }];
}

/** The environments that watch the workload, each with its own version of it. */
const watching = (environments: readonly Environment[], { name }: Workload) =>
  environments.flatMap((environment) => {
    const workload = watchedIn(environment).find((own) => own.name === name);
    return workload ? [{ name: environment.name, links: environment.urls, workload }] : [];
  });
