import { groupsOf } from '../../alerts/groups';
import type { InhibitionGraph, Particular, Silencing } from '../../alerts/inhibition-graph';

/** What is drawn as one: a general alert, or particular ones that fall silent by the same others. */
export interface Box {
  readonly id: string;
  readonly workload: string;
  /** What stands in it, a line each. */
  readonly lines: readonly string[];
  readonly stands: 'for alerts' | 'for the rest';
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
  readonly workload: string;
  readonly stands: Box['stands'];
}

/** Boxes and arrows in the order of the graph. */
export function boxesOf({ silencings }: InhibitionGraph): Boxes {
  const links = silencings.flatMap(linksOf);
  const boxes = [...generalsOf(silencings), ...particularsOf(links)].map((box, i) => ({ ...box, id: `box${i}` }));
  const idOf = (name: string): string => boxes.find(({ lines }) => lines.includes(name))?.id ?? '';
  const arrows = links.map(({ from, to, severities, equal, only }) => ({
    from: idOf(from),
    to: idOf(to),
    severities,
    equal,
    ...(only && { only }),
  }));
  return { boxes, arrows: groupsOf(arrows, (arrow) => arrow).map(([arrow]) => arrow) };
}

type Content = Omit<Box, 'id'>;

const generalsOf = (silencings: readonly Silencing[]): readonly Content[] =>
  groupsOf(silencings, ({ general }) => general).map(([{ general, workload }]) => ({
    workload,
    lines: [general],
    stands: 'for alerts',
  }));

/** What is silenced by the same, and silences nothing, is one box. */
function particularsOf(links: readonly Link[]): readonly Content[] {
  const last = groupsOf(links, ({ to }) => to).filter(([{ to }]) => !links.some(({ from }) => from === to));
  const alike = groupsOf(last, (same) => [
    same[0].workload,
    same[0].stands,
    same.map(({ from, severities, equal, only }) => [from, severities, equal, only]),
  ]);
  return alike.map((all) => {
    const [[{ workload, stands }]] = all;
    return { workload, lines: all.map(([{ to }]) => to), stands };
  });
}

const linksOf = ({ workload, general, severities, equal, particular }: Silencing): readonly Link[] =>
  particular === 'the rest'
    ? [{ from: general, to: `everything else of ${workload}`, workload, severities, equal, stands: 'for the rest' }]
    : particular.map(({ name, workload: of, only }) => ({
        from: general,
        to: name,
        workload: of,
        severities,
        equal,
        ...(only && { only }),
        stands: 'for alerts',
      }));
