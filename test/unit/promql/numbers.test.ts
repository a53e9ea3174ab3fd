import { leText, printNumber, seconds } from '../../../promql';
import { p99, text } from './fixtures';

describe('a float', () => {
  test.each<[number, string]>([
    [14.4 * 0.001, '0.0144'],
    [0.1 + 0.2, '0.3'],
    [1 - 0.999, '0.001'],
    [1e-7, '1e-7'],
    [1e21, '1e+21'],
    [Infinity, '+Inf'],
    [-Infinity, '-Inf'],
    [NaN, 'NaN'],
    [-0, '0'],
    [1048576, '1048576'],
    [123456.789012, '123456.789012'],
  ])('%d prints as %s', (value, expected) => {
    expect(printNumber(value)).toBe(expected);
  });

  test('prints so in an expression', () => {
    expect(text(p99.compare('>', seconds(14.4 * 0.001)))).toMatch(/ > 0\.0144$/);
  });
});

// The right column is what Go's strconv.FormatFloat(bound, 'g', -1, 64) gives, with `.0` where it has neither `.` nor `e`.
describe('the label le as Prometheus stores it', () => {
  test.each<[number, string]>([
    [0, '0.0'],
    [1, '1.0'],
    [-1, '-1.0'],
    [0.5, '0.5'],
    [0.025, '0.025'],
    [0.0001, '0.0001'],
    [0.00012, '0.00012'],
    [0.00001, '1e-05'],
    [0.000025, '2.5e-05'],
    [1e-10, '1e-10'],
    [1800, '1800.0'],
    [123456, '123456.0'],
    [999999, '999999.0'],
    [999999.5, '999999.5'],
    [1e6, '1e+06'],
    [1048576, '1.048576e+06'],
    [1.5e7, '1.5e+07'],
    [10485760, '1.048576e+07'],
    [-2.5e6, '-2.5e+06'],
    [1e21, '1e+21'],
    [1e100, '1e+100'],
    [Infinity, '+Inf'],
  ])('of the bound %d is %s', (bound, expected) => {
    expect(leText(bound)).toBe(expected);
  });
});
