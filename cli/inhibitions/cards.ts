import type { InhibitionGraph, Silencing } from '../../alerts/inhibition-graph';
import { boxesOf, type Box, type Boxes } from './boxes';
import { prefixOf } from './prefix';

/** A part of the picture with no arrow out of it: a workload, or several that silence each other. */
export interface Card extends Boxes {
  readonly workloads: readonly string[];
  /** What the names of all its alerts begin with; the boxes have the rest. */
  readonly prefix: string;
}

export const cardsOf = (graph: InhibitionGraph): readonly Card[] =>
  connected(graph.silencings).map((silencings) => card(boxesOf({ ...graph, silencings })));

function card({ boxes, arrows }: Boxes): Card {
  const workloads = [...new Set(boxes.map(({ workload }) => workload))];
  const prefix = prefixOf(boxes.flatMap(({ lines, stands }) => (stands === 'for alerts' ? lines : [])));
  const short = (box: Box): Box =>
    box.stands === 'for alerts'
      ? { ...box, lines: box.lines.map((name) => name.slice(prefix.length)) }
      : { ...box, lines: workloads.length > 1 ? box.lines : ['everything else'] };
  return { workloads, prefix, boxes: boxes.map(short), arrows };
}

const touched = ({ workload, particular }: Silencing): readonly string[] => [
  workload,
  ...(particular === 'the rest' ? [] : particular.map((one) => one.workload)),
];

/** What has a workload in common is together, in the order of the first. */
const connected = (silencings: readonly Silencing[]): readonly (readonly Silencing[])[] =>
  silencings.reduce<readonly (readonly Silencing[])[]>((parts, silencing) => {
    const own = touched(silencing);
    const meets = (part: readonly Silencing[]): boolean => part.flatMap(touched).some((one) => own.includes(one));
    const joined = [...parts.filter(meets).flat(), silencing];
    const first = parts.findIndex(meets);
    if (first < 0) return [...parts, joined];
    return parts.flatMap((part, i) => (i === first ? [joined] : meets(part) ? [] : [part]));
  }, []);
