import type { Workload } from '../../signals';
import { PLAIN, type Profile } from '../profile';
import * as ate from './ate';
import * as gpus from './gpus';
import * as kubernetes from './kubernetes';
import * as nodes from './nodes';
import * as prometheus from './prometheus';
import * as stack from './stack';
import * as stdfEtl from './stdf-etl';
import * as waferMap from './wafer-map';
import * as yieldPredictor from './yield-predictor';

interface Profiles {
  readonly healthy: Profile;
  /** Makes every alert of the workload fire. A workload that has none is left out where alerts are looked at. */
  readonly sick?: Profile;
  /** Alerts that look back for an hour and more: the sick profile does not bring them about within a minute. Default: none. */
  readonly takeHours?: readonly string[];
}

/** A workload needs an entry only where the usual values do not do. */
const PROFILES: Readonly<Record<string, Profiles>> = {
  ...stack,
  ate,
  gpus,
  kubernetes,
  nodes,
  prometheus,
  'prometheus-operator': stack.prometheusOperator,
  'stdf-etl': stdfEtl,
  'wafer-map': waferMap,
  'yield-predictor': yieldPredictor,
};

export const profilesOf = ({ name }: Workload): Profiles => PROFILES[name] ?? { healthy: PLAIN };
