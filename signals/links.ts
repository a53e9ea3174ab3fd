/** Public addresses that annotations and pages point at, without a trailing slash. */
export interface Links {
  readonly grafana: string;
  readonly runbooks: string;
}
