import { print, ratio, seconds } from '../../../promql';
import { above, atMost, below, by, holds, type AnyCondition } from '../../../signals';
import { load } from './fixtures';

const query = load.maxBy('model');
const text = (condition: AnyCondition) => print(holds(query, condition).expr).replace(/\s+/g, ' ');
const QUERY = 'max by (model) (load_ratio)';

describe('a condition keeps the series', () => {
  test.each<[string, AnyCondition, string]>([
    ['above a line', above(ratio(0.9)).for('5m'), `${QUERY} > 0.9`],
    ['below a line', below(ratio(0.9)).for('5m'), `${QUERY} < 0.9`],
    ['at most on a line', atMost(ratio(0)).for('5m'), `${QUERY} <= 0`],
  ])('%s', (_, condition, expected) => {
    expect(text(condition)).toBe(expected);
  });

  test('each against the line of its own label value', () => {
    expect(text(above(by('model', { fast: ratio(0.1), slow: ratio(0.2) })).for('5m'))).toBe(
      `${QUERY} > on (model) group_left () ( label_replace(vector(0.1), "model", "fast", "", "") or label_replace(vector(0.2), "model", "slow", "", "") )`,
    );
  });

  test('that another query has at the same time, joined on the labels of that one', () => {
    const both = above(ratio(0.9))
      .for('5m')
      .whilst('all of it is busy', load.avgBy().compare('>', ratio(0.5)));
    expect(text(both)).toBe(`${QUERY} > 0.9 and on () avg(load_ratio) > 0.5`);
    expect(holds(query, both).labels).toEqual(['model']);
  });
});

test('asking and whilst add to a condition and leave the one they were called on as it was', () => {
  const plain = above(seconds(1)).for('5m');
  const full = plain.asking('Roll back.').whilst('it rains', load.avgBy());
  expect(full).toMatchObject({ asks: 'Roll back.', while: { text: 'it rains' }, for: '5m', bound: 'above' });
  expect(plain.asks).toBeUndefined();
  expect(plain.while).toBeUndefined();
});
