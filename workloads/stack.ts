import type { Scrape } from '../signals';

/** The namespace of the stack, and that of its parts which need the host. */
export const OBSERVABILITY = 'observability';
export const OBSERVABILITY_NODE = 'observability-node';

/** A part of the stack, whose own chart renders its monitor. The interval is the longest that an environment has. */
export const ofTheStack = (
  job: string,
  port: string,
  { targets = 1, namespace = OBSERVABILITY, ...more }: Partial<Pick<Scrape, 'targets' | 'namespace' | 'perNode'>> = {},
): Scrape => ({ job, namespace, port, interval: '30s', targets, monitor: 'of the stack', ...more });

type Target = Readonly<Record<'job' | 'namespace', string>>;

/** Of what is scraped there, the matchers: somebody else may run the same program. */
export const own = ({ job, namespace }: Scrape): Target => ({ job, namespace });

/** In examples: series of a replica, and series of somebody else's in the same namespace and in another. */
export const places = (scrape: Scrape) => {
  const { job, namespace } = scrape;
  return {
    replica: (pod: string) => ({ job, namespace, pod }),
    strangers: [
      { job: `not-${job}`, namespace, pod: 'y' },
      { job, namespace: `not-${namespace}`, pod: 'z' },
    ] as const,
  };
};
