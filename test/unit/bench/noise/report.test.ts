import type { Account } from '../../../bench/noise/account';
import { failuresOf, fewer, lastLine, reportText, type Result } from '../../../bench/noise/report';

const account = (side: Account['side'], notifications: number, more: Partial<Account> = {}): Account => ({
  side,
  notifications,
  perDay: notifications / 7,
  overPerDay: 0,
  pages: { 'floor-page': 2, 'sre-page': 1 },
  pagerEvents: 5,
  incidents: [{ incident: 'yield-drop', team: 'test-floor', fired: 100, pagedAfter: 31.2 }],
  ofDeployments: 0,
  ...more,
});

const result = (notifications: number, more: Partial<Account> = {}): Result => ({
  seed: 1,
  factor: 720,
  naive: account('naive', 2000, { pages: { everybody: 1100 } }),
  ours: account('ours', notifications, more),
  parametric: {
    today: { alertsPerDay: 201, truePerDay: 41 },
    ours: { alertsPerDay: 40, truePerDay: 39 },
    told: { findings: 55, findingsTold: 55, all: 275, fired: 270, told: 268, inTime: 260, median: 61, longest: 130 },
  },
  silenced: { AteTesterDown: 12 },
  late: 1.5,
});

describe('the last line', () => {
  it('says how many notifications are fewer, and what one person is woken by', () => {
    expect(lastLine(result(80))).toBe('96 % fewer notifications, 2 pages per person and week');
  });

  it('never rounds up to what is asked for', () => {
    expect(fewer(result(100.1))).toBe(94.9);
  });

  it('is the last one of the report', () => {
    expect(reportText(result(80)).split('\n').at(-1)).toBe(lastLine(result(80)));
  });
});

describe('the bounds', () => {
  const failures = (notifications: number, more: Partial<Account> = {}) => failuresOf(result(notifications, more));
  const incident = (more: object) => ({ incidents: [{ incident: 'yield-drop', team: 'test-floor', ...more }] });

  it('are kept by 95 % fewer, four pages, and a page after two minutes', () => {
    expect(failures(100, { pages: { 'floor-page': 4 }, ...incident({ fired: 100, pagedAfter: 120 }) })).toEqual([]);
  });

  it('are broken by more notifications', () => {
    expect(failures(102)).toEqual(['94.9 % fewer notifications are less than 95 %']);
  });

  it('are broken by five pages of one person, who is named', () => {
    expect(failures(80, { pages: { 'floor-page': 5, 'sre-page': 1 } })).toEqual([
      '5 pages of one person in a week are not under 5 (floor-page)',
    ]);
  });

  it('are broken by a page that comes late, or never', () => {
    expect(failures(80, incident({ fired: 100, pagedAfter: 120.5 }))).toEqual([
      'yield-drop is paged 121 s after its alert fired, not within 120 s',
    ]);
    expect(failures(80, incident({ fired: 100 }))).toEqual([
      'yield-drop is missed: its alert fired, and nobody was paged',
    ]);
    expect(failures(80, incident({}))).toEqual(['yield-drop is missed: none of its critical alerts fired']);
  });

  it('are broken by a deployment of which somebody is told', () => {
    expect(failures(80, { ofDeployments: 2 })).toEqual(['2 notifications tell of a deployment, which is no incident']);
  });

  it('are broken by a finding of which nobody is told', () => {
    const { parametric, ...rest } = result(80);
    const told = { ...parametric.told, findingsTold: 53 };
    expect(failuresOf({ ...rest, parametric: { ...parametric, told } })).toEqual([
      '2 of 55 findings of outliers that are true are never told of',
    ]);
  });

  it('are named in the report where they are broken', () => {
    expect(reportText(result(102))).toContain('FAILED: 94.9 % fewer notifications are less than 95 %');
    expect(reportText(result(80))).not.toContain('FAILED');
  });
});

describe('the report', () => {
  const text = reportText(result(80));

  it('puts both sides beside each other', () => {
    expect(text).toMatch(/^notifications a day +285\.7 +11\.4$/m);
    expect(text).toMatch(/^pages a week, of who gets most +1100 +2$/m);
    expect(text).toMatch(/^true critical incidents missed +0 of 1 +0 of 1$/m);
    expect(text).toMatch(/^ {2}yield-drop \(test-floor\) +32 s +32 s$/m);
  });

  it('says how true the rules for outliers are, and what the floor was not told of', () => {
    expect(text).toContain("today's rule raises 201.0 alerts a day, of which 41.0 are true");
    expect(text).toContain('told of 55 of 55 findings');
    expect(text).toContain('AteTesterDown 12×');
  });

  it('states the factor, and that times of the week do not count', () => {
    expect(text).toContain('at 720 times its pace');
    expect(text).toContain('Every time interval counts as');
  });
});
