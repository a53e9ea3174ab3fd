import { milliseconds } from '../promql';
import { sizesFor, type Sizes } from '../sizing';
import type { Environment } from './environment';

/** What every component of an environment is given. @throws Error for a preset or a component that there is not */
export const sizesOf = ({ preset, availability, scrapeInterval, retention, cluster, sizes }: Environment): Sizes =>
  sizesFor({
    preset,
    availability,
    scrapeIntervalSeconds: milliseconds(scrapeInterval) / 1000,
    retention,
    nodes: cluster.nodes,
    ...(sizes && { overrides: sizes }),
  });
