import { count, ratio, seconds } from '../../promql';
import { above, below, comes, gone, grows, once, shown, signal, stays, type InputSeries } from '../../signals';
import { trouble, wrong } from '../trouble';
import {
  bucketFailures,
  bucketOperations,
  cleanupFailures,
  collectionFailures,
  halted,
  iterations,
  lastUpload,
  todo,
  uploadFailures,
  uploads,
} from './metrics';
import { compactor, sidecar, store } from './parts';

type Target = Readonly<Record<string, string>>;

const parts = {
  namespace: sidecar.own.namespace,
  job: [sidecar.own.job, store.own.job, compactor.own.job],
} as const;
const asked = bucketOperations.where(parts).rate().sumBy('job');
const failed = bucketFailures.where(parts).rate().sumBy('job');

const asks = (failing: number, target: Target): readonly InputSeries[] => [
  grows(bucketOperations, { ...target, bucket: 'b', operation: 'get' }, 10),
  grows(bucketFailures, { ...target, bucket: 'b', operation: 'get' }, 10 * failing),
];

export const errors = signal({
  name: 'ThanosBucketErrors',
  title: 'Requests to the bucket that fail',
  description: (t) =>
    `Share of requests to the bucket that fail, by the part of Thanos that asks. Above ${t.warning} blocks are late, and queries of the past fail.`,
  query: failed.div(asked.positive()),
  warning: above(ratio(0.05)).for('15m'),
  examples: {
    warning: {
      fires: {
        series: [
          ...asks(0.050_25, store.replica('a')),
          ...asks(0.050_25, store.replica('b')),
          ...asks(0, sidecar.replica('a')),
          // What others ask, and what a replica asked that is gone since, is no part of it.
          ...store.strangers.flatMap((target) => asks(0, target)),
          ...gone(asks(0, store.replica('c')), '20m'),
        ],
        at: '40m',
        notYetAt: '38m',
        labels: { job: store.own.job },
      },
      quiet: [
        {
          series: [
            ...asks(0.049_75, store.replica('a')),
            ...asks(0.049_75, store.replica('b')),
            ...store.strangers.flatMap((target) => asks(0.9, target)),
            grows(bucketOperations, { ...sidecar.replica('a'), bucket: 'b', operation: 'upload' }, 0),
            grows(bucketFailures, { ...sidecar.replica('a'), bucket: 'b', operation: 'upload' }, 0),
          ],
          at: '30m',
        },
        { series: [...asks(0, store.replica('a')), ...gone(asks(0.9, store.replica('b')), '9m')], at: '19m' },
      ],
    },
  },
  impact: 'What is older than a month cannot be asked for; the newest blocks are on the volumes of Prometheus only.',
  nextSteps: [
    'Read the reason: kubectl -n observability logs -l app.kubernetes.io/name=<job> --since=15m | grep -iE "denied|timeout|no such host|x509".',
    'AccessDenied asks for a new key: npm run -s probecard -- secrets <environment> names the Secret and its fields.',
    'A timeout points at the network: services.objectStorage of the environment, and kubectl -n observability get networkpolicy <job> -o yaml.',
  ],
});

/** A block is made every two hours and uploaded within minutes. */
const GAP = seconds(3 * 3600);

const uploaded = (at: number, pod = 'a', target: Target = sidecar.replica(pod)): InputSeries =>
  stays(lastUpload, { ...target, bucket: 'b' }, at);

export const uploadGap = signal({
  name: 'ThanosUploadGap',
  title: 'Since the last upload',
  description: (t) =>
    `How long ago a sidecar uploaded a block, by replica. Prometheus makes one every two hours; above ${t.warning} blocks pile up on its volume. A sidecar that has uploaded none since its start says nothing for so long.`,
  query: lastUpload.where(sidecar.own).maxBy('pod').positive().age(),
  warning: above(GAP).for('15m'),
  examples: {
    warning: {
      fires: {
        series: [
          uploaded(1),
          stays(lastUpload, { ...sidecar.replica('a'), bucket: 'former' }, 0),
          uploaded(7200, 'b'),
          uploaded(0, 'c'),
        ],
        at: '197m',
        notYetAt: '194m',
        labels: { pod: 'a' },
      },
      quiet: {
        series: [
          uploaded(1800),
          uploaded(0, 'c'),
          ...sidecar.strangers.map((target) => uploaded(1, 'x', target)),
          ...comes([uploaded(11_000, 'd')], '180m'),
        ],
        at: '218m',
      },
    },
  },
  impact:
    'If that replica loses its volume, the blocks are lost; what is asked of the past has a hole until they are there.',
  nextSteps: [
    'Read the reason: kubectl -n observability logs prometheus-main-0 -c thanos-sidecar --since=3h | grep -iE "upload|error".',
    'See whether Prometheus makes blocks at all: panel Storage failures on the dashboard Prometheus.',
    'If the bucket refuses, renew the key; npm run -s probecard -- secrets <environment> names the Secret. The sidecar catches up by itself.',
  ],
});

