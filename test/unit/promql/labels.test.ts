import { any, counter, not, passing, present } from '../../../promql';
import { byRoute, errorRatio, memory, requests, text } from './fixtures';

const tests = counter('tests_total', { labels: { program: any, bin: ['1', '2'] }, help: 'Tests run.' });

describe('a matcher', () => {
  test('of one value, of several and of all but one', () => {
    expect(text(tests.where({ bin: '1' }).increase('1h'))).toBe('increase(tests_total{bin="1"}[1h])');
    expect(text(tests.where({ bin: ['1', '2'] }).increase('1h'))).toBe('increase(tests_total{bin=~"1|2"}[1h])');
    expect(text(tests.where({ bin: not('1') }).increase('1h'))).toBe('increase(tests_total{bin!="1"}[1h])');
  });

  test('of any value excludes the series that lack the label', () => {
    expect(text(memory.where({ container: present }))).toBe('memory_bytes{container!=""}');
    expect(passing([{ label: 'bin', op: '!=', value: '' }], 'bin', ['1', '2'])).toEqual(['1', '2']);
  });

  test('joins those before it', () => {
    expect(text(memory.where({ node: 'a' }).where({ pod: 'b' }))).toBe('memory_bytes{node="a",pod="b"}');
  });

  test('of undefined is left out', () => {
    expect(text(memory.where({ node: undefined } as never))).toBe('memory_bytes');
  });

  test('may be on a label that the scrape sets, and on one of a recorded series', () => {
    expect(text(memory.where({ namespace: 'etl' }))).toBe('memory_bytes{namespace="etl"}');
    expect(text(errorRatio.where({ route: '/die' }))).toBe('route:http_errors:ratio{route="/die"}');
  });
});

describe('a label value', () => {
  test.each([
    ['alone', () => requests.where({ version: '' })],
    ['among others', () => requests.where({ version: ['v1', ''] })],
    ['excluded', () => requests.where({ version: not('') })],
    ['of a label of the scrape', () => memory.where({ pod: '' })],
    ['of a recorded series', () => errorRatio.where({ route: '' })],
  ])('that is empty is refused %s: it would match series without the label', (_, build) => {
    expect(build).toThrow(
      /: an empty value for label '(version|pod|route)' would match series without it: name a value/,
    );
  });

  test('that is empty is not set either', () => {
    expect(() => byRoute.labelled('tier', '')).toThrow("label 'tier' with an empty value is no label");
  });

  test.each([
    ['alone', () => requests.where({ version: '$model' })],
    ['in braces', () => requests.where({ version: 'v${model}' })],
    ['among others', () => requests.where({ version: ['v1', '$model'] })],
    ['excluded', () => requests.where({ version: not('$model') })],
  ])('with a dollar sign is refused %s: a panel would put a variable there', (_, build) => {
    expect(build).toThrow(
      /http_requests_total: label 'version' is matched with 'v?\$.*': a panel would put a variable/,
    );
  });

  test.each([
    ['a quote', 'say "die"', 'say \\"die\\"'],
    ['a backslash', 'C:\\lots', 'C:\\\\lots'],
    ['a line break', 'two\nlines', 'two\\nlines'],
  ])('with %s is escaped', (_, value, escaped) => {
    expect(text(tests.where({ program: value }).rate('5m'))).toBe(`rate(tests_total{program="${escaped}"}[5m])`);
  });

  test('is taken literally among alternatives: what is special in a regex is escaped, then as a string', () => {
    expect(text(tests.where({ program: ['v2.1', 'a|b', '(x)', 'C:\\*'] }).rate('5m'))).toBe(
      String.raw`rate(tests_total{program=~"v2\\.1|a\\|b|\\(x\\)|C:\\\\\\*"}[5m])`,
    );
  });

  test('that is set may contain a dollar sign, which label_replace would read as a group', () => {
    expect(text(byRoute.labelled('tier', 'a$1'))).toBe(
      'label_replace(sum by (route) (rate(http_requests_total[5m])), "tier", "a$$1", "", "")',
    );
  });

  test.each(['.', '^', '*', '+', '?', '(', ')', '[', ']', '{', '}', '|', '\\'])(
    'with the special character %s among alternatives matches itself alone',
    (special) => {
      const printed = text(requests.where({ version: [`1${special}2`, 'x'] }).rate());
      const inString = /version=~"(.*)"\}/.exec(printed)?.[1] ?? '';
      const regex = new RegExp(`^(?:${inString.replaceAll('\\\\', '\\')})$`);
      expect(`1${special}2`).toMatch(regex);
      expect('112').not.toMatch(regex);
      expect('12').not.toMatch(regex);
    },
  );
});
