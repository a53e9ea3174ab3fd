import type { RequiredSecret } from '../secrets/secret';

/** The Secret with which the proxies encrypt the cookie of whoever has signed in. */
export const COOKIE = { name: 'auth-proxy-cookie', key: 'cookie-secret' } as const;

/** All proxies have the same one; a cookie is valid for one host name all the same. @param usedBy names of components */
export const proxyCookie = (namespace: string, usedBy: readonly string[]): RequiredSecret => ({
  name: COOKIE.name,
  namespace,
  keys: [
    {
      key: COOKIE.key,
      holds:
        '32 random bytes in URL-safe base64, which encrypt the cookies of those who have signed in; a new one signs everybody out',
      made: "openssl rand -base64 32 | tr -- '+/' '-_'",
    },
  ],
  usedBy,
});
