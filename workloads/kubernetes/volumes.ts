import { count, ratio } from '../../promql';
import { above, below, comes, signal, stays, type InputSeries } from '../../signals';
import { moves } from '../example-series';
import { DAY, FOUR_HOURS, PACE_EVIDENCE, PACE_WINDOW, pace, paceText, scarce, scarceText, timeLeft } from '../filling';
import { FLOOR, seenTwice, TESTS } from './examples';
import { volumeAvailable, volumeCapacity, volumeInodes, volumeInodesFree } from './kubelet-metrics';
import { claimPhase } from './metrics';

const CLAIM = ['namespace', 'persistentvolumeclaim'] as const;

/** A claim that several nodes mount is told of by each. */
const claim = (name: string, node = 'n1') => ({ ...TESTS, persistentvolumeclaim: name, node });
const named = (name: string) => ({ ...TESTS, persistentvolumeclaim: name });

const GRACE =
  'Enlarge it, where its storage class allows that: kubectl -n <namespace> patch pvc <persistentvolumeclaim> --type merge -p \'{"spec":{"resources":{"requests":{"storage":"<size>"}}}}\'; put the new size into the manifests as well.';
const WHO =
  "See who writes: kubectl -n <namespace> get pods -o json | grep -B30 <persistentvolumeclaim> names the pod; kubectl -n <namespace> exec <pod> -- sh -c 'du -xh <mount> | sort -h | tail' the folders.";

const free = volumeAvailable.div(volumeCapacity.positive()).minBy(...CLAIM);

/** A hundred gigabytes, of which so much of a hundred is free. */
const sized = (name: string, percentFree: number, node = 'n1'): readonly InputSeries[] => [
  stays(volumeCapacity, claim(name, node), 100e9),
  stays(volumeAvailable, claim(name, node), percentFree * 1e9),
];

export const volumeRoom = signal({
  name: 'KubernetesVolumeNearlyFull',
  title: 'Room of volumes',
  description: (t) =>
    `The share of a volume that can still be written to, by claim. Below ${t.warning} it needs attention, below ${t.critical} writes will fail soon.`,
  query: free,
  warning: below(ratio(0.1)).for('15m'),
  critical: below(ratio(0.03)).for('5m'),
  view: { recorded: true },
  examples: {
    warning: {
      // Two nodes have mounted it; the other has looked at it less recently.
      fires: {
        series: [...sized('lots', 9.95), ...sized('lots', 50, 'n2')],
        at: '16m',
        notYetAt: '14m',
        labels: named('lots'),
      },
      quiet: {
        series: [
          ...sized('lots', 10.05),
          stays(volumeCapacity, claim('odd'), 0),
          stays(volumeAvailable, claim('odd'), 0),
        ],
        at: '40m',
      },
    },
    critical: {
      fires: {
        series: [...sized('lots', 2.98), ...sized('lots', 50, 'n2')],
        at: '6m',
        notYetAt: '4m',
        labels: named('lots'),
      },
      quiet: { series: sized('lots', 3.02), at: '20m' },
    },
  },
  impact:
    'When it is full, the program that writes to it fails: a database stops, a file is cut off, a queue loses what comes.',
  nextSteps: [WHO, GRACE, 'If old data may go, delete by the means of the program that owns them, not from under it.'],
});

const growth = pace(
  'namespace_persistentvolumeclaim:kubelet_volume_stats_available_bytes:deriv6h',
  volumeAvailable.deriv(PACE_WINDOW).minBy(...CLAIM),
);
export const volumePace = growth;

const running = scarce(free, volumeAvailable.offset(PACE_EVIDENCE).minBy(...CLAIM));

/** A volume of so many gigabytes, whose room moves. */
const moving = (
  name: string,
  size: number,
  from: number,
  ...paces: Parameters<typeof moves>[3][]
): readonly InputSeries[] => [
  stays(volumeCapacity, claim(name), size * 1e9),
  moves(volumeAvailable, claim(name), from * 1e9, ...paces.map(([perHour, how]) => [perHour * 1e9, how] as const)),
];

/** Of another claim of the namespace, and of one that is called the same elsewhere, little is free. */
const scarceOthers = [
  ...sized('other', 35),
  stays(volumeCapacity, { ...claim('ample'), ...FLOOR }, 100e9),
  stays(volumeAvailable, { ...claim('ample'), ...FLOOR }, 35e9),
];

