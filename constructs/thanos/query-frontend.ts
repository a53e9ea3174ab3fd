import { mebibytesOf } from '../memory';
import { urlOf } from '../network/address';
import type { Component } from '../network/component';
import type { Resources } from '../resources';
import { toYaml } from '../yaml';
import type { ThanosProgram } from './pod';

export interface QueryFrontendProps {
  readonly component: Component;
  readonly replicas: number;
  readonly resources: Resources;
  /** The query that it passes on to. */
  readonly query: Component;
}

/** Of the memory limit, for answers; the rest is for those under way. */
const CACHE_SHARE = 0.5;
/** Half of it for each of the two kinds of answers: of samples, and of labels. */
const KINDS = 2;

/** What people and Grafana ask: splits long ranges into days, asks for them at the same time, and remembers the answers. */
export function queryFrontend({ component, replicas, resources, query }: QueryFrontendProps): ThanosProgram {
  const cache = cacheConfig(mebibytesOf(resources, CACHE_SHARE / KINDS));
  return {
    component,
    replicas,
    resources,
    args: [
      'query-frontend',
      `--query-frontend.downstream-url=${urlOf(query, 'http')}`,
      '--query-range.split-interval=24h',
      `--query-range.response-cache-config=${cache}`,
      '--labels.split-interval=24h',
      `--labels.response-cache-config=${cache}`,
      // Five times by default: a query that brings a store down once must not do so again and again.
      '--query-range.max-retries-per-request=1',
      '--query-frontend.compress-responses',
      '--query-frontend.log-queries-longer-than=30s',
      // Pages of other sites may not ask it from a browser.
      '--web.disable-cors',
    ],
  };
}

/** Answers do not change once a sample is old, but its block may be deleted or made coarser. */
const cacheConfig = (mebibytes: number): string =>
  toYaml({ type: 'IN-MEMORY', config: { max_size: `${mebibytes}MiB`, max_size_items: 0, validity: '6h' } });
