import { allMatch, matcher, matches } from '../../../../alerts/routing/matcher';

const is = (text: string, value?: string): boolean =>
  matches(matcher(text), value === undefined ? {} : { severity: value });

describe('a matcher', () => {
  it.each([
    ['severity="critical"', 'critical', true],
    ['severity="critical"', 'warning', false],
    ['severity!="critical"', 'warning', true],
    ['severity!="critical"', 'critical', false],
    ['severity=~"critical|warning"', 'warning', true],
    ['severity=~"crit"', 'critical', false],
    ['severity=~"a|b"', 'ab', false],
    ['severity!~"crit.*"', 'critical', false],
    ['severity!~"crit"', 'critical', true],
  ])('%s of %s is %p', (text, value, expected) => {
    expect(is(text, value)).toBe(expected);
  });

  it('takes a label that is missing for an empty one', () => {
    expect(is('severity=""')).toBe(true);
    expect(is('severity!="critical"')).toBe(true);
    expect(is('severity=~".+"')).toBe(false);
  });

  it('has quotes and backslashes in its value escaped', () => {
    expect(matcher('a="b\\"c\\\\d"')).toEqual({ label: 'a', op: '=', value: 'b"c\\d' });
  });

  it.each(['severity', 'severity=critical', '="critical"', 'a-b="c"', 'a="b" c="d"'])('is not %s', (text) => {
    expect(() => matcher(text)).toThrow(`'${text}' is no matcher: write label="value"`);
  });

  it('matches with all others, or not', () => {
    expect(allMatch(['a="1"', 'b="2"'], { a: '1', b: '2' })).toBe(true);
    expect(allMatch(['a="1"', 'b="2"'], { a: '1', b: '3' })).toBe(false);
    expect(allMatch([], {})).toBe(true);
  });
});
