import type { Excursion } from '../../../../simulator/excursion';
import { DAY, HOUR, MINUTE } from '../../../../simulator/time';
import type { Change } from '../../../live/incidents/report';
import { parametricAccount } from '../../../bench/noise/parametric';

const SPAN = { from: 0, to: DAY };
const NAMES = { today: 'Today', ours: 'Ours' };

const off = (tester: string, from = 10 * HOUR): Excursion => ({
  tester,
  test: 'IDDQ',
  from,
  to: from + HOUR,
  times: 12,
});
const labels = (alertname: string, tester_id: string) => ({ alertname, tester_id, test_name: 'IDDQ' });
const fires = (alertname: string, tester: string, time: number): Change => ({
  time,
  state: 'firing',
  labels: labels(alertname, tester),
});
const content = (at: number, ...testers: readonly string[]) => ({
  at,
  receiver: 'floor',
  isOver: false,
  firing: testers.map((tester) => labels('Ours', tester)),
  over: [] as readonly Change['labels'][],
});

const FINDINGS = [{ product: 'XR5', test: 'IDDQ', excursions: [off('A'), off('B')] }];

const account = (
  history: readonly Change[],
  contents: readonly ReturnType<typeof content>[] = [],
  findings = FINDINGS,
) => parametricAccount({ findings, chance: [] }, history, contents, { names: NAMES, span: SPAN });

describe('the account of parametric outliers', () => {
  it('takes an alert for true while its test is off on its tester, and as long as its rule looks back', () => {
    const { today, ours } = account([
      fires('Today', 'A', 10.5 * HOUR),
      fires('Today', 'A', 11 * HOUR + 6 * MINUTE),
      fires('Today', 'C', 10.5 * HOUR),
      fires('Ours', 'B', 12 * HOUR),
    ]);
    expect(today).toEqual({ alertsPerDay: 3, truePerDay: 1 });
    expect(ours).toEqual({ alertsPerDay: 1, truePerDay: 1 });
  });

  it('says of how much the floor was told, and how soon', () => {
    const { told } = account(
      [fires('Ours', 'A', 10.5 * HOUR), fires('Ours', 'B', 12 * HOUR)],
      [content(11 * HOUR, 'A'), content(12.5 * HOUR, 'A', 'B')],
    );
    expect(told).toEqual({
      findings: 1,
      findingsTold: 1,
      all: 2,
      fired: 2,
      told: 2,
      inTime: 1,
      median: 150,
      longest: 150,
    });
  });

  it('knows from what is said to be over that it was', () => {
    const over = { ...content(14 * HOUR), over: [labels('Ours', 'A')] };
    expect(account([fires('Ours', 'A', 10.5 * HOUR)], [over]).told).toMatchObject({
      findingsTold: 1,
      told: 1,
      inTime: 0,
      longest: 240,
    });
  });

  it('takes nothing for told that the rule has not seen: it is about another on the same tester', () => {
    const { told } = account([fires('Ours', 'A', 10.5 * HOUR)], [content(11 * HOUR, 'A', 'B')]);
    expect(told).toMatchObject({ fired: 1, told: 1 });
  });

  it('does not hide what was lost', () => {
    expect(account([], []).told).toEqual({ findings: 1, findingsTold: 0, all: 2, fired: 0, told: 0, inTime: 0 });
  });

  it('leaves out what begins so late that the week is over before it could be told', () => {
    const late = [{ product: 'XR5', test: 'IDDQ', excursions: [off('A', 23 * HOUR)] }];
    expect(account([], [], late).told.findings).toBe(0);
  });
});
