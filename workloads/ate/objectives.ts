import { percent, ratio } from '../../promql';
import { atMost, timeSlice, warningsOnly, WORKBOOK_TIERS } from '../../signals';
import { testerStatus } from './metrics';
import { status, testerDown } from './testers';

export const testersUp = timeSlice({
  id: 'testers',
  title: 'Tester availability',
  promise: 'of minutes the tester is up',
  objective: percent(99),
  query: status,
  bad: atMost(ratio(0)),
  example: { metric: testerStatus, labels: { tester_id: 'ATE_001' }, good: 1, bad: 0 },
  // One tester is no reason to wake anybody; a quarter of the floor is, and has an alert of its own.
  tiers: warningsOnly(WORKBOOK_TIERS),
  // That nobody sees the testers says nothing of them.
  missing: 'not counted',
  signals: [testerDown],
  impact: 'Lots wait for a tester that planning counts on.',
  nextSteps: [
    'On the dashboard Error budget, choose the tester and see whether it was down once for long, or often for minutes.',
    'Once for long: take the tester out of planning until its maker has been there. Often: compare the minutes with lot changes and with releases of the test program.',
    'If its maintenance is planned for longer than the promise allows, agree with planning on the days, and leave the budget spent.',
  ],
});
