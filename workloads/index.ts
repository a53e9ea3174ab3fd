import { prometheus } from './prometheus';
import { yieldPredictor } from './yield-predictor';

/** Everything that is watched. Adding a workload is a file, and a line here. */
export const WORKLOADS = [yieldPredictor, prometheus] as const;
