import type { Carrier } from '../propagation';

/** Metadata of gRPC: keys in lower case, several values each. A key that ends in `-bin` has bytes, and is none of ours. */
export type Metadata = Map<string, string[]>;

export const GRPC: Carrier<Metadata> = {
  empty: () => new Map(),
  setter: {
    set: (metadata, key, value) => {
      metadata.set(key.toLowerCase(), [value]);
    },
  },
  getter: {
    keys: (metadata) => [...metadata.keys()],
    get: (metadata, key) => metadata.get(key.toLowerCase()),
  },
};
