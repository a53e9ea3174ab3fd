import { groupsOf } from '../../alerts/groups';
import type { Box, Boxes } from './boxes';
import { prefixOf } from './prefix';

/** A part of the picture: the general alerts of a workload, and what falls silent by them. */
export interface Card extends Boxes {
  readonly workload: string;
  /** What the names of the workload's alerts begin with; their boxes have what comes after it. */
  readonly prefix: string;
}

export const cardsOf = ({ boxes, arrows }: Boxes): readonly Card[] =>
  groupsOf(boxes, ({ workload }) => workload).map((own) => {
    const prefix = prefixOf(own.flatMap(({ lines, stands }) => (stands === 'for alerts' ? lines : [])));
    const ids = own.map(({ id }) => id);
    return {
      workload: own[0].workload,
      prefix,
      boxes: own.map((box) => shortened(box, prefix)),
      arrows: arrows.filter(({ from }) => ids.includes(from)),
    };
  });

const shortened = (box: Box, prefix: string): Box =>
  box.stands === 'for alerts' ? { ...box, lines: box.lines.map((name) => name.slice(prefix.length)) } : box;
