import { dev } from './dev';
import type { Environment } from './environment';
import { prodEuCentral1 } from './prod-eu-central-1';
import { prodUsEast1 } from './prod-us-east-1';
import { prodUsWest2 } from './prod-us-west-2';
import { staging } from './staging';

export type { Environment } from './environment';

/** Every environment that is rendered. Adding one is a file, and a line here. */
export const ENVIRONMENTS: readonly Environment[] = [dev, staging, prodUsWest2, prodUsEast1, prodEuCentral1];
