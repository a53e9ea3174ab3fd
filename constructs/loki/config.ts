/** What an environment decides about Loki's configuration. */
export interface LokiConfigProps {
  /** How long log lines are kept, in days; the compactor deletes older ones. */
  readonly retentionDays: number;
  /** The directory of the persistent volume: chunks, index, write-ahead log. */
  readonly dataPath: string;
}

/** The ports on which Loki listens, by the name that its Service gives them. */
export const LOKI_PORTS = { http: 3100, grpc: 9095 } as const;

/**
 * Loki 3.7 as one process on one disk. Everything that is not here keeps its default; `loki -print-config-stderr` shows them.
 * Its shape suits a change to object storage and three replicas: only `common` and `schema_config` differ then.
 */
export function lokiConfig(props: LokiConfigProps) {
  return {
    auth_enabled: false,
    analytics: { reporting_enabled: false },
    server: {
      http_listen_port: LOKI_PORTS.http,
      grpc_listen_port: LOKI_PORTS.grpc,
      log_format: 'json',
    },
    common: {
      // One process finds itself: no gossip, so nothing else needs to be reachable.
      instance_addr: '127.0.0.1',
      path_prefix: props.dataPath,
      replication_factor: 1,
      ring: { kvstore: { store: 'inmemory' } },
      storage: {
        filesystem: {
          chunks_directory: `${props.dataPath}/chunks`,
          rules_directory: `${props.dataPath}/rules`,
        },
      },
    },
    schema_config: {
      configs: [
        {
          // Older than any log line that is kept: a schema's start must never be moved once it holds data.
          from: '2025-01-01',
          store: 'tsdb',
          object_store: 'filesystem',
          schema: 'v13',
          index: { prefix: 'index_', period: '24h' },
        },
      ],
    },
    compactor: {
      working_directory: `${props.dataPath}/compactor`,
      retention_enabled: true,
      delete_request_store: 'filesystem',
    },
    limits_config: limits(props),
  };
}

function limits({ retentionDays }: LokiConfigProps) {
  return {
    retention_period: `${retentionDays}d`,
    // trace_id, request_id and user_id travel here: searchable, yet never a stream label.
    allow_structured_metadata: true,
    max_label_names_per_series: 15,
    max_global_streams_per_user: 10_000,
    ingestion_rate_mb: 16,
    ingestion_burst_size_mb: 32,
    max_line_size: '256KB',
    max_line_size_truncate: true,
    max_query_length: `${retentionDays}d`,
    max_query_lookback: `${retentionDays}d`,
    reject_old_samples: true,
    reject_old_samples_max_age: '7d',
    volume_enabled: true,
  };
}
