import { groupsOf } from '../../alerts/groups';
import type { Arrow, Box, Boxes } from './boxes';
import { DARK, GREY, LIGHT, LINE, lineOf } from './look';

/** Graphviz knows how wide its letters are. Common fonts are no wider: in boxes made for it all of them have room. */
export const FONT = 'DejaVu Sans';

/** Size of what is written on an arrow, in points. */
export const ARROW_TEXT = 9.5;

/** In Graphviz' language, a cluster for each workload: `dot -Tpng` draws it. */
export const clusteredDot = ({ boxes, arrows }: Boxes): string =>
  digraph(
    groupsOf(boxes, ({ workload }) => workload).flatMap((own) => [
      `subgraph "cluster ${own[0].workload}" {`,
      `graph ${attributes({ label: own[0].workload, labeljust: 'l', color: LINE, style: 'rounded', margin: '9' })}`,
      ...own.map(boxText),
      '}',
    ]),
    arrows,
  );

/** The same without frames. */
export const plainDot = ({ boxes, arrows }: Boxes): string => digraph(boxes.map(boxText), arrows);

const digraph = (boxes: readonly string[], arrows: readonly Arrow[]): string =>
  [
    'digraph inhibitions {',
    `graph ${attributes({ rankdir: 'LR', nodesep: '0.13', ranksep: '0.35', pad: '0', bgcolor: 'white', fontname: FONT, fontsize: '13' })}`,
    `node ${attributes({ shape: 'box', style: 'rounded,filled', fillcolor: 'white', color: GREY, fontname: FONT, fontsize: '11', fontcolor: DARK, margin: '0.09,0.05', height: '0.28' })}`,
    `edge ${attributes({ fontname: FONT, fontsize: `${ARROW_TEXT}`, fontcolor: GREY, arrowsize: '0.6', penwidth: '1.4' })}`,
    ...boxes,
    ...arrows.map(arrowText),
    '}',
    '',
  ].join('\n');

const attributes = (all: Readonly<Record<string, string>>): string =>
  `[${Object.entries(all)
    .map(([name, value]) => `${name}="${value}"`)
    .join(' ')}]`;

/** Graphviz' escapes end a line: to the left by `\l`, centred by `\n`. */
const boxText = ({ id, lines, stands }: Box): string =>
  `"${id}" ${attributes({
    label: lines.length > 1 ? lines.map((line) => `${line}\\l`).join('') : lines.join(''),
    ...(stands !== 'for alerts' && { fillcolor: LIGHT, fontcolor: GREY }),
  })}`;

function arrowText({ from, to, severities, equal, only }: Arrow): string {
  const label = [...(only ? [`only its ${only.join(', ')}`] : []), ...(equal.length > 0 ? sameText(equal) : [])];
  return `"${from}" -> "${to}" ${attributes({
    ...lineOf(severities),
    ...(label.length > 0 && { label: label.join('\\n') }),
  })}`;
}

/** A label a line: next to each other they would be wider than the boxes. */
const sameText = (equal: readonly string[]): readonly string[] => `same ${equal.join(',\n')}`.split('\n');
