import { print, raw, type Expr } from '../../../promql';
import type { BinaryOp } from '../../../promql/expr';
import { memory, memoryLimit, text } from './fixtures';

const number = (value: number): Expr => ({ kind: 'number', value });
const op = (left: Expr, sign: BinaryOp, right: Expr): Expr => ({ kind: 'binary', op: sign, left, right });
const [one, two, three] = [number(1), number(2), number(3)];

describe('parentheses', () => {
  test.each<[string, Expr, string]>([
    ['stand around a sum that is multiplied', op(op(one, '+', two), '*', three), '(1 + 2) * 3'],
    ['are left out where the inner operator binds tighter', op(one, '+', op(two, '*', three)), '1 + 2 * 3'],
    ['are left out on the left at equal precedence', op(op(one, '-', two), '-', three), '1 - 2 - 3'],
    ['stand on the right at equal precedence', op(one, '-', op(two, '-', three)), '1 - (2 - 3)'],
    ['stand on the right of a division', op(one, '/', op(two, '*', three)), '1 / (2 * 3)'],
    ['stand around a comparison that is added to', op(op(one, '>', two), '+', three), '(1 > 2) + 3'],
    ['stand around `or` under `and`', op(op(one, 'or', two), 'and', three), '(1 or 2) and 3'],
    ['are left out around `and` under `or`', op(one, 'or', op(two, 'and', three)), '1 or 2 and 3'],
    [
      'stand on the right of `unless`, which binds like `and`',
      op(one, 'unless', op(two, 'and', three)),
      '1 unless (2 and 3)',
    ],
  ])('%s', (_, expr, expected) => {
    expect(print(expr)).toBe(expected);
  });
});

describe('the power operator, which associates to the right', () => {
  test.each<[string, Expr, string]>([
    ['gets parentheses on its left', op(op(one, '^', two), '^', three), '(1 ^ 2) ^ 3'],
    ['gets them on its right too', op(one, '^', op(two, '^', three)), '1 ^ (2 ^ 3)'],
    ['gets them around a negative base, since -1 ^ 2 is -1', op(number(-1), '^', two), '(-1) ^ 2'],
    ['gets them around a negative exponent', op(two, '^', number(-1)), '2 ^ (-1)'],
    ['gets none beside a product', op(one, '*', op(two, '^', three)), '1 * 2 ^ 3'],
  ])('%s', (_, expr, expected) => {
    expect(print(expr)).toBe(expected);
  });
});

test('a negative factor needs no parentheses', () => {
  expect(text(memory.mul(-1))).toBe('memory_bytes * -1');
});

test('a difference that is divided stands in parentheses', () => {
  expect(text(memoryLimit.sub(memory).div(memoryLimit))).toBe(
    '(memory_limit_bytes - memory_bytes) / memory_limit_bytes',
  );
});

test('raw text stands in parentheses beside an operator, since its own operators are unknown', () => {
  const free = raw('memory_limit_bytes - memory_bytes', { labels: [], unit: 'bytes', metrics: [memory, memoryLimit] });
  expect(text(free.mul(2))).toBe('(memory_limit_bytes - memory_bytes) * 2');
});
