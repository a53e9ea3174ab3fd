import { groupsOf, type Group } from '../../alerts/groups';
import type { InhibitionGraph, Particular, Silencing } from '../../alerts/inhibition-graph';
import { restText } from './text';

/** What is drawn as one: a general alert, or particular ones that fall silent by the same others. */
export interface Box {
  readonly id: string;
  /** The workload to whose alerts it belongs, by what is general. */
  readonly workload: string;
  /** What stands in it, a line each. */
  readonly lines: readonly string[];
  readonly stands: 'for alerts' | 'for the rest' | 'for others';
}

/** Between the ids of boxes. */
export type Arrow = Pick<Link, 'from' | 'to' | 'severities' | 'equal' | 'only'>;

/** A picture before it is laid out. */
export interface Boxes {
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

/** An alert, or the rest, that falls silent while another fires. */
interface Link extends Pick<Silencing, 'severities' | 'equal'>, Pick<Particular, 'only'> {
  readonly from: string;
  readonly to: string;
  /** Of what falls silent. */
  readonly of: string;
  readonly stands: Box['stands'];
}

/** Boxes and arrows in the order of the graph; no arrow leads from one workload to another. */
export function boxesOf({ silencings }: InhibitionGraph): Boxes {
  const parts = groupsOf(silencings, ({ workload }) => workload).map((own) => partOf(own, own[0].workload));
  return { boxes: parts.flatMap(({ boxes }) => boxes), arrows: parts.flatMap(({ arrows }) => arrows) };
}

/** What is drawn for the general alerts of a workload. */
function partOf(silencings: readonly Silencing[], workload: string): Boxes {
  const links = silencings.flatMap(linksOf);
  const contents = [...generalsOf(silencings), ...particularsOf(links)].map((content, i) => ({
    ...content,
    id: `${workload} ${i}`,
  }));
  const idOf = (name: string): string => contents.find(({ names }) => names.includes(name))?.id ?? '';
  const arrows = links.map(({ from, to, severities, equal, only }) => ({
    from: idOf(from),
    to: idOf(to),
    severities,
    equal,
    ...(only && { only }),
  }));
  return {
    boxes: contents.map(({ id, lines, stands }) => ({ id, workload, lines, stands })),
    arrows: groupsOf(arrows, (arrow) => arrow).map(([arrow]) => arrow),
  };
}

interface Content extends Pick<Box, 'lines' | 'stands'> {
  readonly names: readonly string[];
}

const generalsOf = (silencings: readonly Silencing[]): readonly Content[] =>
  groupsOf(silencings, ({ general }) => general).map(([{ general }]) => ({
    names: [general],
    lines: [general],
    stands: 'for alerts',
  }));

/** What is silenced by the same, and silences nothing here, is one box. */
function particularsOf(links: readonly Link[]): readonly Content[] {
  const last = groupsOf(links, ({ to }) => to).filter(([{ to }]) => !links.some(({ from }) => from === to));
  const alike = groupsOf(last, (same) => [
    same[0].stands,
    same.map(({ from, severities, equal, only }) => [from, severities, equal, only]),
  ]);
  return alike.map((all) => {
    const firsts = all.map(([first]) => first);
    const [[{ stands }]] = all;
    const names = firsts.map(({ to }) => to);
    return {
      names,
      lines: stands === 'for others' ? groupsOf(firsts, ({ of }) => of).flatMap(othersText) : names,
      stands,
    };
  });
}

/** Of another workload, more than these are only counted: they have a card of their own. */
const MOST = 2;

const othersText = (links: Group<Link>): readonly string[] =>
  links.length > MOST ? [`${links.length} alerts of ${links[0].of}`] : links.map(({ to }) => to);

const linksOf = (silencing: Silencing): readonly Link[] => {
  const { workload, general, severities, equal, particular } = silencing;
  return particular === 'the rest'
    ? [{ from: general, to: restText(silencing), of: workload, severities, equal, stands: 'for the rest' }]
    : particular.map(({ name, workload: of, only }) => ({
        from: general,
        to: name,
        of,
        severities,
        equal,
        ...(only && { only }),
        stands: of === workload ? 'for alerts' : 'for others',
      }));
};