export const uploadTrouble = trouble({
  name: 'ThanosUploadsFail',
  title: 'Uploads that fail',
  description: 'Blocks that a sidecar could not upload, a second. It tries again every half a minute.',
  scraped: sidecar.own,
  label: 'kind',
  kinds: { upload: wrong(uploadFailures, sidecar.own) },
  for: '15m',
  impact: 'The bucket lacks the newest blocks: only the volumes of Prometheus have them.',
  nextSteps: [
    'Read the reason: kubectl -n observability logs prometheus-main-0 -c thanos-sidecar --since=15m | grep -i upload.',
    'If a single block fails again and again, it is corrupt: move it away from /prometheus and note the two hours in the calendar of the team.',
  ],
});

export const haltedNow = signal({
  name: 'ThanosCompactorHalted',
  title: 'Compactor halted',
  description:
    'Whether the compactor has met blocks that it does not understand and stopped: it does not go on by itself.',
  query: halted.where(compactor.own).maxBy(),
  warning: above(count(0)).for('5m'),
  examples: {
    warning: {
      fires: {
        series: [stays(halted, compactor.replica('a'), 1), stays(halted, compactor.replica('before'), 0)],
        at: '6m',
        notYetAt: '4m',
        labels: {},
      },
      quiet: {
        series: [
          stays(halted, compactor.replica('a'), 0),
          ...compactor.strangers.map((target) => stays(halted, target, 1)),
        ],
        at: '20m',
      },
    },
  },
  impact: 'Nothing is thinned out and nothing deleted: within weeks queries of the past fail, and the bucket grows.',
  nextSteps: [
    'The log names the blocks: kubectl -n observability logs thanos-compactor-0 --since=24h | grep "critical error"; overlapping blocks are those of two Prometheus with the same external labels.',
    'If blocks overlap, see that each replica has a prometheus_replica of its own, and mark the wrong one: thanos tools bucket mark --marker=no-compact-mark.json --id=<block> --details="overlap" with the objstore.yaml of the Secret thanos-object-storage.',
    'Then restart it: kubectl -n observability delete pod thanos-compactor-0.',
  ],
});

const HALF_DAY = 12 * 3600;
const compacts = (perSecondRuns: number, target: Target = compactor.replica('a')): InputSeries =>
  grows(iterations, target, perSecondRuns);

export const compactions = signal({
  name: 'ThanosCompactorIdle',
  title: 'Runs of the compactor',
  description:
    'Times in 12 hours that the compactor has done all that there was to do; several times an hour are usual.',
  query: iterations.where(compactor.own).increase('12h').sumBy(),
  warning: below(count(0.5)).for('1h'),
  examples: {
    warning: {
      fires: [
        {
          series: [compacts(0.49 / HALF_DAY), ...compactor.strangers.map((target) => compacts(1, target))],
          at: '12h',
          notYetAt: '59m',
          labels: {},
        },
        // It has run once, an hour after its start.
        { series: [once(iterations, compactor.replica('a'), '1h')], at: '850m', notYetAt: '805m', labels: {} },
      ],
      quiet: {
        series: [
          compacts(0.255 / HALF_DAY),
          compacts(0.255 / HALF_DAY, compactor.replica('b')),
          ...compactor.strangers.map((target) => compacts(0, target)),
        ],
        at: '13h',
      },
    },
  },
  impact: 'Queries of months read raw blocks and are slow, and what is too old is not deleted.',
  nextSteps: [
    'See what it does: kubectl -n observability logs thanos-compactor-0 --since=1h | tail -50; a run over a large group may take hours.',
    'If it is killed again and again, it lacks memory or disk: kubectl -n observability describe pod thanos-compactor-0 | grep -A6 "Last State"; raise sizes.thanosCompactor in the file of the environment.',
  ],
});

export const backlog = shown({
  name: 'ThanosCompactorBacklog',
  title: 'Compactions that wait',
  description: 'Groups of blocks that wait to be compacted. It should come back to zero every day.',
  query: todo.where(compactor.own).maxBy(),
});

export const cleaning = trouble({
  name: 'ThanosCompactorFails',
  title: 'Failures of the compactor',
  description:
    'What the compactor fails at, by kind: deleting blocks that are too old (delete), marking those that are superfluous (mark).',
  scraped: compactor.own,
  label: 'kind',
  kinds: {
    delete: wrong(cleanupFailures, compactor.own),
    mark: wrong(collectionFailures, compactor.own),
  },
  for: '15m',
  impact: 'The bucket keeps more than it should, and longer than it may.',
  nextSteps: [
    'Read the reason: kubectl -n observability logs thanos-compactor-0 --since=1h | grep -iE "delete|garbage|denied".',
    'AccessDenied on delete says that the key may write and not delete: widen its policy at the object storage.',
  ],
});

export const uploadRate = shown({
  name: 'ThanosUploads',
  title: 'Blocks uploaded',
  description: 'Blocks that each sidecar has uploaded within six hours; three are usual.',
  query: uploads.where(sidecar.own).increase('6h').sumBy('pod'),
});
