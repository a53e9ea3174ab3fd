import { gauge, ratio, type AnyMetric, type Duration } from '../promql';
import { atMost, below } from './condition';
import { gone, stays, turns } from './example';
import { signal, type Signal } from './signal';

/** Where a workload's metrics are scraped. The Service belongs to its team; we only refer to it. */
export interface Scrape {
  /** The Service's name, and so the label `job`; it carries `app.kubernetes.io/name: <job>`. */
  readonly job: string;
  readonly namespace: string;
  /** The name of the Service's port. */
  readonly port: string;
  readonly interval: Duration;
  /** It has a target on every node, or on every node of a kind: one that is gone takes its target with it. */
  readonly perNode?: true;
  /** How many targets there usually are, for estimates of what rules cost. Default: 1. */
  readonly targets?: number;
  /**
   * Who renders the monitor that scrapes it: the workload's own chart (default), or the chart of the stack that runs it,
   * so that a part of the stack is scraped once, and with the port, the certificate and the limits that it has there.
   */
  readonly monitor?: 'own' | 'of the stack';
  /** Whether labels that series set themselves (`own`) stay what they are. Default: they become `exported_…`. */
  readonly honorsLabels?: true;
}

/** How the names of alerts end that fire when there is nothing to read. */
export const ABOUT_SILENCE = 'TargetsDown';

/** Written by Prometheus itself for every target: 1 if its last scrape succeeded, else 0. */
export const up = gauge('up', { unit: 'ratio', help: 'Whether the last scrape of the target succeeded.' });

/** Written by Prometheus itself for every target: the samples of its last scrape that were kept. */
export const samplesKept = gauge('scrape_samples_post_metric_relabeling', {
  unit: 'count',
  help: 'Samples of the last scrape of the target, without those that its monitor drops.',
});

/** Metrics that exist for every scraped workload without being declared by it. */
export const SCRAPE_METRICS: readonly AnyMetric[] = [up, samplesKept];

/** How many targets of the workload answer; zero if none is known. */
export const targetsUp = ({ job, namespace }: Scrape) => up.where({ job, namespace }).sumBy().orZero().as('count');

/** With {@link CONFIRMED}, the five minutes for which a target must be down. */
const DOWN_THROUGHOUT = '4m';
const CONFIRMED = '1m';

interface Targets {
  readonly prefix: string;
  readonly title: string;
  /** There is only one, which nobody misses for the minutes that Kubernetes needs to start it elsewhere. */
  readonly single?: boolean;
}

/** Of a node that is gone Kubernetes ends the pods after five minutes, and before that needs one to notice. */
const MOVED = '10m';

/**
 * The alert that every scraped workload has. Some targets down is a warning, if one of them has been for five minutes:
 * a rolling restart takes each of them down for a while, and is none. All down, or none found at all, is critical. A
 * share that is zero where there is no target says both with one query. Critical waits for two minutes only: it takes
 * a restart of Prometheus or of a single replica to pass, and nothing else has all targets down; where there is only one
 * replica ({@link Targets.single}), its node may be gone.
 */
export function targetsDown(scrape: Scrape, { prefix, title, single = false }: Targets): Signal {
  const { job, namespace, perNode } = scrape;
  const blind: Duration = single ? MOVED : '2m';
  const own = up.where({ job, namespace });
  const target = (pod: string, value: number) => stays(up, { job, namespace, instance: pod }, value);
  const falls = (pod: string, at: Duration) => turns(up, { job, namespace, instance: pod }, [1, at, 0]);
  const stranger = (value: number) => stays(up, { job: `not-${job}`, namespace, instance: 'z' }, value);
  const elsewhere = (value: number) => stays(up, { job, namespace: `not-${namespace}`, instance: 'z' }, value);
  // Targets that were there at the beginning: a new one may take a while to answer.
  const sinceThen = own.maxOverTime(DOWN_THROUGHOUT).and(own.offset(DOWN_THROUGHOUT));
  const downThroughout = sinceThen.minBy().compare('==', ratio(0));
  return signal({
    ...(perNode && { perNode }),
    name: `${prefix}${ABOUT_SILENCE}`,
    title: 'Targets up',
    description: `Share of the targets of ${title} that Prometheus can scrape; 0 % also where it finds none. What is not scraped is not seen: a target that is down counts as healthy nowhere else.`,
    query: own.avgBy().orZero(),
    warning: below(ratio(1)).for(CONFIRMED).whilst('one of them has been down for minutes', downThroughout),
    critical: atMost(ratio(0)).for(blind),
    examples: {
      warning: {
        fires: [
          {
            series: [...['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map((pod) => target(pod, 1)), target('j', 0)],
            at: '5m',
            notYetAt: '4m',
            labels: {},
          },
          { series: [target('a', 1), falls('b', '20m')], at: '24m', notYetAt: '23m', labels: {} },
        ],
        quiet: [
          { series: [target('a', 1), target('b', 1), stranger(0), elsewhere(0)], at: '10m' },
          // Down for three minutes, as after a restart.
          { series: [target('a', 1), falls('b', '20m')], at: '23m' },
          // One that was down is removed: all that there are, answer.
          { series: [target('a', 1), ...gone([target('b', 0)], '10m'), stranger(0), elsewhere(0)], at: '12m' },
        ],
      },
      critical: {
        // No series of ours at all: the Service is gone, or discovery finds nothing.
        fires: { series: [stranger(1), elsewhere(1)], at: blind, notYetAt: single ? '9m' : '1m', labels: {} },
        quiet: { series: [target('a', 1), target('b', 0), target('c', 0), target('d', 0)], at: '10m' },
      },
    },
    impact: `Whatever else is shown of ${title} is incomplete or blind; if no target answers, the service itself is probably down.`,
    nextSteps: [
      `List the pods: kubectl -n ${namespace} get pods -l app.kubernetes.io/name=${job} -o wide. Restarting or pending pods are the cause, not the scrape.`,
      `If the pods are ready, open the targets page of Prometheus for ${job} and read the scrape error of the target that is down.`,
      `If no target is listed, compare the Service's label app.kubernetes.io/name and its port '${scrape.port}' with the ServiceMonitor.`,
    ],
  });
}
