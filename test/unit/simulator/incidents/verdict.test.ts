import type { Case, Expectation } from '../../../live/incidents/case';
import type { Routing } from '../../../live/incidents/pages';
import type { Change, Replayed } from '../../../live/incidents/report';
import { table } from '../../../live/incidents/table';
import { verdict } from '../../../live/incidents/verdict';

const DOWN: Expectation = { alert: 'Down', severity: 'critical', within: 4, because: '2 m down' };
const OF: Case = {
  incident: 'tester-down',
  workloads: ['ate'],
  lasts: 20,
  resolves: 5,
  expected: [DOWN],
};
const WHEN = { from: 10_000, to: 11_200 };
const ROUTING: Routing = {
  route: {
    receiver: 'channel',
    group_by: ['alertname'],
    group_wait: '30s',
    routes: [{ receiver: 'pager', matchers: ['severity="critical"'] }],
  },
  inhibit_rules: [],
  receivers: [{ name: 'channel' }, { name: 'pager', pagerduty_configs: [{}] }],
};

const change = (minutes: number, state: Change['state'], alertname = 'Down', tester = '1'): Change => ({
  time: WHEN.from + minutes * 60,
  state,
  labels: { alertname, severity: 'critical', tester },
});
const of = (changes: readonly Change[], failures: readonly string[] = [], judged = OF, routing = ROUTING) => {
  const replayed: Replayed = { changes, failures, samples: 0, series: 0, evaluations: 0 };
  return verdict(judged, WHEN, replayed, routing);
};
const ON_TIME = [change(2, 'pending'), change(3, 'firing'), change(22, 'inactive')];

describe('the verdict on an incident', () => {
  it('is good when the alert fires in time and is over in time', () => {
    const { problems, outcomes, pages } = of(ON_TIME);
    expect(problems).toEqual([]);
    expect(outcomes).toEqual([{ expected: DOWN, fired: 3, resolved: 2 }]);
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

  it('counts a page again that wakes again', () => {
    const flapping = [3, 6, 9].flatMap((minute) => [change(minute, 'firing'), change(minute + 2, 'inactive')]);
    expect(of(flapping).problems).toEqual(['3 distinct pages for one incident']);
  });

  it('takes two pages for one incident as they are', () => {
    const both: Case = { ...OF, expected: [DOWN, { ...DOWN, alert: 'Away' }] };
    const history = [...ON_TIME, change(3, 'firing', 'Away'), change(22, 'inactive', 'Away')];
    const { pages, problems } = of(history, [], both);
    expect(pages).toHaveLength(2);
    expect(problems).toEqual([]);
  });

  it('says when nobody is told of what should wake somebody', () => {
    const silenced: Routing = {
      ...ROUTING,
      inhibit_rules: [{ source_matchers: ['alertname="Late"'], target_matchers: ['alertname="Down"'] }],
    };
    const late = { ...change(2, 'firing'), labels: { alertname: 'Late', severity: 'warning' } };
    expect(of([late, ...ON_TIME], [], OF, silenced).problems).toEqual(['nobody is told of Down']);
  });

  it('of what is no incident is good only while nothing fires at all', () => {
    const nothing: Case = { ...OF, incident: 'deploy', expected: [] };
    const warning = { ...change(3, 'firing'), labels: { alertname: 'Slow', severity: 'warning' } };
    expect(of([change(2, 'pending')], [], nothing).problems).toEqual([]);
    expect(of([warning], [], nothing).problems).toEqual(['Slow fires, and nothing is wrong']);
  });

  it('says which rule could not be evaluated', () => {
    expect(of(ON_TIME, ['Down: many-to-many']).problems).toEqual(['a rule cannot be evaluated: Down: many-to-many']);
  });

  it('takes no notice of the alert that always fires', () => {
    expect(of([change(-9, 'firing', 'Watchdog'), ...ON_TIME]).problems).toEqual([]);
  });
});

describe('the table of verdicts', () => {
  const cells = (...rows: Parameters<typeof table>[0]) =>
    table(rows)
      .split('\n')
      .map((line) => line.split(/ {2,}/));
  const HEADINGS = ['incident', 'expected', 'within', 'got', 'over', 'pages', 'also fired'];

  it('has a line for each incident', () => {
    expect(cells({ of: OF, verdict: of(ON_TIME) })).toEqual([
      HEADINGS,
      ['tester-down', 'Down (critical)', '4', '3.0', '2.0', '1', 'ok'],
    ]);
  });

  it('has a further line for each further expectation, with neither the incident nor its pages again', () => {
    const two: Case = { ...OF, expected: [DOWN, { ...DOWN, alert: 'Away' }] };
    expect(cells({ of: two, verdict: of(ON_TIME, [], two) })).toEqual([
      HEADINGS,
      ['tester-down', 'Down (critical)', '4', '3.0', '2.0', '1', 'NOT OK'],
      ['', 'Away (critical)', '4', '–', '–'],
    ]);
  });

  it('has what fired besides, and shows what is not as it should be', () => {
    const [, line] = cells({ of: OF, verdict: of([...ON_TIME, change(3, 'firing', 'Other')]) });
    expect(line).toEqual(['tester-down', 'Down (critical)', '4', '3.0', '2.0', '2', 'Other (critical)', 'NOT OK']);
  });

  it('says of what is no incident that nothing is expected', () => {
    const nothing: Case = { ...OF, incident: 'deploy', expected: [] };
    const [, line] = cells({ of: nothing, verdict: of([], [], nothing) });
    expect(line).toEqual(['deploy', 'nothing', '0', 'ok']);
  });

  it('has its columns under each other', () => {
    const lines = table([{ of: OF, verdict: of(ON_TIME) }]).split('\n');
    const [heading, line] = lines.map((text) => [text.indexOf('pages'), text.lastIndexOf('1')]);
    expect(line?.[1]).toBe(heading?.[0]);
  });
});
