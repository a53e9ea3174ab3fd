import { AUDIT_SELECTOR, AUDIT_STREAM } from './audit';

/** How long log lines are kept, in days; the compactor deletes older ones. */
export interface LogRetention {
  readonly retentionDays: number;
  /** Lines of the audit stream. */
  readonly auditRetentionDays: number;
}

export interface LimitsProps extends LogRetention {
  /** How many replicas take lines in: rates are shared out among them. */
  readonly replicas: number;
}

/**
 * The resource attributes that make a stream: few, and of few values. All others (pod, instance, request) are attached to each
 * line, where they can be searched for: a stream for each of their values would make small chunks and a large index.
 */
const STREAM_ATTRIBUTES = [
  'service.namespace',
  'service.name',
  'deployment.environment.name',
  'k8s.namespace.name',
  'k8s.container.name',
  AUDIT_STREAM.attribute,
];

/** Of one replica. Its processor manages more; this is where a service that has gone wild is stopped. */
const MEGABYTES_PER_SECOND = 16;

/** The limits of Loki 3.7 in the one tenant that there is. */
export function limits({ retentionDays, auditRetentionDays, replicas }: LimitsProps) {
  const longest = Math.max(retentionDays, auditRetentionDays);
  return {
    retention_period: `${retentionDays}d`,
    retention_stream: [{ selector: AUDIT_SELECTOR, priority: 1, period: `${auditRetentionDays}d` }],
    // trace_id, request_id and user_id travel here: searchable, yet never a stream label.
    allow_structured_metadata: true,
    otlp_config: {
      resource_attributes: {
        ignore_defaults: true,
        attributes_config: [{ action: 'index_label', attributes: STREAM_ATTRIBUTES }],
      },
    },
    max_label_names_per_series: 15,
    max_global_streams_per_user: 10_000,
    ingestion_rate_mb: MEGABYTES_PER_SECOND * replicas,
    ingestion_burst_size_mb: 2 * MEGABYTES_PER_SECOND * replicas,
    per_stream_rate_limit: '5MB',
    per_stream_rate_limit_burst: '20MB',
    max_line_size: '256KB',
    max_line_size_truncate: true,
    max_query_length: `${retentionDays}d`,
    // How far back anything can be asked for: what is kept and cannot be read might as well be gone.
    max_query_lookback: `${longest}d`,
    reject_old_samples: true,
    reject_old_samples_max_age: '7d',
    volume_enabled: true,
  };
}
