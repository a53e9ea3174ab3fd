import { checkStreams, STREAM_ATTRIBUTES } from '../../telemetry/streams';
import { checkRetention, retention, type LogRetention } from './retention';

export interface LimitsProps extends LogRetention {
  /** How many replicas take lines in: rates are shared out among them. */
  readonly replicas: number;
}

/** Of one replica. Its processor manages more; this is where a service that has gone wild is stopped. */
const MEGABYTES_PER_SECOND = 16;

/** The attributes of resources that make streams; all others are attached to the lines. */
const streamAttributes = (): readonly string[] => checkStreams(STREAM_ATTRIBUTES).map(({ name }) => name);

/** The limits of Loki 3.7 in the one tenant that there is. */
export function limits({ replicas, retentionDays, auditRetentionDays }: LimitsProps) {
  return {
    ...retention(checkRetention({ retentionDays, auditRetentionDays })),
    // trace_id, request_id and user_id travel here: searchable, yet never a stream label.
    allow_structured_metadata: true,
    otlp_config: {
      resource_attributes: {
        ignore_defaults: true,
        attributes_config: [{ action: 'index_label', attributes: streamAttributes() }],
      },
    },
    max_label_names_per_series: 15,
    max_global_streams_per_user: 10_000,
    ingestion_rate_mb: MEGABYTES_PER_SECOND * replicas,
    ingestion_burst_size_mb: 2 * MEGABYTES_PER_SECOND * replicas,
    // Streams have no pod among their labels: what one writes faster than the limit lets it, Loki parts by a label of its own.
    shard_streams: { enabled: true },
    per_stream_rate_limit: '5MB',
    per_stream_rate_limit_burst: '20MB',
    max_line_size: '256KB',
    max_line_size_truncate: true,
    max_query_length: `${retentionDays}d`,
    // How far back anything can be asked for: what is kept and cannot be read might as well be gone.
    max_query_lookback: `${auditRetentionDays}d`,
    reject_old_samples: true,
    reject_old_samples_max_age: '7d',
    volume_enabled: true,
    // What has many values, such as messages, is ranked in a sketch of fixed size instead of by a series of each.
    shard_aggregations: ['approx_topk'],
  };
}
