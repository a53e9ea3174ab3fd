import { count, ratio } from '../../promql';
import { above, below, comes, gone, signal, stays, turns, type InputSeries } from '../../signals';
import { moves } from '../example-series';
import { DAY, FOUR_HOURS, PACE_EVIDENCE, paceText, scarce, scarceText, timeLeft } from '../filling';
import { fileSystemAvailable, fileSystemSize, inodes, inodesFree, readOnly as isReadOnly } from './metrics';
import { CORDON, DRAIN, formerly, node } from './node';
import { DISK, diskPace } from './recordings';

const SDA = { node: 'n1', device: '/dev/sda1' } as const;

/** A file system of examples. */
const mounted = (mountpoint: string, of = node(), device: string = SDA.device) => ({
  ...of,
  device,
  mountpoint,
  fstype: 'ext4',
  device_error: '',
});

const WHO =
  'See what takes it: ssh <node> "du -xh --max-depth=3 / 2>/dev/null | sort -h | tail -20"; images are in /var/lib/containerd, logs of pods in /var/log/pods.';
const CLEAN =
  'Images that nobody uses go with ssh <node> crictl rmi --prune; logs of the system with ssh <node> journalctl --vacuum-size=1G.';

/** A hundred gigabytes, of which so much of a hundred can be written. */
const disk = (percentFree: number, of = mounted('/')): readonly InputSeries[] => [
  stays(fileSystemSize, of, 100e9),
  stays(fileSystemAvailable, of, percentFree * 1e9),
  stays(isReadOnly, of, 0),
];

const free = fileSystemAvailable.div(fileSystemSize.positive()).minBy(...DISK);
const writable = isReadOnly.minBy(...DISK).compare('==', count(0));
const writableText = 'it can be written to';

export const diskRoom = signal({
  name: 'NodeDiskNearlyFull',
  title: 'Room of disks',
  description: (t) =>
    `The share of a file system that can still be written, by node and device. Below ${t.warning} the kubelet begins to delete images and to evict pods; below ${t.critical} nothing can be written soon.`,
  query: free,
  warning: below(ratio(0.1)).for('15m').whilst(writableText, writable),
  critical: below(ratio(0.03)).for('5m').whilst(writableText, writable),
  view: { recorded: true, drillDown: 'nodes' },
  examples: {
    warning: {
      fires: {
        series: [
          ...disk(9.95),
          stays(isReadOnly, mounted('/mnt'), 1),
          ...disk(60, mounted('/', formerly())),
          ...disk(60, mounted('/', node('n2'))),
        ],
        at: '16m',
        notYetAt: '14m',
        labels: SDA,
      },
      // Just more; an image that is read-only and full; and one of no size.
      quiet: {
        series: [
          ...disk(10.05),
          ...disk(60, mounted('/', node('n2'), '/dev/sdb1')),
          ...['a', 'b'].flatMap((instance) => [
            stays(fileSystemSize, mounted('/usr', { node: 'n1', instance }, '/dev/sdb1'), 1e9),
            stays(fileSystemAvailable, mounted('/usr', { node: 'n1', instance }, '/dev/sdb1'), 0),
            stays(isReadOnly, mounted('/usr', { node: 'n1', instance }, '/dev/sdb1'), 1),
          ]),
          stays(fileSystemSize, mounted('/empty', node(), 'none'), 0),
          stays(fileSystemAvailable, mounted('/empty', node(), 'none'), 0),
          stays(isReadOnly, mounted('/empty', node(), 'none'), 0),
        ],
        at: '40m',
      },
    },
    critical: {
      fires: {
        series: [
          ...disk(2.98),
          stays(isReadOnly, mounted('/mnt'), 1),
          ...disk(60, mounted('/', formerly())),
          ...disk(60, mounted('/', node('n2'))),
        ],
        at: '6m',
        notYetAt: '4m',
        labels: SDA,
      },
      quiet: {
        series: [
          ...disk(3.02),
          ...disk(60, mounted('/', node('n2'), '/dev/sdb1')),
          stays(fileSystemSize, mounted('/usr', node(), '/dev/sdb1'), 1e9),
          stays(fileSystemAvailable, mounted('/usr', node(), '/dev/sdb1'), 0),
          stays(isReadOnly, mounted('/usr', node(), '/dev/sdb1'), 1),
        ],
        at: '20m',
      },
    },
  },
  impact:
    'Pods are evicted and none can start there; what the node itself writes, logs and the state of its containers, is lost.',
  nextSteps: [WHO, CLEAN, DRAIN],
});

