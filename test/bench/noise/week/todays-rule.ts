import type { RuleFile } from '../../../live/harness/rendered';
import { scrape } from '../../../../workloads/ate/testers';

export const TODAYS_ALERT = 'ParametricOutliers';

/** Four in five minutes, where one is usual; a little less, since `increase` extrapolates. */
const MANY = 3.5;

/**
 * The rule that the test floor has today, with which ours is compared: a threshold on what came in within five minutes. It knows neither how
 * many are usual for that tester and test, nor asks for evidence, or that it lasts.
 */
export const todaysRule: RuleFile = {
  name: 'todays-rule',
  groups: [
    {
      name: 'todays-rule',
      interval: '30s',
      rules: [
        {
          alert: TODAYS_ALERT,
          expr: `sum by (tester_id, test_name) (increase(ate_parametric_outliers_total{job="${scrape.job}"}[5m])) > ${MANY}`,
          labels: { severity: 'warning', team: 'test-floor', workload: 'ate', incident: 'ate' },
        },
      ],
    },
  ],
};
