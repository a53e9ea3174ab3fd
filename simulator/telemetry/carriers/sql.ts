import type { Carrier } from '../propagation';

/**
 * What a query says of itself in a comment behind it, as sqlcommenter writes it and tracing extensions of PostgreSQL read it:
 * `traceparent='00-…-01'`, the value quoted as in URLs. The database cannot be asked otherwise: its protocol has no headers.
 */
export interface Query {
  comment: string;
}

const pairs = ({ comment }: Query): ReadonlyMap<string, string> =>
  new Map(
    [...comment.matchAll(/(\w+)='([^']*)'/g)].map(([, key = '', value = '']) => [key, decodeURIComponent(value)]),
  );

export const SQL: Carrier<Query> = {
  empty: () => ({ comment: '' }),
  setter: {
    set: (query, key, value) => {
      const quoted = encodeURIComponent(value).replaceAll("'", '%27');
      query.comment = [query.comment, `${key}='${quoted}'`].filter((text) => text !== '').join(',');
    },
  },
  getter: {
    keys: (query) => [...pairs(query).keys()],
    get: (query, key) => pairs(query).get(key),
  },
};
