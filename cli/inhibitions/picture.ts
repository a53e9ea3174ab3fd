import type { Viz } from '@viz-js/viz';
import type { InhibitionGraph } from '../../alerts/inhibition-graph';
import { boxesOf } from './boxes';
import { cardsOf, type Card } from './cards';
import { ARROW_TEXT, FONT, plainDot } from './dot';
import { LEGEND_HEIGHT, legendOf } from './legend';
import { DARK, GREY, LINE } from './look';
import { rowsOf, type Place } from './rows';
import { escaped, textAt } from './svg';

/** Points; about what a page is wide, so that letters stay as large as its own. */
const WIDTH = 1120;
const GAP = 12;
const MARGIN = 12;
const INSET = 14;
const HEADING = 30;

/** Fonts of which each system has one; none has wider letters than the boxes are made for. */
const FONTS = `Helvetica, Arial, &quot;Liberation Sans&quot;, &quot;${FONT}&quot;, sans-serif`;

const TITLE = 'Which alerts are not told while which others fire';

interface Drawing {
  readonly card: Card;
  readonly width: number;
  readonly height: number;
  /** Elements of SVG, in a rectangle at the origin. */
  readonly elements: string;
}

/** The graph as SVG. The same graph is the same bytes, on any machine. */
export async function pictureOf(graph: InhibitionGraph): Promise<string> {
  // Graphviz is large, and nothing else needs it.
  const viz = await (await import('@viz-js/viz')).instance();
  const drawings = cardsOf(boxesOf(graph)).map((card) => drawingOf(viz, card));
  const places = rowsOf(drawings, { width: WIDTH - 2 * MARGIN, gap: GAP, top: LEGEND_HEIGHT + MARGIN });
  const height = Math.max(LEGEND_HEIGHT, ...places.map((place) => place.y + place.height)) + MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" font-family="${FONTS}" fill="${DARK}">`,
    `<title>${escaped(TITLE)}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="white"/>`,
    ...legendOf(graph, MARGIN),
    ...places.flatMap(framed),
    '</svg>',
    '',
  ].join('\n');
}

const SIZE = /<svg width="(?<width>\d+)pt" height="(?<height>\d+)pt"/;

function drawingOf(viz: Viz, card: Card): Drawing {
  const svg = viz.renderString(plainDot(card), { format: 'svg' });
  const { width = '', height = '' } = SIZE.exec(svg)?.groups ?? {};
  return {
    card,
    width: Number(width) + 2 * INSET,
    height: Number(height) + HEADING + INSET,
    elements: elementsOf(svg),
  };
}

/** What is written on an arrow stands above its line, and no other runs through it. */
const CLEAR = 'dy="-2" stroke="white" stroke-width="3" paint-order="stroke"';

/** Without what names things for scripts: several drawings in one file would have the same names. */
const elementsOf = (svg: string): string =>
  svg
    .slice(svg.indexOf('<g id="graph0"'), svg.lastIndexOf('</svg>'))
    .replace(/<!--.*?-->\n?/gs, '')
    .replace(/<title>.*?<\/title>\n?/gs, '')
    .replace(/ (?:id|class|xml:space)="[^"]*"/g, '')
    .replaceAll(` font-family="${FONT}"`, '')
    .replaceAll(` font-size="${ARROW_TEXT.toFixed(2)}"`, ` font-size="${ARROW_TEXT}" ${CLEAR}`)
    .trimEnd();

const framed = ({ what: { card, elements }, x, y, width, height }: Place<Drawing>): readonly string[] => [
  `<g transform="translate(${x + MARGIN} ${y})">`,
  `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="none" stroke="${LINE}"/>`,
  textAt(INSET, 20, card.workload, { size: 13, bold: true }),
  ...(card.prefix ? [prefixText(card.prefix, width)] : []),
  `<g transform="translate(${INSET} ${HEADING})">`,
  elements,
  '</g>',
  '</g>',
];

const prefixText = (prefix: string, width: number): string =>
  `<text x="${width - INSET}" y="20" text-anchor="end" font-size="11" fill="${GREY}">names begin with ${escaped(prefix)}</text>`;
