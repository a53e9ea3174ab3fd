import type { InhibitionGraph } from '../../alerts/inhibition-graph';
import type { Severity } from '../../signals';
import { textAt, type TextLook } from './svg';
import { GREY, lineOf } from './look';

/** Points. */
export const LEGEND_HEIGHT = 76;

const SAMPLES: readonly { readonly severities: readonly Severity[]; readonly text: string }[] = [
  { severities: ['critical'], text: 'while it is critical' },
  { severities: ['warning'], text: 'while it is a warning' },
  { severities: ['critical', 'warning'], text: 'while it is either' },
];
const SAMPLE_WIDTH = 190;
const HOW = 'On arrows: labels in which both agree. Grey: all the rest, or another workload’s.';

/** What the arrows say, and what is not drawn; as elements of SVG. */
export const legendOf = ({ alerts, objectives }: InhibitionGraph, left: number): readonly string[] => [
  textAt(left, 18, 'While one alert fires, those that its arrow points to are not told.', { bold: true, size: 14 }),
  ...SAMPLES.flatMap(({ severities, text }, i) => sample(left + i * SAMPLE_WIDTH, 36, severities, text)),
  textAt(left + SAMPLES.length * SAMPLE_WIDTH, 40, HOW, NOTE),
  textAt(left, 62, notDrawn(alerts.length, objectives.length), NOTE),
];

const NOTE: TextLook = { colour: GREY, size: 12 };

const notDrawn = (alerts: number, objectives: number): string =>
  [
    `Not drawn: of ${alerts} alerts, the more severe condition silences the less severe one`,
    `of each of ${objectives} objectives, only the alert is told that says most`,
    'nothing silences what is more severe.',
  ].join('; ');

const ARROW = 36;

function sample(x: number, y: number, severities: readonly Severity[], text: string): readonly string[] {
  const { color, style } = lineOf(severities);
  const colours = color.split(':');
  const dashes = style === 'dashed' ? ' stroke-dasharray="5,2"' : '';
  const [head] = colours;
  return [
    ...colours.map((colour, i) => {
      const height = y + (i - (colours.length - 1) / 2) * 2;
      return `<path d="M${x},${height}h${ARROW - 5}" stroke="${colour}" stroke-width="1.4"${dashes}/>`;
    }),
    `<path d="M${x + ARROW},${y}l-6,-2.2v4.4z" fill="${head ?? ''}"/>`,
    textAt(x + ARROW + 8, y + 4, text, { size: 12 }),
  ];
}
