import type { Carrier } from '../propagation';

/** Headers of a message in a queue, as Kafka has them: bytes, in the order in which they were written. */
export type MessageHeaders = { readonly key: string; readonly value: Buffer }[];

export const QUEUE: Carrier<MessageHeaders> = {
  empty: () => [],
  setter: {
    set: (headers, key, value) => {
      headers.push({ key, value: Buffer.from(value) });
    },
  },
  getter: {
    keys: (headers) => headers.map(({ key }) => key),
    // Of several with one name the last counts: whoever passes a message on writes behind the others.
    get: (headers, key) => headers.findLast((header) => header.key === key)?.value.toString(),
  },
};
