import { OPEN_SEARCH_FILES, openSearchUrls, type OpenSearch } from './open-search';
import { lookBack } from './retention';

/** The name of the store within a configuration. */
export const STORE = 'opensearch';

/** The environment variable with the name of the user. The password comes as a file, which is read again when it changes. */
export const USER_VARIABLE = 'OPENSEARCH_USERNAME';

/** What the user interface and the collector must agree on: where spans are, and in which indices. */
export function storeConfig(openSearch: OpenSearch, retentionDays: number) {
  const { indexPrefix, shards, copies } = openSearch;
  const spans = index(shards, copies);
  // A few names a day: more parts would only cost.
  const few = index(1, copies);
  return {
    backends: {
      [STORE]: {
        opensearch: {
          server_urls: openSearchUrls(openSearch),
          auth: {
            basic: {
              username: `\${env:${USER_VARIABLE}}`,
              password_file: OPEN_SEARCH_FILES.password,
              reload_interval: '1m',
            },
          },
          tls: { ca_file: OPEN_SEARCH_FILES.authorities },
          indices: { index_prefix: indexPrefix, spans, services: few, dependencies: few, sampling: few },
          max_span_age: lookBack(retentionDays),
        },
      },
    },
  };
}

/** One index a day, named after it: what the index cleaner looks for. */
const index = (shards: number, replicas: number) => ({
  date_layout: '2006-01-02',
  rollover_frequency: 'day',
  shards,
  replicas,
});
