import { checkChoosable, type Links, type Signal, type Workload } from '../../signals';
import { dashboardUrl, dataLink } from './links';
import { panel, type PanelBuilder } from './panel';
import type { PanelContext } from './target';

/** A signal on a dashboard that is not its workload's. */
export interface Borrowed {
  readonly signal: Signal;
  /** What it is called among those of other workloads. Default: its own title after its workload's. */
  readonly title?: string;
}

/** What a dashboard borrows from: the workloads as the environment has them. */
export interface Lenders {
  readonly workloads: readonly Workload[];
  readonly links: Links;
  readonly context: PanelContext;
}

/**
 * The panels of signals that are watched here, as their workloads have them, each with the way to the dashboard that it is at
 * home on. What is not watched in this environment is left out.
 */
export const borrowed = (lenders: Lenders, wanted: readonly Borrowed[]): readonly PanelBuilder[] =>
  wanted.flatMap((one) => {
    const panelled = borrowedPanel(lenders, one);
    return panelled ? [panelled] : [];
  });

function borrowedPanel({ workloads, links, context }: Lenders, { signal, title }: Borrowed): PanelBuilder | undefined {
  const workload = workloads.find(({ signals }) => signals.some(({ name }) => name === signal.name));
  const own = workload?.signals.find(({ name }) => name === signal.name);
  if (!workload || !own) return undefined;
  checkChoosable(
    'a dashboard that borrows it',
    own,
    context.match.map(({ label }) => label),
  );
  const made = panel(own, { ...context, services: workload.services }, links).title(
    title ?? `${workload.title}: ${own.title}`,
  );
  const home = workload.dashboards.find(({ rows }) => rows.some((row) => row.signals.includes(own)));
  // The builder's own links would replace those that the panel has.
  const runbooks = made.build().links ?? [];
  if (!home) return made;
  return made.links([
    dataLink(`Dashboard: ${home.title}`, dashboardUrl(home.uid, {})),
    ...runbooks.map((link) => dataLink(link.title, link.url ?? '').targetBlank(true)),
  ]);
}