export const volumeFilling = signal({
  name: 'KubernetesVolumeFillingUp',
  title: 'Time until volumes are full',
  description: (t) =>
    `How long the room of a volume lasts ${paceText}, by claim. Below ${t.warning} somebody should see to it today, below ${t.critical} at once; while ${scarceText}.`,
  query: timeLeft(volumeAvailable.minBy(...CLAIM), growth),
  warning: below(DAY).for('30m').whilst(scarceText, running),
  critical: below(FOUR_HOURS).for('15m').whilst(scarceText, running),
  examples: {
    warning: {
      // 33.6 GB less 1.39 an hour: a day's worth is reached after ten minutes. One that is seen for an hour and more only.
      fires: [
        // Another node has looked at it once.
        {
          series: [...moving('lots', 90, 33.6, [-1.39, '12h']), ...sized('lots', 80, 'n2')],
          at: '100m',
          notYetAt: '88m',
          labels: named('lots'),
        },
        { series: moving('still', 1e-3, 8e-5, [0, '12h']), at: '95m', notYetAt: '88m', labels: named('still') },
        // For 6 hours nothing, and then 4 GB an hour for one: the line through all of them is not as steep.
        {
          series: moving('late', 100, 39, [0, '20h'], [-3, '4h']),
          at: '1425m',
          notYetAt: '1200m',
          labels: named('late'),
        },
      ],
      quiet: [
        // Slowly enough; with more than 40 % free; larger and larger.
        {
          series: [
            ...moving('slow', 90, 35, [-1.3, '12h']),
            ...moving('ample', 84, 34.9, [-0.5, '12h']),
            ...moving('grows', 90, 10, [1, '12h']),
          ],
          at: '150m',
        },
        { series: [...moving('ample', 100, 90, [-6, '12h']), ...scarceOthers], at: '460m' },
        // Next to nothing is left, and it does not get less.
        { series: moving('still', 1e-3, 1e-4, [0, '12h']), at: '150m' },
        // For 40 minutes only; and after hours of quiet, for one hour.
        { series: comes(moving('new', 100, 39, [-20, '2h']), '60m'), at: '118m' },
        { series: moving('burst', 100, 39, [0, '6h'], [-5, '30m'], [0, '12h']), at: '440m' },
      ],
    },
    critical: {
      fires: [
        {
          series: [...moving('lots', 75, 35.9, [-7.1, '12h']), ...sized('lots', 80, 'n2')],
          at: '82m',
          notYetAt: '77m',
          labels: named('lots'),
        },
        // Nothing is left, though it does not get less.
        {
          series: moving('still', 1e-4, 1.4e-5, [0, '12h']),
          at: '80m',
          notYetAt: '73m',
          labels: named('still'),
        },
      ],
      quiet: [
        { series: moving('lots', 90, 35, [-6, '12h']), at: '100m' },
        { series: [...moving('ample', 100, 90, [-16, '12h']), ...scarceOthers], at: '120m' },
        { series: moving('ample', 55, 35, [-7.1, '12h']), at: '90m' },
        { series: [...moving('grows', 90, 10, [1, '12h']), ...moving('still', 1e-4, 1.5e-5, [0, '12h'])], at: '100m' },
      ],
    },
  },
  impact:
    'At this pace the program that writes to it fails within the time shown; a database stops, a queue loses what comes.',
  nextSteps: [WHO, 'If something new writes, stop or roll that back first: it gains the time for the rest.', GRACE],
});

const inodes = (name: string, freeOfThousand: number, total = 1e6, node = 'n1'): readonly InputSeries[] => [
  stays(volumeInodes, claim(name, node), total),
  stays(volumeInodesFree, claim(name, node), (freeOfThousand * total) / 1000),
];

export const volumeInodeRoom = signal({
  name: 'KubernetesVolumeInodesNearlySpent',
  title: 'Inodes of volumes',
  description: (t) =>
    `The share of a volume's inodes that are free, by claim: each file and folder takes one. Below ${t.warning} no file may be made soon, though there is room.`,
  query: volumeInodesFree.div(volumeInodes.positive()).minBy(...CLAIM),
  warning: below(ratio(0.1)).for('15m'),
  view: { recorded: true },
  examples: {
    warning: {
      fires: {
        series: [...inodes('cache', 99.5), ...inodes('cache', 500, 1e6, 'n2')],
        at: '16m',
        notYetAt: '14m',
        labels: named('cache'),
      },
      // Just more than that; and a file system that makes inodes as it needs them.
      quiet: { series: [...inodes('cache', 100.5), ...inodes('btrfs', 0, 0)], at: '40m' },
    },
  },
  impact: 'New files cannot be made: what writes many small ones fails with "no space left on device".',
  nextSteps: [
    "Count files by folder: kubectl -n <namespace> exec <pod> -- sh -c 'du --inodes -x <mount> | sort -n | tail'.",
    'Delete what is not needed by the means of the program that owns it; a file system gets more inodes only with its size: enlarge the claim with kubectl -n <namespace> edit pvc <persistentvolumeclaim>.',
  ],
});

const lost = (phase: 'Bound' | 'Lost', value: number, instance: string) =>
  stays(claimPhase, { ...FLOOR, persistentvolumeclaim: 'recipes', phase, instance }, value);

export const claimsLost = signal({
  name: 'KubernetesVolumeLost',
  title: 'Claims whose volume is gone',
  description: (t) =>
    `1 where a claim was bound to a volume that the cluster does not know any more, by claim. Above ${t.critical}, its data cannot be reached.`,
  query: claimPhase.where({ phase: 'Lost' }).maxBy(...CLAIM),
  critical: above(count(0)).for('5m'),
  examples: {
    critical: {
      fires: {
        series: [lost('Lost', 1, 'a'), lost('Lost', 0, 'b')],
        at: '6m',
        notYetAt: '4m',
        labels: { ...FLOOR, persistentvolumeclaim: 'recipes' },
      },
      quiet: {
        series: seenTwice(({ instance }) => [lost('Bound', 1, instance), lost('Lost', 0, instance)]),
        at: '20m',
      },
    },
  },
  impact: 'Pods with this claim do not start, and whoever runs still loses the volume with the next restart.',
  nextSteps: [
    'Find the volume that it had: kubectl -n <namespace> get pvc <persistentvolumeclaim> -o jsonpath={.spec.volumeName}, and whether the disk behind it is still there: ask the storage provider by that name.',
    'If the disk is there, make a PersistentVolume of that name again, with claimRef to the claim and persistentVolumeReclaimPolicy Retain.',
    'If it is gone, restore the newest backup into a new claim; delete the lost one only after that: kubectl -n <namespace> delete pvc <persistentvolumeclaim>.',
  ],
});
