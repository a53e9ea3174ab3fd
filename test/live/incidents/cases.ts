import type { Case } from './case';
import { TEST_FLOOR, TEST_FLOOR_BY_DAY } from './cases/ate';
import { DEPLOY } from './cases/deploy';
import { INFRASTRUCTURE } from './cases/infrastructure';
import { PIPELINE } from './cases/stdf-etl';
import { WAFER_MAP } from './cases/wafer-map';
import { YIELD_PREDICTOR } from './cases/yield-predictor';

/** Every incident of the simulator, and what must come of it. */
export const CASES: readonly Case[] = [
  ...YIELD_PREDICTOR,
  ...TEST_FLOOR,
  ...TEST_FLOOR_BY_DAY,
  ...PIPELINE,
  ...WAFER_MAP,
  ...INFRASTRUCTURE,
  ...DEPLOY,
];
