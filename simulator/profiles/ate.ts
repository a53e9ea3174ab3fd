import { outliers, testerStatus, yieldPercentage } from '../../workloads/ate/metrics';
import type { Profile } from '../profile';

const TESTERS = Array.from({ length: 20 }, (_, i) => `ATE_${String(i + 1).padStart(3, '0')}`);
const PRODUCTS = ['XR7', 'XR7-A', 'PM3'];

/** Each tester runs all tests, and one product. */
const values: Profile['values'] = {
  tester_id: () => TESTERS,
  test_name: () => ['CONTINUITY', 'VDD_LEAKAGE', 'IDDQ', 'SCAN', 'TIMING'],
  product: ({ tester_id = '' }) => [PRODUCTS[TESTERS.indexOf(tester_id) % PRODUCTS.length] ?? ''],
};

/** A floor on which everything runs. */
export const healthy: Profile = {
  values,
  traffic: ({ name }) => (name === outliers.spec.name ? 0.001 : undefined),
  level: ({ name }) => (name === yieldPercentage.spec.name ? 96 : name === testerStatus.spec.name ? 1 : undefined),
};

/** So many testers are down that it is no matter of single ones. */
const DOWN = TESTERS.slice(0, 6);

/** Testers that are down, and a yield that is low. What is held against an hour or a day takes longer than a minute. */
export const sick: Profile = {
  ...healthy,
  level: ({ name }, { tester_id = '' }) => {
    if (name === yieldPercentage.spec.name) return 80;
    return name === testerStatus.spec.name ? Number(!DOWN.includes(tester_id)) : undefined;
  },
};

/** They look back for half an hour to a day; incidents prove them. */
export const takeHours: readonly string[] = [
  'AteYieldDrop',
  'AteTesterFrozen',
  'AteExporterFrozen',
  'AteTestDurationShift',
  'AteParametricOutliers',
];
