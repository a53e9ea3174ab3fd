import * as metrics from '../../workloads/nodes/metrics';
import type { Profile } from '../profile';
import { byName, countersBy } from './by-name';

/** A node for each exporter, with one of each device. */
const values: Profile['values'] = {
  node: () => ['node-0', 'node-1'],
  cpu: () => ['0'],
  mode: () => ['idle', 'user'],
  device: () => ['device-0'],
  mountpoint: () => ['/'],
  fstype: () => ['ext4'],
  device_error: () => [''],
  master: () => ['bond0'],
  controller: () => ['0'],
};

const SIZES = byName([
  [metrics.memoryTotal, 100e9],
  [metrics.fileSystemSize, 100e9],
  [metrics.inodes, 1e6],
  [metrics.bondLinks, 2],
  [metrics.raidDisksRequired, 2],
  [metrics.filesOpenMost, 1e6],
  [metrics.connectionsMost, 1e5],
  [metrics.booted, 1.7e9],
]);

const HEALTHY_LEVELS = byName([
  [metrics.memoryAvailable, 50e9],
  [metrics.fileSystemAvailable, 60e9],
  [metrics.inodesFree, 8e5],
  [metrics.readOnly, 0],
  [metrics.bondLinksUp, 2],
  [metrics.clockOffset, 0.001],
  [metrics.clockSynchronised, 1],
  [metrics.filesOpen, 1e4],
  [metrics.connections, 1e3],
]);

/** Per second. */
const HEALTHY_RATES = countersBy([
  [metrics.cpuSeconds, 0.7],
  [metrics.cpuWaiting, 0.02],
  [metrics.memoryStalled, 0],
  [metrics.oomKills, 0],
  [metrics.diskBusy, 0.2],
  [metrics.diskQueued, 0.4],
  [metrics.received, 2e7],
  [metrics.sent, 1e7],
  [metrics.packetsReceived, 2e4],
  [metrics.packetsSent, 1e4],
  [metrics.receiveErrors, 0],
  [metrics.sendErrors, 0],
  [metrics.receiveDrops, 1],
  [metrics.sendDrops, 0],
  [metrics.uncorrectedMemory, 0],
]);

/** Machines in good health. */
export const healthy: Profile = {
  values,
  traffic: ({ name }) => HEALTHY_RATES[name],
  level: ({ name }, { state }) => {
    if (name === metrics.raidDisks.spec.name) return state === 'active' ? 2 : 0;
    return HEALTHY_LEVELS[name] ?? SIZES[name];
  },
};

const SICK_LEVELS = byName([
  [metrics.memoryAvailable, 1e9],
  [metrics.fileSystemAvailable, 1e9],
  [metrics.inodesFree, 1e3],
  [metrics.readOnly, 0],
  [metrics.bondLinksUp, 1],
  [metrics.raidDisks, 0],
  [metrics.clockOffset, 2],
  [metrics.clockSynchronised, 0],
  [metrics.filesOpen, 9.5e5],
  [metrics.connections, 9.9e4],
]);

/** After a minute, a rate over five is a fifth of what it will be: these are beyond their thresholds by then. */
const SICK_RATES = countersBy([
  [metrics.cpuWaiting, 5],
  [metrics.memoryStalled, 2],
  [metrics.oomKills, 1],
  [metrics.diskQueued, 100],
  [metrics.receiveErrors, 4e3],
  [metrics.sendErrors, 4e3],
  [metrics.uncorrectedMemory, 1],
]);

/** Machines that lack everything. */
export const sick: Profile = {
  values,
  traffic: ({ name }) => SICK_RATES[name] ?? HEALTHY_RATES[name],
  level: ({ name }) => SICK_LEVELS[name] ?? SIZES[name],
};

/** They look back for hours, which no minute can bring about: their examples prove them. */
export const takeHours: readonly string[] = ['NodeDiskFillingUp', 'NodeDiskReadOnly', 'NodeRestartsAgainAndAgain'];
