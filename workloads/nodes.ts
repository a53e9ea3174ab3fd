import { blind, dashboard, moreGeneral, row, workload } from '../signals';
import * as cpu from './nodes/cpu';
import * as devices from './nodes/devices';
import * as disks from './nodes/disks';
import * as kernel from './nodes/kernel';
import * as memory from './nodes/memory';
import * as metrics from './nodes/metrics';
import * as network from './nodes/network';
import * as node from './nodes/node';
import * as recordings from './nodes/recordings';
import { sre } from './teams';

const { cpuUse, oomKills, diskPace } = recordings;

/** The machines: CPU, memory, disks, network, and what their kernels say of themselves. */
export const nodes = workload({
  name: 'nodes',
  title: 'Nodes',
  team: sre,
  scrape: node.scrape,
  metrics: { ...metrics },
  recordings: [cpuUse, oomKills, diskPace],
  signals: [
    node.targets,
    cpu.cpuUse,
    cpu.cpuWait,
    memory.memoryRoom,
    memory.memoryStall,
    memory.oomKills,
    disks.diskRoom,
    disks.diskFilling,
    devices.diskQueue,
    network.traffic,
    network.errors,
    network.conntrack,
    devices.diskBusy,
    disks.inodeRoom,
    disks.readOnly,
    devices.raidMissing,
    network.drops,
    network.bondsMissing,
    memory.memoryErrors,
    kernel.clockSkew,
    kernel.clockSync,
    kernel.fileHandles,
    kernel.rebootLoop,
  ],
  inhibitions: [
    blind(node.targets),
    moreGeneral(disks.diskRoom, { than: [disks.diskFilling] }),
    moreGeneral(disks.readOnly, { than: [disks.diskRoom, disks.diskFilling] }),
    moreGeneral(memory.memoryStall, { than: [memory.memoryRoom] }),
    moreGeneral(kernel.clockSync, { than: [kernel.clockSkew] }),
  ],
  gaps: {
    objectives: 'Nobody is promised a machine: pods are moved, and what they answer is promised.',
  },
  dashboards: [
    dashboard(
      'Nodes',
      {
        uid: 'nodes',
        description: 'Have the machines what their pods need? Top to bottom: CPU, memory, disks, network.',
        variables: ['node'],
      },
      row('CPU', node.targets, cpu.cpuUse, cpu.cpuWait),
      row('Memory', memory.memoryRoom, memory.memoryStall, memory.oomKills),
      row('Disks', disks.diskRoom, disks.diskFilling, devices.diskQueue),
      row('Network', network.traffic, network.errors, network.conntrack),
    ),
    dashboard(
      'Node hardware and kernel',
      {
        uid: 'nodes-hardware',
        description: 'Is a part of a machine broken, or about to be? And what do its kernel and its clock say?',
        variables: ['node'],
      },
      row('Disks', devices.diskBusy, disks.inodeRoom, disks.readOnly, devices.raidMissing),
      row('Network and memory', network.drops, network.bondsMissing, memory.memoryErrors),
      row('Kernel', kernel.clockSkew, kernel.clockSync, kernel.fileHandles, kernel.rebootLoop),
    ),
  ],
});
