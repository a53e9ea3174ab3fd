import { yieldPredictor } from './yield-predictor';

/** Everything that is watched. A new workload is a file, and a line here. */
export const WORKLOADS = [yieldPredictor] as const;
