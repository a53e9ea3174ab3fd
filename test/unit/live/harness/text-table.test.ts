import { textTable } from '../../../live/harness/text-table';

test('columns are as wide as their longest text, and a row may end early', () => {
  expect(textTable(['what', 'n', 'why'], [['a', '1000', 'x'], ['longer']])).toBe(
    ['what    n     why', 'a       1000  x', 'longer'].join('\n'),
  );
});
