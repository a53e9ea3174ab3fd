import { OIDC_CLIENT } from '../entry/sign-in';
import { secretFiles } from '../secrets/mount';
import type { RequiredSecret } from '../secrets/secret';
import { GRAFANA_COMPONENT } from './component';

const { name: usedBy, namespace } = GRAFANA_COMPONENT;

/** The first administrator's name and password, and the key with which Grafana encrypts what it stores. */
export const CREDENTIALS = {
  name: 'grafana-credentials',
  user: 'admin-user',
  password: 'admin-password',
  secretKey: 'secret-key',
} as const;

/** How Grafana signs in to PostgreSQL, and whose certificate it believes. */
export const DATABASE = {
  name: 'grafana-database',
  user: 'username',
  password: 'password',
  authority: 'ca.crt',
} as const;

export const GRAFANA_CREDENTIALS: RequiredSecret = {
  name: CREDENTIALS.name,
  namespace,
  keys: [
    {
      key: CREDENTIALS.user,
      holds:
        'the name of the first administrator, who can sign in (basic authentication, API only) when the issuer is down',
    },
    { key: CREDENTIALS.password, holds: 'the password of the first administrator', made: 'openssl rand -base64 24' },
    {
      key: CREDENTIALS.secretKey,
      holds: 'the key with which Grafana encrypts what it stores; what was stored with another one is lost',
      made: 'openssl rand -base64 32',
    },
  ],
  usedBy: [usedBy],
};

/** Needed where Grafana keeps its data in PostgreSQL. */
export const GRAFANA_DATABASE: RequiredSecret = {
  name: DATABASE.name,
  namespace,
  keys: [
    { key: DATABASE.user, holds: "the name of the database's owner in PostgreSQL" },
    { key: DATABASE.password, holds: "the password of the database's owner" },
    { key: DATABASE.authority, holds: 'the certificate authority, in PEM, that signed the certificate of PostgreSQL' },
  ],
  usedBy: [usedBy],
};

/** Grafana's Secrets as files. */
export const SECRET_FILES = {
  credentials: secretFiles({
    volume: 'credentials',
    secret: CREDENTIALS.name,
    keys: [CREDENTIALS.user, CREDENTIALS.password, CREDENTIALS.secretKey],
    path: '/etc/grafana-credentials',
  }),
  oidc: secretFiles({ volume: 'oidc', secret: OIDC_CLIENT.name, keys: [OIDC_CLIENT.key], path: '/etc/grafana-oidc' }),
  database: secretFiles({
    volume: 'database',
    secret: DATABASE.name,
    keys: [DATABASE.user, DATABASE.password, DATABASE.authority],
    path: '/etc/grafana-database',
  }),
} as const;
