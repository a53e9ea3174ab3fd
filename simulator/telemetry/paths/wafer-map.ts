import type { Operation } from '../operation';

const tile: Operation = { service: 'tile-cache', name: 'GET /tile', over: 'http', seconds: 0.004, calls: [] };
const dies: Operation = { service: 'postgres', name: 'SELECT dies', over: 'sql', seconds: 0.02, calls: [] };

/** The picture of a wafer, with its dies in the colours of their verdicts. */
export const WAFER_MAP: Operation = {
  service: 'wafer-map',
  name: 'GET /wafer-map',
  over: 'http',
  seconds: 0.01,
  calls: [
    { service: 'die-query', name: 'POST /dies', over: 'http', seconds: 0.05, calls: [dies, dies] },
    tile,
    tile,
    { service: 'image-resize', name: 'POST /resize', over: 'http', seconds: 0.2, calls: [] },
  ],
};
