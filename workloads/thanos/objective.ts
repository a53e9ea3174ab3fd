import { percent } from '../../promql';
import { availability, warningsOnly, WORKBOOK_TIERS } from '../../signals';
import { requests } from './metrics';
import { frontend } from './parts';
import { errors, FAULTS } from './querying';

export const answers = availability({
  id: 'queries',
  title: 'Queries of the past',
  promise: 'of queries are answered without an error of Thanos',
  objective: percent(99),
  events: requests.where(frontend.own).count,
  bad: { code: FAULTS },
  // The past can wait until the morning.
  tiers: warningsOnly(WORKBOOK_TIERS),
  missing: 'not counted',
  signals: [errors],
  impact: 'Reviews of a month and comparisons with last year cannot be made.',
  nextSteps: [
    'On the dashboard Thanos, see whether the bucket fails, or stores are missing.',
    'If long queries alone fail, see whether the compactor has halted: months are read raw then, and time out.',
    'Raise sizes.thanosStore in the file of the environment if stores are killed for their memory.',
  ],
});
