import { ratio } from '../../promql';
import { above, signal, stays, type InputSeries } from '../../signals';
import { containerLimits, containerMemory } from '../kubernetes/metrics';
import { dbConnections, dbConnectionsMax } from './metrics';

const used = dbConnections.where({ state: 'used' }).maxBy('pod').div(dbConnectionsMax.maxBy('pod'));

/** A pool, and the one that the same replica had before it was restarted. */
const pool = (pod: string, inUse: number, max: number): readonly InputSeries[] => [
  stays(dbConnections, { state: 'used', pod }, inUse),
  stays(dbConnections, { state: 'idle', pod }, max),
  stays(dbConnectionsMax, { pod }, max),
  stays(dbConnections, { state: 'used', pod, instance: 'before' }, inUse / 2),
  stays(dbConnectionsMax, { pod, instance: 'before' }, max / 2),
];

export const connections = signal({
  name: 'StdfEtlDatabaseConnections',
  title: 'Database connections',
  description: (t) =>
    `Connections to PostgreSQL in use, as a share of those that the pool of the replica may have. Above ${t.warning} jobs begin to wait for each other; an exhausted pool has stalled the pipeline before.`,
  query: used,
  warning: above(ratio(0.9)).for('10m'),
  examples: {
    warning: {
      fires: {
        series: [...pool('a', 181, 200), ...pool('b', 10, 20)],
        at: '10m',
        notYetAt: '9m',
        labels: { pod: 'a' },
      },
      quiet: { series: [...pool('a', 179, 200), ...pool('b', 18, 20)], at: '30m' },
    },
  },
  impact: 'When the pool is exhausted, every job waits for a connection: files stall, and the errors follow.',
  nextSteps: [
    'See what holds the connections: kubectl -n test-data exec deployment/stdf-etl -c stdf-parser -- psql "$DATABASE_URL" -c "select state, wait_event_type, count(*) from pg_stat_activity group by 1, 2 order by 3 desc". Many in the state "idle in transaction" are a leak.',
    'Of a leak, restart the replica that has it: kubectl -n test-data delete pod <pod>; and roll back the release that brought it: kubectl -n test-data rollout undo deployment/stdf-etl.',
    'If all of them work, slow statements are the cause: ask the database for the longest, and kill what blocks others. Raise the maximum of the pool only as far as max_connections of PostgreSQL allows for all replicas together.',
  ],
});

/** The container that parses; others of its pods come and go. */
const PARSER = { namespace: 'test-data', container: 'stdf-parser' } as const;
const memoryUsed = containerMemory.where(PARSER).maxBy('pod');
const memoryLimit = containerLimits
  .where({ ...PARSER, resource: 'memory' })
  .maxBy('pod')
  .as('bytes');

const GIB = 2 ** 30;

const OF_POD_A = { namespace: 'test-data', pod: 'a', container: 'stdf-parser' } as const;
type Container = Readonly<Record<'namespace' | 'pod' | 'container', string>>;

/** What a container uses of so many gibibytes. */
const container = (of: Container, share: number, gibibytes: number): readonly InputSeries[] => [
  stays(containerMemory, { ...of, node: 'n', id: '/1', image: 'i', name: 'n' }, share * gibibytes * GIB),
  stays(containerLimits, { ...of, uid: 'u', node: 'n', resource: 'memory', unit: 'byte' }, gibibytes * GIB),
  stays(containerLimits, { ...of, uid: 'u', node: 'n', resource: 'ephemeral_storage', unit: 'byte' }, 40 * GIB),
];
/** Its parser, and what there was before it was restarted with more memory, which is still told of. */
const parser = (share: number): readonly InputSeries[] => [
  ...container(OF_POD_A, share, 8),
  stays(containerMemory, { ...OF_POD_A, node: 'n', id: '/0', image: 'i', name: 'n' }, GIB),
  stays(containerLimits, { ...OF_POD_A, uid: 'before', node: 'n', resource: 'memory', unit: 'byte' }, 4 * GIB),
];
/** Containers that must not be taken for it. */
const strangers = [
  ...container({ ...OF_POD_A, container: 'proxy' }, 0.99, 16),
  ...container({ ...OF_POD_A, namespace: 'elsewhere' }, 0.99, 16),
];

export const memory = signal({
  name: 'StdfEtlParserMemory',
  title: 'Parser memory',
  description: (t) =>
    `Memory of each parser that cannot be reclaimed, as a share of its limit, at which it is killed. It reads files in blocks and needs little; above ${t.warning} it reads them whole, as it once did with files of ten gigabytes.`,
  query: memoryUsed.div(memoryLimit),
  warning: above(ratio(0.9)).for('10m'),
  view: { recorded: true },
  examples: {
    warning: {
      fires: {
        series: [...parser(0.9045), ...strangers],
        at: '10m',
        notYetAt: '9m',
        labels: { pod: 'a' },
      },
      quiet: { series: [...parser(0.8955), ...strangers], at: '30m' },
    },
  },
  impact: 'The parser is about to be killed; the file that it reads is begun anew, and killed again.',
  nextSteps: [
    'See which file it reads: kubectl -n test-data logs <pod> -c stdf-parser --tail=50 | grep file=. A file of several gigabytes that is read whole fills any limit.',
    'If memory rose with a release, roll it back: kubectl -n test-data rollout undo deployment/stdf-etl.',
    'If it is the one large file, give the parser room until it is done: kubectl -n test-data set resources deployment/stdf-etl -c stdf-parser --limits=memory=16Gi, and set it back afterwards.',
  ],
});
