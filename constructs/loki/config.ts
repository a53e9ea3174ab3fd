import { mebibytesOf } from '../memory';
import { portOf } from '../port-of';
import type { Resources } from '../resources';
import { s3, type LogsBucket } from './bucket';
import { LOKI_COMPONENT } from './component';
import { limits } from './limits';
import { checkCompactor, type LogRetention } from './retention';
import { ruler, type LogRules } from './ruler';

/** What an environment decides about Loki's configuration. */
export interface LokiConfigProps extends LogRetention {
  readonly replicas: number;
  readonly resources: Resources;
  /** The directory of the persistent volume: the write-ahead log, and chunks and index where there is no bucket. */
  readonly dataPath: string;
  /** Where replicas keep chunks and index, and how they find each other; left out, one process keeps all on its volume. */
  readonly cluster?: LokiCluster;
  readonly rules: Omit<LogRules, 'text'>;
}

export interface LokiCluster {
  readonly bucket: LogsBucket;
  /** The host name that all replicas answer to. */
  readonly host: string;
}

/** The variable with the address of a replica's pod, under which the others reach it. */
export const POD_ADDRESS = 'POD_IP';

/** On how many replicas each line is. With three, one may be lost or restarted, and every line is taken and found. */
export const REPLICATION_FACTOR = 3;

const GOSSIP = portOf(LOKI_COMPONENT, 'gossip');

/** Requests between the parts of Loki: a batch of log lines is taken in as one, and the default of 4 MiB is less than a batch. */
const MAX_MESSAGE_BYTES = 16 * 2 ** 20;

/**
 * So far behind the newest line of its stream a line may come. An agent that was cut off delivers late, while the agents of other
 * nodes have filled the same streams meanwhile; what is later is refused for good. Loki 3.7: half of `ingester.max_chunk_age`,
 * whose default of two hours leaves one.
 */
const LATE_HOURS = 6;

/** Of the memory limit, what may be filled from the write-ahead log at a start, before it is written out. Default: 4 GB, whatever the limit. */
const REPLAY_SHARE = 0.5;

/**
 * Loki 3.7, all parts in one process: one with everything on its disk, or several that share a bucket. Everything that is not
 * here keeps its default; `loki -print-config-stderr` shows them. There are no tenants (`auth_enabled`): who may call is decided
 * by network policies.
 */
export function lokiConfig(props: LokiConfigProps) {
  const { dataPath, cluster } = props;
  const store = cluster ? 's3' : 'filesystem';
  return checkCompactor({
    auth_enabled: false,
    analytics: { reporting_enabled: false },
    server: {
      http_listen_port: portOf(LOKI_COMPONENT, 'http'),
      grpc_listen_port: portOf(LOKI_COMPONENT, 'grpc'),
      // Longer than a query may take (`query_timeout`, 1 m): the default of 30 s would cut off its answer.
      http_server_write_timeout: '75s',
      grpc_server_max_recv_msg_size: MAX_MESSAGE_BYTES,
      grpc_server_max_send_msg_size: MAX_MESSAGE_BYTES,
      log_format: 'json',
    },
    common: { path_prefix: dataPath, ...(cluster ? shared(cluster) : alone(dataPath)) },
    ...(cluster && { memberlist: memberlist(cluster) }),
    ingester: {
      // Only its own state makes a replica ready: otherwise one that is lost would keep all that restart from becoming so.
      lifecycler: { readiness_check_ring_health: false },
      // Loki's units are binary, whatever their names: its MB is a mebibyte.
      wal: { replay_memory_ceiling: `${mebibytesOf(props.resources, REPLAY_SHARE)}MB` },
      max_chunk_age: `${2 * LATE_HOURS}h`,
    },
    // Late lines are older than they look: until their chunk is complete, only ingesters have them.
    querier: { query_ingesters_within: `${4 * LATE_HOURS}h` },
    schema_config: {
      configs: [
        {
          // Older than any log line that is kept: a schema's start must never be moved once it holds data.
          from: '2025-01-01',
          store: 'tsdb',
          object_store: store,
          schema: 'v13',
          index: { prefix: 'index_', period: '24h' },
        },
      ],
    },
    // In which the sketches of `shard_aggregations` are passed on.
    frontend: { encoding: 'protobuf' },
    // Each of six caches of results is as large; the default is 100 MB for each and for the chunks.
    query_range: { results_cache: { cache: { embedded_cache: { enabled: true, max_size_mb: 20 } } } },
    chunk_store_config: { chunk_cache_config: { embedded_cache: { enabled: true, max_size_mb: 60 } } },
    compactor: {
      working_directory: `${dataPath}/compactor`,
      retention_enabled: true,
      delete_request_store: store,
    },
    ruler: ruler(props.rules, cluster !== undefined),
    limits_config: limits(props),
  });
}

function alone(dataPath: string) {
  return {
    // One process finds itself: no gossip, so nothing else needs to be reachable.
    instance_addr: '127.0.0.1',
    replication_factor: 1,
    ring: { kvstore: { store: 'inmemory' } },
    storage: { filesystem: { chunks_directory: `${dataPath}/chunks` } },
  };
}

function shared({ bucket }: LokiCluster) {
  return {
    // The pod's own address, not that of the first interface with a likely name.
    instance_addr: `\${${POD_ADDRESS}}`,
    replication_factor: REPLICATION_FACTOR,
    ring: { kvstore: { store: 'memberlist' } },
    storage: { s3: s3(bucket) },
  };
}

/** A replica leaves the ring when it is stopped, and joins again when it starts: its write-ahead log is on its volume. */
const memberlist = ({ host }: LokiCluster) => ({
  bind_port: GOSSIP,
  join_members: [`dns+${host}:${GOSSIP}`],
  // Others in the cluster gossip as well: without a name of our own, a wrong address would merge their ring into ours.
  cluster_label: 'probecard-loki',
});
