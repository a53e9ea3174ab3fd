import { pages, type Routing } from '../../../live/incidents/pages';
import type { Change } from '../../../live/incidents/report';

const ROUTING: Routing = {
  route: {
    receiver: 'channel',
    group_by: ['workload', 'severity'],
    group_wait: '30s',
    routes: [
      {
        receiver: 'channel',
        matchers: ['team="floor"'],
        routes: [{ receiver: 'pager', matchers: ['severity="critical"'] }],
      },
      { receiver: 'fallback-pager', matchers: ['severity="critical"'] },
    ],
  },
  inhibit_rules: [{ source_matchers: ['alertname="Floor"'], target_matchers: ['alertname=~"Tester|Yield"'] }],
  receivers: [
    { name: 'channel' },
    { name: 'pager', pagerduty_configs: [{}] },
    { name: 'fallback-pager', pagerduty_configs: [{}] },
  ],
};

const change = (
  time: number,
  state: Change['state'],
  alertname: string,
  more: Readonly<Record<string, string>> = {},
): Change => ({
  time,
  state,
  labels: { alertname, severity: 'critical', team: 'floor', workload: 'ate', ...more },
});

describe('the pages of a history', () => {
  it('are one for all alerts of a group', () => {
    const history = [change(100, 'firing', 'Floor'), change(700, 'firing', 'Exporter')];
    expect(pages(history, ROUTING)).toEqual([
      {
        receiver: 'pager',
        group: { workload: 'ate', severity: 'critical' },
        at: 100,
        until: Infinity,
        alerts: ['Floor', 'Exporter'],
      },
    ]);
  });

  it('are several for several workloads, or receivers', () => {
    const history = [
      change(100, 'firing', 'Floor'),
      change(100, 'firing', 'Parser', { workload: 'etl' }),
      change(100, 'firing', 'Nobody', { team: 'unknown' }),
    ];
    expect(pages(history, ROUTING).map(({ receiver, alerts }) => [receiver, ...alerts])).toEqual([
      ['pager', 'Floor'],
      ['pager', 'Parser'],
      ['fallback-pager', 'Nobody'],
    ]);
  });

  it('are none for a warning, nor for what is only pending', () => {
    const history = [change(100, 'firing', 'Slow', { severity: 'warning' }), change(100, 'pending', 'Floor')];
    expect(pages(history, ROUTING)).toEqual([]);
  });

  it('leave out what is silenced from the beginning, or within the wait', () => {
    const history = [
      change(100, 'firing', 'Tester'),
      change(129, 'firing', 'Floor'),
      change(200, 'firing', 'Yield'),
      change(500, 'inactive', 'Yield'),
      change(500, 'inactive', 'Tester'),
    ];
    expect(pages(history, ROUTING).flatMap(({ alerts }) => alerts)).toEqual(['Floor']);
  });

  it('tell of what is silenced only later, and of what fires on when its silencer is over', () => {
    const before = [change(100, 'firing', 'Tester'), change(130, 'firing', 'Floor')];
    expect(pages(before, ROUTING).flatMap(({ alerts }) => alerts)).toEqual(['Tester', 'Floor']);
    const after = [change(100, 'firing', 'Floor'), change(100, 'firing', 'Tester'), change(300, 'inactive', 'Floor')];
    expect(pages(after, ROUTING).flatMap(({ alerts }) => alerts)).toEqual(['Floor', 'Tester']);
  });

  it('are none for what is over before the wait is', () => {
    const history = [change(100, 'firing', 'Floor'), change(129, 'inactive', 'Floor')];
    expect(pages(history, ROUTING)).toEqual([]);
  });

  it('are two where a group is over and tells again, though of the same alert', () => {
    const again = [
      change(100, 'firing', 'Floor'),
      change(700, 'inactive', 'Floor'),
      change(800, 'pending', 'Floor'),
      change(900, 'firing', 'Floor'),
    ];
    expect(pages(again, ROUTING).map(({ at, until }) => [at, until])).toEqual([
      [100, 700],
      [900, Infinity],
    ]);
  });

  it('are one while any alert of the group that was told of fires, silenced or not', () => {
    const overlapping = [
      change(100, 'firing', 'Exporter'),
      change(600, 'firing', 'Loader'),
      change(700, 'inactive', 'Exporter'),
      change(800, 'firing', 'Exporter'),
    ];
    expect(pages(overlapping, ROUTING)).toHaveLength(1);
    const silenced = [
      change(100, 'firing', 'Tester'),
      change(200, 'firing', 'Floor', { workload: 'floor' }),
      change(300, 'inactive', 'Floor', { workload: 'floor' }),
    ];
    expect(pages(silenced, ROUTING).map(({ group, alerts }) => [group.workload, ...alerts])).toEqual([
      ['ate', 'Tester'],
      ['floor', 'Floor'],
    ]);
  });

  it('are those of the last route that fits, with the groups and the wait that it inherits or states', () => {
    const night = { receiver: 'pager', matchers: ['alertname="Night"'], group_by: ['alertname'], group_wait: '5m' };
    const routing = { ...ROUTING, route: { ...ROUTING.route, routes: [night, ...(ROUTING.route.routes ?? [])] } };
    const history = [change(100, 'firing', 'Night'), change(399, 'inactive', 'Night')];
    expect(pages(history, routing)).toEqual([]);
    expect(
      pages([...history.slice(0, 1), change(400, 'inactive', 'Night')], routing).map(({ group }) => group),
    ).toEqual([{ alertname: 'Night' }]);
  });

  it('cannot be told where a wait is in another unit', () => {
    const routing = { ...ROUTING, route: { receiver: 'pager', group_wait: '1h' } };
    expect(() => pages([change(1, 'firing', 'Floor')], routing)).toThrow('a group_wait of 1h');
  });

  it('cannot be told where a route leads on to others, or to nobody', () => {
    const leadsOn = { ...ROUTING, route: { ...ROUTING.route, continue: true } };
    expect(() => pages([change(1, 'firing', 'Floor')], leadsOn)).toThrow(
      'the route to channel continues: nothing here follows that',
    );
    expect(() => pages([change(1, 'firing', 'Floor')], { ...ROUTING, receivers: [] })).toThrow(
      'a route leads to pager, which is no receiver',
    );
  });
});
