import type { Operation } from '../operation';

const block: Operation = {
  service: 'feature-store',
  name: 'PUT /features',
  over: 'http',
  seconds: 0.01,
  calls: [{ service: 'postgres', name: 'INSERT features', over: 'sql', seconds: 0.01, calls: [] }],
};

/** The files of a whole lot are worked through. The job ends long after its last block: with the file of the last wafer. */
export const LOT: Operation = {
  service: 'stdf-parser',
  name: 'parse lot',
  over: 'queue',
  seconds: 0.1,
  calls: [block, block, block],
};
