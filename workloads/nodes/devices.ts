import { count } from '../../promql';
import { above, grows, shown, signal, stays, type InputSeries } from '../../signals';
import { diskBusy as busySeconds, diskQueued, raidDisks, raidDisksRequired } from './metrics';
import { DRAIN, formerly, node } from './node';
import { DISK } from './recordings';

export const diskBusy = shown({
  name: 'NodeDiskBusy',
  title: 'Disk use',
  description:
    'The share of time in which a disk does something, by node and device. A disk that works on several requests at once can do more at 100 %: what waits is told beside it.',
  query: busySeconds
    .rate()
    .maxBy(...DISK)
    .as('ratio'),
  view: { drillDown: 'nodes' },
});

export const diskQueue = signal({
  name: 'NodeDiskSaturated',
  title: 'Requests in disks',
  description: (t) =>
    `Requests that a disk has at a time, on average, waiting or in work, by node and device. Above ${t.warning} for long, whoever reads or writes there waits.`,
  query: diskQueued
    .rate()
    .maxBy(...DISK)
    .as('count'),
  warning: above(count(10)).for('30m'),
  view: { drillDown: 'nodes' },
  examples: {
    warning: {
      fires: {
        series: [
          grows(diskQueued, { ...node(), device: 'sda' }, 10.05),
          grows(diskQueued, { ...formerly(), device: 'sda' }, 1),
          grows(diskQueued, { ...node('n2'), device: 'sda' }, 1),
        ],
        at: '36m',
        notYetAt: '34m',
        labels: { node: 'n1', device: 'sda' },
      },
      quiet: { series: [grows(diskQueued, { ...node(), device: 'sda' }, 9.95)], at: '80m' },
    },
  },
  impact: 'Databases answer slowly, files are parsed slowly, and pods take minutes to start.',
  nextSteps: [
    'See who reads and writes: ssh <node> iotop -obn1 | head, or by pod with the container_fs_writes_bytes_total of that node in Explore.',
    'Move one of those that need the disk most: kubectl -n <namespace> delete pod <pod>, after kubectl cordon <node>.',
    'If it is slow with little to do, it is dying: ssh <node> smartctl -a /dev/<disk>.',
  ],
});

const RAID = { node: 'n1', device: 'md0' } as const;
const raid = (active: number, required = 2, of = node()): readonly InputSeries[] => [
  stays(raidDisks, { ...of, device: 'md0', state: 'active' }, active),
  stays(raidDisks, { ...of, device: 'md0', state: 'failed' }, 0),
  stays(raidDisksRequired, { ...of, device: 'md0' }, required),
];

export const raidMissing = signal({
  name: 'NodeRaidDegraded',
  title: 'Missing disks of RAIDs',
  description: (t) =>
    `Disks that a software RAID lacks, by node and RAID. Above ${t.warning} it has nothing left to lose, or little.`,
  query: raidDisksRequired.maxBy(...DISK).sub(raidDisks.where({ state: 'active' }).maxBy(...DISK)),
  warning: above(count(0)).for('15m'),
  view: { recorded: true },
  examples: {
    warning: {
      fires: {
        series: [
          ...raid(1),
          stays(raidDisks, { ...node(), device: 'md0', state: 'spare' }, 2),
          ...raid(1, 1, formerly()),
          ...raid(2, 2, node('n2')),
        ],
        at: '16m',
        notYetAt: '14m',
        labels: RAID,
      },
      quiet: { series: [...raid(2), ...raid(1, 1, formerly())], at: '40m' },
    },
  },
  impact: 'With the next disk that fails, its data are gone.',
  nextSteps: [
    'See which disk: ssh <node> mdadm --detail /dev/<device>.',
    'Replace it, and take the new one in: ssh <node> mdadm /dev/<device> --add /dev/<disk>; it is whole again when /proc/mdstat says so.',
    DRAIN,
  ],
});
