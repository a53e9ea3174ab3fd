import type { DashboardLinkBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { labelOf } from '../../telemetry/attribute';
import { LINKS } from '../../telemetry/links';
import { dashboardLink, dashboardLinkWith, dashboardUrl, dataLink, labelOfCurve } from './links';
import { LOGS, TRACES, type Page } from './pages';

const [ofLogs] = LINKS.graphToLogs.by;
const [ofTraces] = LINKS.graphToTraces.by;

/** By what the two dashboards know whose lines and traces they show: each is the name of a variable there. */
export const SERVICE_OF_LINES = labelOf(ofLogs.there);
export const SERVICE_OF_TRACES = labelOf(ofTraces.there);

/**
 * From a curve to the log lines and the traces of the same time: those of the service that the curve is of, else those of the
 * workload's services, of which traces are searched for by the entry.
 * @param labels of the curve @param services of the workload, the entry first
 */
export function signalsOfCurve(
  labels: readonly string[],
  services: readonly string[] = [],
): readonly DashboardLinkBuilder[] {
  const [entry] = services;
  if (entry === undefined) return [];
  const lines = labelOf(ofLogs.here);
  const traces = labelOf(ofTraces.here);
  return [
    toSignal(LOGS, SERVICE_OF_LINES, labels.includes(lines) ? labelOfCurve(lines) : services),
    toSignal(TRACES, SERVICE_OF_TRACES, labels.includes(traces) ? labelOfCurve(traces) : entry),
  ];
}

/** From data to the lines or traces of a service. */
export const toSignal = (page: Page, variable: string, of: string | readonly string[]): DashboardLinkBuilder =>
  dataLink(page.title, dashboardUrl(page.uid, { [variable]: of }));

/**
 * From a dashboard of a workload to its logs and traces.
 * @param variables of the dashboard: where services are chosen already, lines are those of the same
 */
export function signalsOfWorkload(
  services: readonly string[],
  variables: readonly string[],
): readonly DashboardLinkBuilder[] {
  const [entry] = services;
  if (entry === undefined) return [];
  return [
    variables.includes(SERVICE_OF_LINES)
      ? dashboardLink(LOGS)
      : dashboardLinkWith(LOGS, { [SERVICE_OF_LINES]: services }),
    dashboardLinkWith(TRACES, { [SERVICE_OF_TRACES]: entry }),
  ];
}
