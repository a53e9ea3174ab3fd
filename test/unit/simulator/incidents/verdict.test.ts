import type { Case } from '../../../live/incidents/case';
import type { Routing } from '../../../live/incidents/pages';
import type { Change, Replayed } from '../../../live/incidents/replay';
import { table } from '../../../live/incidents/table';
import { verdict } from '../../../live/incidents/verdict';

const OF: Case = {
  incident: 'tester-down',
  workloads: ['ate'],
  lasts: 20,
  resolves: 5,
  expected: [{ alert: 'Down', severity: 'critical', within: 4, because: '2 m down' }],
};
const WHEN = { from: 10_000, to: 11_200 };
const ROUTING: Routing = {
  route: { receiver: 'pager', group_by: ['alertname'], group_wait: '30s' },
  inhibit_rules: [],
  receivers: [{ name: 'pager', pagerduty_configs: [{}] }],
};

const change = (minutes: number, state: Change['state'], alertname = 'Down', tester = '1'): Change => ({
  time: WHEN.from + minutes * 60,
  state,
  labels: { alertname, severity: 'critical', tester },
});
const of = (changes: readonly Change[], failures: readonly string[] = []) => {
  const replayed: Replayed = { changes, failures, samples: 0, series: 0, evaluations: 0 };
  return verdict(OF, WHEN, replayed, ROUTING);
};
const ON_TIME = [change(2, 'pending'), change(3, 'firing'), change(22, 'inactive')];

describe('the verdict on an incident', () => {
  it('is good when the alert fires in time and is over in time', () => {
    const { problems, outcomes, pages } = of(ON_TIME);
    expect(problems).toEqual([]);
    expect(outcomes).toEqual([{ expected: OF.expected[0], fired: 3, resolved: 2 }]);
    expect(pages).toHaveLength(1);
  });

  it.each<readonly [string, readonly Change[], string]>([
    ['never fires', [change(2, 'pending')], 'Down (critical) never fires'],
    [
      'fires too late',
      [change(4.5, 'firing'), change(22, 'inactive')],
      'Down (critical) fires after 4.5 m, not within 4',
    ],
    [
      'is over too late',
      [change(3, 'firing'), change(26, 'inactive')],
      'Down (critical) is not over 5 m after the end, but 6.0',
    ],
    ['is never over', [change(3, 'firing')], 'Down (critical) is not over 5 m after the end, but later'],
    [
      'is over for one of two testers only',
      [...ON_TIME, change(3, 'firing', 'Down', '2')],
      'Down (critical) is not over 5 m after the end, but later',
    ],
    ['fires while all is well', [change(-9, 'firing'), ...ON_TIME], 'Down fires before anything is wrong'],
  ])('says when the alert %s', (_, changes, problem) => {
    expect(of(changes).problems).toContain(problem);
  });

  it('says which other alert pages, and names it', () => {
    const { problems, others } = of([...ON_TIME, change(3, 'firing', 'Other')]);
    expect(problems).toEqual(['Other pages, and should not']);
    expect(others).toEqual(['Other (critical)']);
  });

  it('counts distinct pages', () => {
    const three = ['Down', 'A', 'B'].map((name) => change(3, 'firing', name));
    expect(of(three).problems).toContain('3 distinct pages for one incident');
  });

  it('says which rule could not be evaluated', () => {
    expect(of(ON_TIME, ['Down: many-to-many']).problems).toEqual(['a rule cannot be evaluated: Down: many-to-many']);
  });

  it('takes no notice of the alert that always fires', () => {
    expect(of([change(-9, 'firing', 'Watchdog'), ...ON_TIME]).problems).toEqual([]);
  });

  it('is a line of the table', () => {
    const lines = table([{ of: OF, verdict: of(ON_TIME) }]).split('\n');
    expect(lines.map((line) => line.split(/ {2,}/))).toEqual([
      ['incident', 'expected', 'within', 'got', 'over', 'pages', 'also fired'],
      ['tester-down', 'Down (critical)', '4', '3.0', '2.0', '1', 'ok'],
    ]);
  });
});
