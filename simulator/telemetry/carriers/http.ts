import type { IncomingHttpHeaders } from 'node:http';
import type { Carrier } from '../propagation';

/** Headers of HTTP, as Node has them: names in lower case, a list where one was sent several times. */
export const HTTP: Carrier<IncomingHttpHeaders> = {
  empty: () => ({}),
  setter: {
    set: (headers, name, value) => {
      headers[name.toLowerCase()] = value;
    },
  },
  getter: {
    keys: Object.keys,
    get: (headers, name) => headers[name.toLowerCase()],
  },
};
