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
  particularTexts(silencing)
    .flatMap((texts) => wrapped(texts, WIDTH - width - 4))
    .map((text, i) => `    ${(i === 0 ? whileText(silencing) : '').padEnd(width)}${text}`);

/** The workload's own, then those of each other one; they begin a line each. */
function particularTexts(silencing: Silencing): readonly (readonly string[])[] {
  const groups =
    silencing.particular === 'the rest' ? [[restText(silencing)]] : byWorkload(silencing, silencing.particular);
  const { equal } = silencing;
  const last = equal.length > 0 ? [`of the same ${equal.join(' and ')}`] : [];
  return groups.map((texts, i) => (i < groups.length - 1 ? texts : [...texts, ...last]));
}

/** What the rest are called. */
export const restText = ({ but = [] }: Silencing): string =>
  ['everything else', ...(but.length > 0 ? ['but', but.join(', ')] : [])].join(' ');

function byWorkload({ workload }: Silencing, particular: readonly Particular[]): readonly (readonly string[])[] {
  const isOwn = (one: Particular): boolean => one.workload === workload;
  const own = particular.filter(isOwn).map(particularText);
  const others = groupsOf(
    particular.filter((one) => !isOwn(one)),
    (one) => one.workload,
  ).map(([first, ...more]) => [`of ${first.workload}: ${particularText(first)}`, ...more.map(particularText)]);
  return own.length > 0 ? [own, ...others] : others;
}

const particularText = ({ name, only }: Particular): string => (only ? `${name} (only its ${only.join(', ')})` : name);

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
