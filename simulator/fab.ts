import type { Workload } from '../signals';
import { ate } from './ate';
import { background } from './background/background';
import type { Conditions } from './incidents';
import { troubled } from './infrastructure';
import { profilesOf } from './profiles';
import { stdfEtl } from './stdf-etl';
import type { Target } from './target';
import { waferMap } from './wafer-map';
import { yieldPredictor } from './yield-predictor';

/** A pure function of its conditions, as each of its series is one of time. */
export type Model = (conditions: Conditions) => readonly Target[];

/** The product: modelled by hand, since incidents happen to it. */
export const MODELS: Readonly<Record<string, Model>> = {
  'yield-predictor': yieldPredictor,
  'stdf-etl': stdfEtl,
  ate,
  'wafer-map': waferMap,
};

/** Everything that is scraped of these workloads: those without a model by their catalogs, in good health. */
export const fab = (workloads: readonly Workload[], conditions: Conditions): readonly Target[] =>
  workloads.flatMap(
    (workload) =>
      MODELS[workload.name]?.(conditions) ??
      troubled(background(workload, profilesOf(workload).healthy, conditions.since), conditions),
  );
