import { ratio, record } from '../../promql';
import { pace, PACE_WINDOW } from '../filling';
import { cpuSeconds, fileSystemAvailable, oomKills as kills } from './metrics';

/** Of eight modes of every CPU, one is read once. */
export const cpuUse = record(
  'node:node_cpu_busy:ratio_rate5m',
  cpuSeconds.where({ mode: 'idle' }).rate('5m').avgBy('node').as('ratio').mul(-1).add(ratio(1)),
);

/** Recorded, since its name is that of no counter, which Prometheus would remark on at every panel. */
export const oomKills = record('node:node_vmstat_oom_kill:increase1h', kills.increase('1h').maxBy('node'), {
  interval: '1m',
});

/** Of file systems that are mounted several times, one. */
export const DISK = ['node', 'device'] as const;

export const diskPace = pace(
  'node_device:node_filesystem_avail_bytes:deriv6h',
  fileSystemAvailable.deriv(PACE_WINDOW).minBy(...DISK),
);
