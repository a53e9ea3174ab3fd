import { rowsOf } from '../../../../cli/inhibitions/rows';

const page = { width: 100, gap: 10, top: 5 };

describe('cards on a page', () => {
  it('fill rows with the first that still fits, and have its whole width', () => {
    const [a, b, c] = [
      { width: 60, height: 20 },
      { width: 50, height: 30 },
      { width: 24, height: 40 },
    ];
    expect(rowsOf([a, b, c], page)).toEqual([
      { what: a, x: 0, y: 5, width: 63, height: 40 },
      { what: c, x: 73, y: 5, width: 27, height: 40 },
      { what: b, x: 0, y: 55, width: 100, height: 30 },
    ]);
  });

  it('are each there once, also one that is wider than the page', () => {
    const wide = { width: 130, height: 10 };
    expect(rowsOf([wide, { width: 90, height: 10 }], page).map(({ x, y }) => [x, y])).toEqual([
      [0, 5],
      [0, 25],
    ]);
    expect(rowsOf([], page)).toEqual([]);
  });
});
