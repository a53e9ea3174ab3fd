import { component } from '../network/component';

const PORTS = { grpc: 10901, http: 10902 } as const;

/** Reads the blocks in the bucket. */
export const THANOS_STORE = component('thanos-store', PORTS);
/** Merges, downsamples and deletes the blocks in the bucket. */
export const THANOS_COMPACTOR = component('thanos-compactor', { http: PORTS.http });
/** Asks the Prometheus replicas and the store of a region, and answers as one. */
export const THANOS_QUERY = component('thanos-query', PORTS);
/** Splits and caches queries of long ranges. */
export const THANOS_QUERY_FRONTEND = component('thanos-query-frontend', { http: PORTS.http });
/** Asks the queries of all regions. */
export const THANOS_GLOBAL_QUERY = component('thanos-global-query', { http: PORTS.http });
export const THANOS_GLOBAL_QUERY_FRONTEND = component('thanos-global-query-frontend', { http: PORTS.http });
