import { leText } from '../../promql';
import { boundsOf } from '../../signals';
import {
  accuracy,
  calibrationError,
  CHAMPIONS,
  featureBaseline,
  featureBaselineMean,
  featureValue,
  gpuUtilization,
  latency,
  outcomes,
} from '../../workloads/yield-predictor/metrics';
import { meanOf, shares } from '../background/distribution';
import type { Labels, Profile } from '../profile';

const WORSE = 'v8.1';
const BETTER = 'v8.2';

/** Every model has its champion and two challengers; baselines have the bounds of the histogram that they are held against. */
const values: Profile['values'] = {
  version: ({ model }) => [CHAMPIONS[model as keyof typeof CHAMPIONS], WORSE, BETTER],
  le: (labels) => [...boundsOf(featureValue.spec, labels), Infinity].map(leText),
};

/** The mean that the emitter gives a feature, unless told otherwise. */
function usualMean(labels: Labels): number {
  const bounds = boundsOf(featureValue.spec, labels);
  return meanOf(bounds, shares(bounds.length + 1));
}

const HEALTHY_TRAFFIC: Readonly<Record<string, number>> = { error: 0.001, miss: 0.1, fp: 0.01, fn: 0.01 };

/** A service in good health: no alert has a reason to fire. */
export const healthy: Profile = {
  values,
  traffic: (_, { result, outcome }) => HEALTHY_TRAFFIC[result ?? outcome ?? ''],
  level: ({ name }, labels) => {
    if (name === calibrationError.spec.name) return 0.02;
    return name === featureBaselineMean.spec.name ? usualMean(labels) : undefined;
  },
  peak: ({ name }) => (name === latency.spec.name ? 0.1 : undefined),
};

const SICK_LEVELS: Readonly<Record<string, number>> = {
  [accuracy.spec.name]: 0.5,
  [calibrationError.spec.name]: 0.2,
  [gpuUtilization.spec.name]: 97,
};

/** Everything wrong at once, so that every alert of the workload has a reason to fire. */
export const sick: Profile = {
  values,
  traffic: ({ name }, { outcome, version }) => {
    if (name !== outcomes.spec.name) return 1;
    const isRight = outcome === 'tp' || outcome === 'tn';
    return isRight ? 1 : version === WORSE ? 0.5 : version === BETTER ? 0.01 : 0.2;
  },
  level: ({ name }, labels) => (name === featureBaselineMean.spec.name ? 2 * usualMean(labels) : SICK_LEVELS[name]),
  // One model came without its accuracy and its training statistics.
  lost: ({ name }, { model }) =>
    model === 'failure_classifier' && (name === accuracy.spec.name || name === featureBaselineMean.spec.name),
  peak: ({ name }) => (name === latency.spec.name || name === featureBaseline.spec.name ? 0.8 : undefined),
};
