import type { AlertmanagerFile } from '../../../live/harness/alertmanager/file';
import { naive, ours } from '../../../bench/noise/sides';

const CONFIG: AlertmanagerFile = {
  route: {
    receiver: 'kiln-channel',
    group_wait: '30s',
    routes: [
      {
        receiver: 'kiln-page',
        matchers: ['severity="critical"'],
        mute_time_intervals: ['firing-of-the-kiln'],
        routes: [{ receiver: 'kiln-hook', active_time_intervals: ['by-day'] }],
      },
    ],
  },
  receivers: [
    { name: 'kiln-channel', slack_configs: [{ channel: '#kiln', send_resolved: false }] },
    { name: 'kiln-page', pagerduty_configs: [{ send_resolved: true }] },
    { name: 'kiln-hook', webhook_configs: [{ url_file: '/url' }] },
    { name: 'nobody' },
  ],
};

describe('our side', () => {
  const side = ours({ config: CONFIG, templates: { 'a.tmpl': 'text' } });

  it('routes as is declared, at any time', () => {
    expect(side.configured.config.route).toEqual({
      receiver: 'kiln-channel',
      group_wait: '30s',
      routes: [{ receiver: 'kiln-page', matchers: ['severity="critical"'], routes: [{ receiver: 'kiln-hook' }] }],
    });
  });

  it('is overheard where words would have to be read, and tells of ends there as its receivers do', () => {
    const hook = (tells: boolean) => [{ url: expect.any(String) as string, send_resolved: tells }];
    expect(side.configured.config.receivers.map(({ webhook_configs: hooks }) => hooks)).toEqual([
      hook(false),
      hook(true),
      [{ url_file: '/url' }],
      undefined,
    ]);
    expect([...side.overheard]).toEqual(['kiln-channel', 'kiln-page']);
  });

  it('keeps the templates', () => {
    expect(side.configured.templates).toEqual({ 'a.tmpl': 'text' });
  });

  it('does not hear of the rule of today', () => {
    expect(['ParametricOutliers', 'AteParametricOutliers', 'AteTesterDown'].map(side.hears)).toEqual([
      false,
      true,
      true,
    ]);
  });
});

describe('the naive side', () => {
  it('has one route without groups, that tells everybody of everything', () => {
    expect(naive.configured.config).toMatchObject({
      route: { receiver: 'everybody', group_by: ['...'], repeat_interval: '4h' },
      receivers: [{ name: 'everybody', webhook_configs: [{ send_resolved: true }] }],
    });
    expect(naive.configured.config).not.toHaveProperty('inhibit_rules');
  });

  it('hears of the rule of today in the place of ours, and of all else', () => {
    expect(['ParametricOutliers', 'AteParametricOutliers', 'AteTesterDown'].map(naive.hears)).toEqual([
      true,
      false,
      true,
    ]);
  });
});
