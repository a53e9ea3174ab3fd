interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where something stands, and the room that it has. */
export interface Place<T> extends Size {
  readonly what: T;
  readonly x: number;
  readonly y: number;
}

interface Page {
  readonly width: number;
  readonly gap: number;
  /** Where the first row begins. */
  readonly top: number;
}

/** In rows, each begun by the first that has no place yet, filled with what still fits, and stretched to the page's width. */
export function rowsOf<T extends Size>(all: readonly T[], page: Page): readonly Place<T>[] {
  const [first, ...others] = all;
  if (!first) return [];
  const row = [first, ...fitting(others, page.width - first.width, page.gap)];
  const height = Math.max(...row.map((one) => one.height));
  const top = page.top + height + page.gap;
  return [
    ...stretched(row, height, page),
    ...rowsOf(
      others.filter((one) => !row.includes(one)),
      { ...page, top },
    ),
  ];
}

function fitting<T extends Size>(all: readonly T[], room: number, gap: number): readonly T[] {
  const next = all.findIndex(({ width }) => width + gap <= room);
  const found = all[next];
  return found ? [found, ...fitting(all.slice(next + 1), room - gap - found.width, gap)] : [];
}

/** Each has the same share of the room that is left, in whole points. */
function stretched<T extends Size>(row: readonly T[], height: number, { width, gap, top }: Page): readonly Place<T>[] {
  const sum = (some: readonly T[]): number => some.reduce((total, one) => total + one.width + gap, 0);
  const more = Math.floor((width + gap - sum(row)) / row.length);
  return row.map((what, i) => {
    const x = sum(row.slice(0, i)) + i * more;
    return { what, x, y: top, height, width: i === row.length - 1 ? width - x : what.width + more };
  });
}
