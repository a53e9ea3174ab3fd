import { xids } from '../../workloads/gpus/errors';
import { use as gpuUse } from '../../workloads/gpus/use';
import { cpuUse, cpuWait } from '../../workloads/nodes/cpu';
import { diskBusy, diskQueue } from '../../workloads/nodes/devices';
import { readOnly } from '../../workloads/nodes/disks';
import { memoryRoom, memoryStall } from '../../workloads/nodes/memory';
import { drops, errors, traffic } from '../../workloads/nodes/network';
import type { Borrowed } from './borrowed';

/** A resource of the machines, by the USE method (Gregg): its utilization, its saturation and its errors, as far as they are known. */
export interface Resource {
  readonly title: string;
  readonly signals: readonly Borrowed[];
}

export const RESOURCES: readonly Resource[] = [
  {
    title: 'CPU',
    signals: [
      { signal: cpuUse, title: 'CPU: use' },
      { signal: cpuWait, title: 'CPU: what waits' },
    ],
  },
  // Errors of memory are told by few machines: they are on the dashboard of the hardware.
  {
    title: 'Memory',
    signals: [
      { signal: memoryRoom, title: 'Memory: what is left' },
      { signal: memoryStall, title: 'Memory: what waits' },
    ],
  },
  {
    title: 'GPU',
    signals: [
      { signal: gpuUse, title: 'GPU: use' },
      { signal: xids, title: 'GPU: errors' },
    ],
  },
  {
    title: 'Disk',
    signals: [
      { signal: diskBusy, title: 'Disk: use' },
      { signal: diskQueue, title: 'Disk: what waits' },
      // The kernel makes a file system read-only when its disk returns errors.
      { signal: readOnly, title: 'Disk: errors' },
    ],
  },
  {
    title: 'Network',
    signals: [
      { signal: traffic, title: 'Network: use' },
      { signal: drops, title: 'Network: what is dropped' },
      { signal: errors, title: 'Network: errors' },
    ],
  },
];