const running = scarce(free, fileSystemAvailable.offset(PACE_EVIDENCE).minBy(...DISK));

/** A disk of so many gigabytes, whose room moves. */
const moving = (
  device: string,
  size: number,
  from: number,
  ...paces: (readonly [number, `${number}m` | `${number}h`])[]
): readonly InputSeries[] => [
  stays(fileSystemSize, mounted('/', node(), device), size * 1e9),
  moves(
    fileSystemAvailable,
    mounted('/', node(), device),
    from * 1e9,
    ...paces.map(([perHour, how]) => [perHour * 1e9, how] as const),
  ),
];

/** Of another disk of the node, and of another node's, little is free. */
const scarceOthers = [...disk(35, mounted('/', node(), 'other')), ...disk(35, mounted('/', node('n2'), 'ample'))];

export const diskFilling = signal({
  name: 'NodeDiskFillingUp',
  title: 'Time until disks are full',
  description: (t) =>
    `How long the room of a file system lasts ${paceText}, by node and device. Below ${t.warning} somebody should see to it today, below ${t.critical} at once; while ${scarceText}.`,
  query: timeLeft(fileSystemAvailable.minBy(...DISK), diskPace),
  warning: below(DAY).for('30m').whilst(scarceText, running),
  critical: below(FOUR_HOURS).for('15m').whilst(scarceText, running),
  view: { drillDown: 'nodes' },
  examples: {
    warning: {
      fires: [
        // Mounted elsewhere, it does not move.
        {
          series: [...moving('sda', 90, 33.6, [-1.39, '12h']), ...disk(80, mounted('/mnt', node(), 'sda'))],
          at: '100m',
          notYetAt: '88m',
          labels: { node: 'n1', device: 'sda' },
        },
        {
          series: moving('still', 1e-3, 8e-5, [0, '12h']),
          at: '95m',
          notYetAt: '88m',
          labels: { node: 'n1', device: 'still' },
        },
        // For twenty hours nothing: what is longer ago than six does not count.
        {
          series: moving('sda', 100, 39, [0, '20h'], [-3, '4h']),
          at: '1425m',
          notYetAt: '1200m',
          labels: { node: 'n1', device: 'sda' },
        },
      ],
      quiet: [
        {
          series: [
            ...moving('slow', 90, 35, [-1.3, '12h']),
            ...moving('ample', 84, 34.9, [-0.5, '12h']),
            ...moving('grows', 90, 10, [1, '12h']),
          ],
          at: '150m',
        },
        // More than 40 % free; seen for less than an hour; and half an hour of writing in six hours.
        {
          series: [...moving('ample', 100, 90, [-6, '12h']), ...scarceOthers],
          at: '460m',
        },
        // Next to nothing is left, and it does not get less.
        { series: moving('still', 1e-3, 1e-4, [0, '12h']), at: '150m' },
        { series: comes(moving('new', 100, 39, [-20, '2h']), '60m'), at: '118m' },
        { series: moving('burst', 100, 39, [0, '6h'], [-5, '30m'], [0, '12h']), at: '440m' },
      ],
    },
    critical: {
      fires: [
        {
          series: [...moving('sda', 75, 35.9, [-7.1, '12h']), ...disk(80, mounted('/mnt', node(), 'sda'))],
          at: '82m',
          notYetAt: '77m',
          labels: { node: 'n1', device: 'sda' },
        },
        // Nothing is left, though it does not get less.
        {
          series: moving('still', 1e-4, 1.4e-5, [0, '12h']),
          at: '80m',
          notYetAt: '73m',
          labels: { node: 'n1', device: 'still' },
        },
      ],
      quiet: [
        { series: moving('sda', 90, 35, [-6, '12h']), at: '100m' },
        { series: [...moving('ample', 100, 90, [-16, '12h']), ...scarceOthers], at: '120m' },
        { series: moving('ample', 55, 35, [-7.1, '12h']), at: '90m' },
        { series: [...moving('grows', 90, 10, [1, '12h']), ...moving('still', 1e-4, 1.5e-5, [0, '12h'])], at: '100m' },
      ],
    },
  },
  impact: 'Within the time shown pods are evicted, and none can start on the node.',
  nextSteps: [WHO, CLEAN, CORDON],
});

