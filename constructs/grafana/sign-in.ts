import { OIDC_CLIENT, SCOPES, type SignIn } from '../entry/sign-in';
import { fromFile, type Ini } from './ini';
import { SECRET_FILES } from './secrets';

/** A JMESPath identifier that needs no quotes. */
const IDENTIFIER = /^[A-Za-z_]\w*$/;
/** What a JMESPath string in single quotes and an ini value can hold without being escaped. */
const PLAIN = /^[^'"`;#\\\n]+$/;

/**
 * Sign-in by OpenID Connect, and by nothing else that shows a form (Grafana 13.1, `auth.generic_oauth`). Groups decide what a
 * person may do, again at each sign-in: administrators of the issuer's groups administrate Grafana; members of teams are
 * editors; nobody else is let in.
 *
 * Team members are editors because Explore asks for it, and that is where a graph leads to its logs and traces (the setting that
 * gave it to viewers is deprecated). Dashboards are code all the same: those that are provisioned cannot be saved. Neither teams
 * nor who may see which folder can be provisioned from files in the free edition, and team sync is not part of it: a dashboard
 * lies in the folder of its team, and all who sign in can see all folders.
 *
 * @throws Error for a claim or a group whose name cannot be put into the expression as it is
 */
export function signInSections(signIn: SignIn): Ini {
  return {
    auth: { disable_login_form: true },
    'auth.anonymous': { enabled: false },
    'auth.generic_oauth': {
      enabled: true,
      name: 'SSO',
      auto_login: true,
      // An account is made at the first sign-in: whom the issuer lets in is decided there.
      allow_sign_up: true,
      client_id: signIn.clientId,
      client_secret: fromFile(SECRET_FILES.oidc.file(OIDC_CLIENT.key)),
      scopes: SCOPES.join(' '),
      auth_url: signIn.authorizeUrl,
      token_url: signIn.tokenUrl,
      api_url: signIn.userInfoUrl,
      use_pkce: true,
      role_attribute_path: roleExpression(signIn),
      // Who is of no group that is named is not let in: like the proxies, and unlike what the default would do.
      role_attribute_strict: true,
      allow_assign_grafana_admin: true,
    },
    users: { allow_sign_up: false, allow_org_create: false, auto_assign_org_role: 'Viewer' },
  };
}

/**
 * JMESPath over a token's claims. Where a token lacks the claim, the expression fails, and Grafana looks for it in the next
 * source: the ID token, what the endpoint of user information says, the access token.
 */
function roleExpression({ groupsClaim, administrators, teams }: SignIn): string {
  if (!IDENTIFIER.test(groupsClaim)) {
    throw new Error(`grafana: the groups claim '${groupsClaim}' is no plain name: use letters, digits and _`);
  }
  const whoseRole = (group: string, role: string): string => {
    if (!PLAIN.test(group)) throw new Error(`grafana: the group '${group}' has quotes, ;, # or \\ in its name`);
    return `contains(${groupsClaim}[*], '${group}') && '${role}'`;
  };
  return [
    ...administrators.map((group) => whoseRole(group, 'GrafanaAdmin')),
    ...teams.filter((group) => !administrators.includes(group)).map((group) => whoseRole(group, 'Editor')),
  ].join(' || ');
}
