import { withoutRepeats } from '../../../live/harness/alertmanager/repeats';

it('repeats nothing within a year, at any depth, and changes nothing else', () => {
  const config = {
    templates: ['/etc/*.tmpl'],
    receivers: [{ name: 'all' }],
    route: {
      receiver: 'all',
      group_interval: '5m',
      repeat_interval: '12h',
      routes: [{ matchers: ['a="b"'], repeat_interval: '1h', routes: [{ group_wait: '0s', repeat_interval: '1d' }] }],
    },
  };
  expect(withoutRepeats(config)).toEqual({
    ...config,
    route: {
      receiver: 'all',
      group_interval: '5m',
      repeat_interval: '1y',
      routes: [{ matchers: ['a="b"'], routes: [{ group_wait: '0s' }] }],
    },
  });
});
