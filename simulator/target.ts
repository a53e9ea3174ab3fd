import { milliseconds } from '../promql';
import type { Scrape } from '../signals';
import type { Series } from './series';
import type { Time } from './time';

/** What a Prometheus scrapes: one exporter, with the labels that discovery in a cluster gives it. */
export interface Target {
  readonly labels: Readonly<
    Record<'namespace' | 'job' | 'service' | 'endpoint' | 'pod' | 'container' | 'instance', string>
  >;
  /** In seconds. */
  readonly interval: number;
  /** Whether discovery finds it. */
  readonly exists: (t: Time) => boolean;
  /** Whether a scrape succeeds. */
  readonly answers: (t: Time) => boolean;
  readonly series: readonly Series[];
}

/** What a target is made from; it is found and answers at any time unless something else is said. */
interface Exporting {
  readonly pod: string;
  /** Default: called as the job. */
  readonly container?: string;
  readonly series: readonly Series[];
  readonly exists?: Target['exists'];
  readonly answers?: Target['answers'];
}

const always = (): boolean => true;

export const targetOf = (
  { job, namespace, port, interval }: Scrape,
  { pod, container = job, series, exists = always, answers = always }: Exporting,
): Target => ({
  labels: { namespace, job, service: job, endpoint: port, pod, container, instance: pod },
  interval: milliseconds(interval) / 1000,
  exists,
  answers,
  series,
});
