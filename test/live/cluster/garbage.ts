/**
 * For the Go programs that parse the most here, the API server and Argo CD: less garbage collection for more memory. By profiles of
 * a sync, it takes 14 % of their time by default, and 4 % so; the API server then holds up to 2 GiB instead of 1.
 */
export const FEWER_COLLECTIONS: NodeJS.ProcessEnv = { GOGC: '400', GOMEMLIMIT: '2GiB' };
