import type { InhibitionGraph, Particular, Silencing } from '../../alerts/inhibition-graph';
import { groupsOf } from '../../alerts/groups';

/** Letters, as many as a terminal has beside a margin. */
const WIDTH = 120;

/** A graph as people read it in a terminal, by workload. @param environments in which it is so */
export function graphText(
  { alerts, objectives, silencings }: InhibitionGraph,
  environments: readonly string[],
): string {
  const width = Math.max(...silencings.map((one) => whileText(one).length), 0) + 2;
  return [
    `In ${environments.join(', ')}:`,
    `  Of one alert, the more severe condition silences the less severe one, of the same labels (${alerts.length}).`,
    `  Of one objective, only the alert is told that says most (${objectives.length}).`,
    '  While what is on the left fires, what is on the right is not told, unless it is more severe.',
    ...groupsOf(silencings, ({ workload }) => workload).flatMap((own) => [
      '',
      `  ${own[0].workload}`,
      ...own.flatMap((silencing) => silencingLines(silencing, width)),
    ]),
    '',
  ].join('\n');
}

const whileText = ({ general, severities }: Silencing): string => `${general} (${severities.join(', ')})`;

const silencingLines = (silencing: Silencing, width: number): readonly string[] =>
  wrapped(particularTexts(silencing), WIDTH - width - 4).map(
    (text, i) => `    ${(i === 0 ? whileText(silencing) : '').padEnd(width)}${text}`,
  );

function particularTexts({ workload, particular, equal }: Silencing): readonly string[] {
  const texts =
    particular === 'the rest' ? ['everything else'] : particular.map((one) => particularText(one, workload));
  return equal.length > 0 ? [...texts, `of the same ${equal.join(' and ')}`] : texts;
}

const particularText = ({ name, workload, only }: Particular, own: string): string =>
  [name, ...(only ? [`(only its ${only.join(', ')})`] : []), ...(workload === own ? [] : [`of ${workload}`])].join(' ');

/** Several in a line, with commas between, as long as there is room. */
const wrapped = (texts: readonly string[], width: number): readonly string[] =>
  texts
    .map((text, i) => (i < texts.length - 1 ? `${text},` : text))
    .reduce<readonly string[]>((lines, text) => {
      const last = lines.at(-1);
      return last !== undefined && `${last} ${text}`.length <= width
        ? [...lines.slice(0, -1), `${last} ${text}`]
        : [...lines, text];
    }, []);
