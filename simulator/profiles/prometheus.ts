import { newestSample, oldestSample, poolTargetLimit, poolTargets } from '../../workloads/prometheus/metrics';
import { PLAIN, type Profile } from '../profile';

/** Forty-six days of samples, and a hundredth of the targets that a monitor may have. */
const HEALTHY_LEVELS: Readonly<Record<string, number>> = {
  [newestSample.spec.name]: 5_000_000,
  [oldestSample.spec.name]: 1_000_000,
  [poolTargets.spec.name]: 10,
  [poolTargetLimit.spec.name]: 1000,
};

/** A Prometheus in good health: its counters count nothing but trouble, and stand still. */
export const healthy: Profile = {
  ...PLAIN,
  traffic: () => 0,
  level: ({ name }) => HEALTHY_LEVELS[name],
};

/** With the usual values, whose history is of milliseconds, everything is wrong with it. */
export const sick: Profile = PLAIN;
