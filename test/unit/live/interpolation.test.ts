import { interpolate, literally } from '../../live/harness/interpolation';

describe('an expression with variables', () => {
  it('gets their values, in all spellings that Grafana knows', () => {
    const expr = 'up{pod="$pod", node=~"${node:regex}", job="${job}"}[$__rate_interval]';
    expect(interpolate(expr, { pod: 'a', node: 'n1|n2', job: 'j' })).toBe('up{pod="a", node=~"n1|n2", job="j"}[15s]');
  });

  it('keeps what is its own', () => {
    const expr = 'label_replace(up, "node", "$1", "pod", "(.+)$")';
    expect(interpolate(expr, {})).toBe(expr);
  });

  it('takes the longest name: one that begins like another is another', () => {
    expect(interpolate('$model $model_version', { model: 'm', model_version: 'v' })).toBe('m v');
  });

  it('has values that stand for themselves, whatever is in them', () => {
    expect(interpolate('{pod="$pod"}', { pod: '$&$pod' })).toBe('{pod="$&$pod"}');
  });

  it('is none of this dashboard when one has no value', () => {
    expect(() => interpolate('up{pod="$pdo"}', { pod: 'a' })).toThrow(
      '$pdo in up{pod="$pdo"} is no variable of the dashboard',
    );
  });
});

describe('a value as a regular expression in a string', () => {
  it.each(['a.b', 'GET /files', '(a|b)*', '[x]{2}', '^$', 'a\\b', 'a"b', 'a+b?'])(
    '%s matches itself alone',
    (value) => {
      // What PromQL makes of the string.
      const pattern = new RegExp(`^(?:${JSON.parse(`"${literally(value)}"`) as string})$`);
      expect(pattern.test(value)).toBe(true);
      expect(pattern.test(`${value}x`)).toBe(false);
    },
  );

  it('gives a dot no meaning of its own', () => {
    expect(literally('a.b')).toBe('a\\\\.b');
  });
});
