import { count, seconds, type Vector } from '../../promql';
import { above, below, shown, signal, stays, type InputSeries } from '../../signals';
import { trouble, wrong } from '../trouble';
import {
  checkpointsFailed,
  compacted,
  compactorRunning,
  flushFailures,
  flushQueue,
  fullDisk,
  panics,
  retentionApplied,
  ringMembers,
  streams,
} from './metrics';
import { own, replica, strangers } from './scraping';

type Target = Readonly<Record<string, string>>;

const lost = (name: string, howMany: number, target: Target = replica('a')): InputSeries =>
  stays(ringMembers, { ...target, name, state: 'Unhealthy' }, howMany);

export const ring = signal({
  name: 'LokiRingUnhealthy',
  title: 'Replicas lost in the ring',
  description:
    'Replicas that others have not heard from, by the part of Loki, as the replica sees it that misses the most. With two of three missing, nothing is taken and nothing answered.',
  query: ringMembers.where({ ...own, state: 'Unhealthy' }).maxBy('name'),
  warning: above(count(0)).for('15m'),
  examples: {
    warning: {
      fires: {
        series: [lost('ingester', 1), lost('ingester', 0, replica('b')), lost('compactor', 0)],
        at: '16m',
        notYetAt: '14m',
        labels: { name: 'ingester' },
      },
      quiet: {
        series: [
          lost('ingester', 0),
          stays(ringMembers, { ...replica('a'), name: 'distributor', state: 'ACTIVE' }, 3),
          ...strangers.map((target) => lost('scheduler', 1, target)),
        ],
        at: '30m',
      },
    },
  },
  impact: 'One replica more that goes, and logs are neither taken nor found.',
  nextSteps: [
    'See which replica is missing: kubectl -n observability get pods -l app.kubernetes.io/name=loki -o wide, and http://localhost:3100/ring after kubectl -n observability port-forward loki-0 3100.',
    'If it runs and is not heard from, port 7946 is closed: kubectl -n observability get networkpolicy loki -o yaml.',
    'If it has gone for good, press Forget beside it on the page of the ring.',
  ],
});

const done = (task: string, at: Vector<never, 'seconds'>) => at.positive().age().labelled('task', task);

/** How long ago each task of the one replica that compacts was done; replicas that have never done it say nothing. */
const sinceDone = done('compaction', compacted.where(own).maxBy()).or(
  done('retention', retentionApplied.where(own).maxBy()),
);

const LATE = seconds(6 * 3600);
/** Promtool's clock begins in 1970: done in the first second. */
const doneAt = (at: number, target: Target = replica('a')): readonly InputSeries[] => [
  stays(compacted, target, at),
  stays(retentionApplied, target, at),
];

export const compaction = signal({
  name: 'LokiCompactorLate',
  title: 'Since compaction and retention',
  description: (t) =>
    `How long ago the index was compacted, and what is too old marked for deletion. Both happen every ten minutes; above ${t.warning} the compactor is stuck.`,
  query: sinceDone,
  warning: above(LATE).for('15m'),
  examples: {
    warning: {
      fires: {
        series: [...doneAt(1), ...doneAt(0, replica('b')), ...strangers.flatMap((target) => doneAt(5 * 3600, target))],
        at: '377m',
        notYetAt: '374m',
        labels: [{ task: 'compaction' }, { task: 'retention' }],
      },
      quiet: [
        {
          series: [...doneAt(3600), ...doneAt(1, replica('b')), ...strangers.flatMap((target) => doneAt(1, target))],
          at: '7h',
        },
        // None has ever done it.
        { series: doneAt(0), at: '7h' },
      ],
    },
  },
  impact: 'Queries over days become slow, and logs are kept for longer than they may: a matter of data protection.',
  nextSteps: [
    'See which replica compacts, the panel Compactors, and what it says: kubectl -n observability logs -l app.kubernetes.io/name=loki --since=1h | grep -i compactor.',
    'Errors of the bucket point at its key and permissions (delete among them): kubectl -n observability get secret loki-object-storage.',
    'If it is stuck, restart that replica: kubectl -n observability delete pod loki-<n>; another takes over.',
  ],
});

const running = (value: number, target: Target = replica('a')): InputSeries => stays(compactorRunning, target, value);

export const compactors = signal({
  name: 'LokiCompactorMissing',
  title: 'Compactors',
  description: 'How many replicas compact; one should. With none, nothing is deleted.',
  query: compactorRunning.where(own).sumBy(),
  warning: below(count(1)).for('30m'),
  examples: {
    warning: {
      fires: {
        series: [running(0), running(0, replica('b')), ...strangers.map((target) => running(1, target))],
        at: '31m',
        notYetAt: '29m',
        labels: {},
      },
      quiet: {
        series: [running(0), running(1, replica('b')), ...strangers.map((target) => running(0, target))],
        at: '60m',
      },
    },
  },
  impact: 'Logs are kept for longer than they may, and queries over days become slow.',
  nextSteps: [
    'See who is in its ring: http://localhost:3100/compactor/ring after kubectl -n observability port-forward loki-0 3100.',
    'Restart the replica that should: kubectl -n observability delete pod loki-0.',
  ],
});

export const failures = trouble({
  name: 'LokiStorageFails',
  title: 'Failures within',
  description:
    'What fails within Loki, by kind: chunks that cannot be written to the bucket (flush), a volume that is full (disk), a log that cannot be shortened (checkpoint), faults of the program (panic).',
  scraped: own,
  label: 'kind',
  kinds: {
    flush: wrong(flushFailures, own),
    disk: wrong(fullDisk, own),
    checkpoint: wrong(checkpointsFailed, own),
    panic: wrong(panics, own),
  },
  impact:
    'What is not in the bucket is in memory and on the volume of the replica: it is lost with them, and both fill up.',
  nextSteps: [
    'Read the reason: kubectl -n observability logs -l app.kubernetes.io/name=loki --since=15m | grep -iE "flush|no space|checkpoint|panic".',
    'For flush, see whether the bucket answers and the key in the Secret loki-object-storage is valid; Loki tries again by itself.',
    'For disk, enlarge the volume: kubectl -n observability patch pvc data-loki-<n> --type merge -p \'{"spec":{"resources":{"requests":{"storage":"<size>"}}}}\'.',
  ],
});

export const waiting = shown({
  name: 'LokiFlushQueue',
  title: 'Chunks that wait',
  description:
    'Chunks that wait to be written to the bucket, by replica. It goes up and down; it should not only go up.',
  query: flushQueue.where(own).maxBy('pod'),
});

export const memoryStreams = shown({
  name: 'LokiStreams',
  title: 'Streams',
  description: 'Streams that each replica holds in memory; a label with many values makes many.',
  query: streams.where(own).sumBy('pod'),
});
