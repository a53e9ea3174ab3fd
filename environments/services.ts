/** What we need and do not run; each with the addresses to which our pods may open connections. */
export interface Services {
  /** Who signs people in: OpenID Connect. */
  readonly oidc: Oidc;
  /** Where notifications are sent: PagerDuty, Slack, the dead man's switch; or the proxy that leads there. */
  readonly notifications: Notifications;
  /** For metrics and logs. Needed where `availability` is `replicated`. */
  readonly objectStorage?: ObjectStorage;
  /** For Grafana's users, teams and preferences. Needed where `availability` is `replicated`. */
  readonly postgres?: Postgres;
  /** For traces. Needed where `availability` is `replicated`. */
  readonly openSearch?: OpenSearch;
}

/** An address that our pods may connect to. */
export interface Endpoint {
  /** Host names, for whoever reads a policy: policies themselves know addresses only. */
  readonly hosts: readonly string[];
  readonly cidrs: readonly string[];
  readonly port: number;
}

export interface Notifications extends Endpoint {
  /** The URL of the proxy that leads there, whose addresses and port these are then. Default: they are reached themselves. */
  readonly proxy?: string;
}

export interface Oidc extends Endpoint {
  /** The issuer's URL, without a slash at the end. */
  readonly issuer: string;
  /** Its endpoints, as the issuer's discovery document states them: Grafana does not read that document. */
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly userInfoUrl: string;
  /** The client that people sign in to. */
  readonly clientId: string;
  /** The claim with a person's groups, and the groups whose members are administrators. Each team is the group of its name. */
  readonly groupsClaim: string;
  readonly administrators: readonly string[];
}

/** An S3-compatible store; credentials are a Secret. */
export interface ObjectStorage extends Endpoint {
  readonly region: string;
  readonly buckets: { readonly metrics: string; readonly logs: string };
}

export interface Postgres extends Endpoint {
  readonly database: string;
}

export interface OpenSearch extends Endpoint {
  /** How many parts the index of a day's spans has, and how many copies of each part besides the first. */
  readonly shards: number;
  readonly copies: number;
}
