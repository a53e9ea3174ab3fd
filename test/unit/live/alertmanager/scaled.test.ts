import { milliseconds, scaled } from '../../../live/harness/alertmanager/scaled';

describe('a duration of Alertmanager', () => {
  it.each([
    ['0s', 0],
    ['250ms', 250],
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['2d', 172_800_000],
  ])('%s is %d ms', (text, expected) => {
    expect(milliseconds(text)).toBe(expected);
  });

  it.each(['', '5', '5 m', '1.5h', 'forever'])("'%s' is none", (text) => {
    expect(() => milliseconds(text)).toThrow(`'${text}' is no duration of Alertmanager`);
  });
});

describe('a configuration on a faster clock', () => {
  const config = {
    global: { resolve_timeout: '5m', http_config: { follow_redirects: false } },
    templates: ['/etc/*.tmpl'],
    route: {
      receiver: 'all',
      group_by: ['workload'],
      group_wait: '30s',
      group_interval: '5m',
      repeat_interval: '12h',
      routes: [{ matchers: ['a="b"'], group_wait: '0s', routes: [{ repeat_interval: '1d', receiver: 'all' }] }],
    },
    receivers: [{ name: 'all', webhook_configs: [{ url: 'http://x', timeout: '10s' }] }],
    time_intervals: [{ name: 'lunch', time_intervals: [{ times: [{ start_time: '12:00', end_time: '13:00' }] }] }],
  };

  it('divides what waits, groups, repeats and resolves, at every depth, and changes nothing else', () => {
    expect(scaled(config, 60)).toEqual({
      ...config,
      global: { resolve_timeout: '5000ms', http_config: { follow_redirects: false } },
      route: {
        receiver: 'all',
        group_by: ['workload'],
        group_wait: '500ms',
        group_interval: '5000ms',
        repeat_interval: '720000ms',
        routes: [
          { matchers: ['a="b"'], group_wait: '0ms', routes: [{ repeat_interval: '1440000ms', receiver: 'all' }] },
        ],
      },
    });
  });

  it('keeps a millisecond of what is more than nothing: Alertmanager refuses an interval of zero', () => {
    expect(scaled(config, 1e6).route).toMatchObject({ group_wait: '1ms', group_interval: '1ms' });
  });
});