const files = (perThousandFree: number, of = mounted('/'), total = 1e6): readonly InputSeries[] => [
  stays(inodes, of, total),
  stays(inodesFree, of, (perThousandFree * total) / 1000),
];

export const inodeRoom = signal({
  name: 'NodeInodesNearlySpent',
  title: 'Inodes of disks',
  description: (t) =>
    `The share of a file system's inodes that are free, by node and device: each file and folder takes one. Below ${t.warning} no file may be made soon, though there is room.`,
  query: inodesFree.div(inodes.positive()).minBy(...DISK),
  warning: below(ratio(0.1)).for('15m'),
  view: { recorded: true },
  examples: {
    warning: {
      fires: {
        series: [...files(99.5), ...files(500, mounted('/', formerly())), ...files(500, mounted('/', node('n2')))],
        at: '16m',
        notYetAt: '14m',
        labels: SDA,
      },
      quiet: { series: [...files(100.5), ...files(0, mounted('/', node(), 'btrfs'), 0)], at: '40m' },
    },
  },
  impact: 'No container can start on the node any more, and programs that write many files fail.',
  nextSteps: [
    'Count files by folder: ssh <node> "du --inodes -x --max-depth=4 / 2>/dev/null | sort -n | tail".',
    'Layers of images that nobody uses go with ssh <node> crictl rmi --prune; what a pod left in its emptyDir goes with the pod: kubectl -n <namespace> delete pod <pod>.',
    DRAIN,
  ],
});

const becomes = (after: number, of = mounted('/')) => turns(isReadOnly, of, [0, '30h', after]);

export const readOnly = signal({
  name: 'NodeDiskReadOnly',
  title: 'Disks that have become read-only',
  description: (t) =>
    `1 where a file system can only be read wherever it is mounted, by node and device. Above ${t.warning}, if it could be written to a day ago, the kernel has made it so because the disk returned errors.`,
  // A disk that is mounted twice, once on purpose so that it can only be read, is in order: its errors stop all writing.
  query: isReadOnly.minBy(...DISK),
  warning: above(count(0))
    .for('10m')
    .whilst(
      'it could be written to a day ago',
      isReadOnly
        .offset('1d')
        .minBy(...DISK)
        .compare('==', count(0)),
    ),
  examples: {
    warning: {
      fires: [
        {
          series: [
            becomes(1),
            becomes(1, mounted('/var')),
            ...gone([stays(isReadOnly, mounted('/', formerly()), 0)], '5h'),
          ],
          at: '1815m',
          notYetAt: '1805m',
          labels: SDA,
        },
        // Still so seven hours later, and after a restart of its exporter.
        {
          series: [becomes(1), ...comes([stays(isReadOnly, mounted('/', formerly()), 1)], '31h')],
          at: '37h',
          notYetAt: '29h',
          labels: SDA,
        },
      ],
      quiet: [
        // Always so; and never so.
        {
          series: [
            stays(isReadOnly, mounted('/usr'), 1),
            stays(isReadOnly, mounted('/', node(), 'b'), 0),
            stays(isReadOnly, mounted('/', node('n2')), 0),
            stays(isReadOnly, mounted('/', node(), 'c'), 0),
            stays(isReadOnly, mounted('/var/lib/shown', node(), 'c'), 1),
          ],
          at: '31h',
        },
      ],
    },
  },
  impact: 'Whatever writes there fails; on the disk of the system, the node is lost with the next restart of a pod.',
  nextSteps: [
    DRAIN,
    'Read what the disk said: ssh <node> "dmesg -T | grep -iE \'i/o error|remount|ext4|xfs\'", and whether it is dying: ssh <node> smartctl -H /dev/<disk>.',
    'Replace the disk, or the node: kubectl delete node <node>.',
  ],
});
