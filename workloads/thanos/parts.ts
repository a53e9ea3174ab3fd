import { targetsDown } from '../../signals';
import { ofTheStack, own, places } from '../stack';

const part = (job: string, port: string, prefix: string, title: string, targets = 2) => {
  const scrape = ofTheStack(job, port, { targets });
  return {
    scrape,
    own: own(scrape),
    ...places(scrape),
    targets: targetsDown(scrape, { prefix, title, single: targets === 1 }),
  };
};

/** Beside each Prometheus: uploads its blocks, and answers for what is newer. */
export const sidecar = part('thanos-sidecar', 'sidecar', 'ThanosSidecar', 'the sidecars');
/** Answers from the bucket. */
export const store = part('thanos-store', 'http', 'ThanosStore', 'the stores');
/** Merges blocks, thins them out, and deletes what is too old. */
export const compactor = part('thanos-compactor', 'http', 'ThanosCompactor', 'the compactor', 1);
/** Asks all of them. */
export const query = part('thanos-query', 'http', 'ThanosQuery', 'the query service');
/** Splits long queries and remembers their parts. */
export const frontend = part('thanos-query-frontend', 'http', 'ThanosQueryFrontend', 'the query frontend');
