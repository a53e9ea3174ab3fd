import { dev } from './dev';
import type { Environment } from './environment';
import { prodUsWest2 } from './prod-us-west-2';

export type { Environment, Retention, Sizes, Urls } from './environment';

/** Every environment that is rendered. Adding one is a file, and a line here. */
export const ENVIRONMENTS: readonly Environment[] = [dev, prodUsWest2];
