import { yieldPredictor } from './yield-predictor';

export { sre, TEAMS } from './teams';

/** Everything that is watched. A new workload is a file, and a line here. */
export const WORKLOADS = [yieldPredictor] as const;
