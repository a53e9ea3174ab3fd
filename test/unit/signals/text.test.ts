import { bytes, count, percent, perSecond, points, ratio, seconds } from '../../../promql';
import { by, lineText, quantityText, type AnyQuantity } from '../../../signals';

describe('a quantity is written as people write it', () => {
  test.each<[AnyQuantity, string]>([
    [seconds(0.2), '200 ms'],
    [seconds(0.0005), '0.5 ms'],
    [seconds(0), '0 s'],
    [seconds(1), '1 s'],
    [seconds(1.5), '1.5 s'],
    [seconds(90), '90 s'],
    [seconds(120), '2 min'],
    [seconds(3600), '1 h'],
    [seconds(5400), '90 min'],
    [seconds(-0.1), '-100 ms'],
    [bytes(0), '0 B'],
    [bytes(512), '512 B'],
    [bytes(1024), '1 KiB'],
    [bytes(1.5 * 1024 ** 2), '1.5 MiB'],
    [bytes(8 * 1024 ** 3), '8 GiB'],
    [bytes(2048 * 1024 ** 4), '2048 TiB'],
    [ratio(0.01), '1 %'],
    [ratio(0.1 * 3), '30 %'],
    [ratio(0.99999), '99.999 %'],
    [percent(90), '90 %'],
    [points(1), '1 point'],
    [points(-1), '-1 point'],
    [points(2), '2 points'],
    [count(3), '3'],
    [perSecond(1000, 'requests'), '1000 requests/s'],
    [perSecond(10, 'bytes'), '10 bytes/s'],
  ])('%j as %s', (quantity, expected) => {
    expect(quantityText(quantity)).toBe(expected);
  });
});

describe('a threshold by label is written', () => {
  test('as one quantity where all are alike', () => {
    expect(lineText(by('model', { a: seconds(0.1), b: seconds(0.1) }))).toBe('100 ms');
  });

  test('as the most common one, and what differs from it', () => {
    const lines = by('model', { a: seconds(0.15), b: seconds(0.1), c: seconds(0.1), d: seconds(0.2) });
    expect(lineText(lines)).toBe('100 ms (a: 150 ms, d: 200 ms)');
  });

  test('as the first one, if none is more common', () => {
    expect(lineText(by('model', { a: ratio(0.9), b: ratio(0.8) }))).toBe('90 % (b: 80 %)');
  });

  test('as a quantity, if it is one', () => {
    expect(lineText(ratio(0.5))).toBe('50 %');
  });
});
