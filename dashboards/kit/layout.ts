/** Grafana's grid. */
const COLUMNS = 24;
const PER_LINE = 4;
const HEIGHT = 8;

export interface Position {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** What a row asks for. */
export interface Wanted {
  readonly panels: number;
  readonly height?: number | undefined;
}

export interface Section {
  readonly header: Position;
  readonly panels: readonly Position[];
}

/** Rows from top to bottom, each row's panels in equal widths from left to right, at most four on a line. */
export function layout(rows: readonly Wanted[]): readonly Section[] {
  return rows.reduce<{ y: number; sections: readonly Section[] }>(
    ({ y, sections }, { panels, height = HEIGHT }) => {
      const lines = Math.ceil(panels / PER_LINE);
      const section = {
        header: { x: 0, y, w: COLUMNS, h: 1 },
        panels: panelsBelow(y + 1, panels, Math.ceil(panels / lines), height),
      };
      return { y: y + 1 + lines * height, sections: [...sections, section] };
    },
    { y: 0, sections: [] },
  ).sections;
}

const panelsBelow = (y: number, count: number, perLine: number, h: number): readonly Position[] =>
  Array.from({ length: count }, (_, i) => {
    const w = Math.floor(COLUMNS / perLine);
    return { x: (i % perLine) * w, y: y + Math.floor(i / perLine) * h, w, h };
  });
