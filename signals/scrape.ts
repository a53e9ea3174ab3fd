import { gauge, ratio, type AnyMetric, type Duration } from '../promql';
import { atMost, below } from './condition';
import { stays } from './example';
import { signal, type Signal } from './signal';

/** Where a workload's metrics are scraped. The Service belongs to its team; we only refer to it. */
export interface Scrape {
  /** The Service's name, and so the label `job`; it carries `app.kubernetes.io/name: <job>`. */
  readonly job: string;
  readonly namespace: string;
  /** The name of the Service's port. */
  readonly port: string;
  readonly interval: Duration;
}

/** Written by Prometheus itself for every target: 1 if its last scrape succeeded, else 0. */
export const up = gauge('up', { unit: 'ratio', help: 'Whether the last scrape of the target succeeded.' });

/** Metrics that exist for every scraped workload without being declared by it. */
export const SCRAPE_METRICS: readonly AnyMetric[] = [up];

/** How many targets of the workload answer; no series if none is known. */
export const targetsUp = ({ job, namespace }: Scrape) => up.where({ job, namespace }).sumBy().as('count');

/**
 * The alert that every scraped workload has: some targets down is a warning; all down, or none found at all, is
 * critical. A share that is zero where there is no target says both with one query. Critical waits for two minutes
 * only: it takes a Prometheus restart and a single replica's restart to pass, and nothing else has all targets down.
 */
export function targetsDown(
  scrape: Scrape,
  { prefix, title }: { readonly prefix: string; readonly title: string },
): Signal {
  const { job, namespace } = scrape;
  const target = (pod: string, value: number) => stays(up, { job, namespace, instance: pod }, value);
  return signal({
    name: `${prefix}TargetsDown`,
    title: 'Targets up',
    description: `Share of the targets of ${title} that Prometheus can scrape. What is not scraped is not seen: a target that is down does not count as healthy anywhere else.`,
    query: up.where({ job, namespace }).avgBy().orZero(),
    warning: below(ratio(1)).for('5m'),
    critical: atMost(ratio(0)).for('2m'),
    examples: {
      warning: {
        fires: {
          series: [target('a', 1), target('b', 1), target('c', 1), target('d', 0)],
          at: '6m',
          notYetAt: '4m',
          labels: {},
        },
        quiet: { series: [target('a', 1), target('b', 1), target('c', 1), target('d', 1)], at: '10m' },
      },
      critical: {
        // No series at all: the Service is gone, or discovery finds nothing.
        fires: { series: [], at: '3m', notYetAt: '1m', labels: {} },
        quiet: { series: [target('a', 1), target('b', 0), target('c', 0), target('d', 0)], at: '10m' },
      },
    },
    impact:
      'Everything below this line of the dashboard is incomplete or blind; if all targets are down, the service itself probably is.',
    nextSteps: [
      `List the pods: kubectl -n ${namespace} get pods -l app.kubernetes.io/name=${job} -o wide. Restarting or pending pods are the cause, not the scrape.`,
      `If the pods are ready, open the targets page of Prometheus for ${job} and read the scrape error of the target that is down.`,
      `If no target is listed, compare the Service's label app.kubernetes.io/name and its port '${scrape.port}' with the ServiceMonitor.`,
    ],
  });
}
