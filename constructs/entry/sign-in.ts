import type { RequiredSecret } from '../secrets/secret';

/** Who signs people in, by OpenID Connect, and what their groups let them do. */
export interface SignIn {
  /** The issuer's URL, without a slash at the end: its discovery document is below it. */
  readonly issuer: string;
  /** Its endpoints, as that document states them: Grafana does not read it. */
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly userInfoUrl: string;
  readonly clientId: string;
  /** The claim with the names of a person's groups. */
  readonly groupsClaim: string;
  /** The groups whose members administrate. */
  readonly administrators: readonly string[];
  /** The groups of the teams. */
  readonly teams: readonly string[];
}

/** Nothing about groups: most issuers add that claim by what is set at the client, and refuse a scope that they don't know. */
export const SCOPES: readonly string[] = ['openid', 'profile', 'email'];

/** The Secret with what proves to the issuer that it is our client who asks. */
export const OIDC_CLIENT = { name: 'oidc-client', key: 'client-secret' } as const;

/** The same client signs people in to everything that leaves the cluster. @param usedBy names of components */
export const oidcClient = (namespace: string, usedBy: readonly string[]): RequiredSecret => ({
  name: OIDC_CLIENT.name,
  namespace,
  keys: [
    {
      key: OIDC_CLIENT.key,
      holds:
        "the secret of our client at the OpenID Connect issuer, without a line break at the end; the client's redirect URIs are Grafana's URL with /login/generic_oauth, and the other public URLs with /oauth2/callback",
    },
  ],
  usedBy,
});
