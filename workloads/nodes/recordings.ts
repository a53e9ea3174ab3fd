import { ratio, record } from '../../promql';
import { pace, PACE_WINDOW } from '../filling';
import { cpuSeconds, fileSystemAvailable } from './metrics';

/** Of eight modes of every CPU, one is read once. */
export const cpuUse = record(
  'node:node_cpu_busy:ratio_rate5m',
  cpuSeconds.where({ mode: 'idle' }).rate('5m').avgBy('node').as('ratio').mul(-1).add(ratio(1)),
);

/** Of file systems that are mounted several times, one. */
export const DISK = ['node', 'device'] as const;

export const diskPace = pace(
  'node_device:node_filesystem_avail_bytes:deriv6h',
  fileSystemAvailable.deriv(PACE_WINDOW).minBy(...DISK),
);
