import { any, counter, gauge, histogram } from '../../promql';

// Names, labels and meaning as Loki 3.7.6 exposes them (a single binary; all of its parts in each replica).

export const requests = histogram('loki_request_duration_seconds', {
  labels: { method: any, route: any, status_code: any, ws: ['true', 'false'] },
  unit: 'seconds',
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100],
  help: 'Time from request to answer, by route and status.',
});

export const linesReceived = counter('loki_distributor_lines_received_total', {
  labels: { format: any, is_internal_stream: any, policy: any, tenant: any },
  help: 'Lines that were sent, those that are discarded among them.',
});

export const bytesReceived = counter('loki_distributor_bytes_received_total', {
  labels: { format: any, is_internal_stream: any, policy: any, retention_hours: any, tenant: any },
  unit: 'bytes',
  help: 'Size of the lines that were sent.',
});

export const linesDiscarded = counter('loki_discarded_samples_total', {
  labels: { format: any, policy: any, reason: any, retention_hours: any, tenant: any },
  help: 'Lines that were refused, by the reason.',
});

export const lagMilliseconds = counter('loki_distributor_lag_ms_total', {
  labels: { format: any, tenant: any, userAgent: any },
  unit: 'value',
  help: 'How old the newest line of each push was, in milliseconds, added up.',
});

export const streams = gauge('loki_ingester_memory_streams', {
  labels: { tenant: any },
  unit: 'count',
  help: 'Streams that are held in memory.',
});

export const flushFailures = counter('loki_ingester_chunks_flush_failures_total', {
  help: 'Chunks that could not be written to the bucket.',
});

export const fullDisk = counter('loki_ingester_wal_disk_full_failures_total', {
  help: 'Writes to the write-ahead log that failed since the volume was full.',
});

export const checkpointsFailed = counter('loki_ingester_checkpoint_creations_failed_total', {
  help: 'Attempts to shorten the write-ahead log that failed.',
});

export const panics = counter('loki_panic_total', { help: 'Requests that ended in a fault of the program.' });

export const flushQueue = gauge('loki_ingester_flush_queue_length', {
  unit: 'count',
  help: 'Chunks that wait to be written to the bucket.',
});

export const ringMembers = gauge('loki_ring_members', {
  labels: { name: any, state: ['ACTIVE', 'JOINING', 'LEAVING', 'PENDING', 'Unhealthy'] },
  unit: 'count',
  help: 'Replicas by part and state, as each replica sees them.',
});

export const compactorRunning = gauge('loki_boltdb_shipper_compactor_running', {
  unit: 'count',
  help: '1 in the replica that compacts the index and deletes what is old, 0 in the others.',
});

export const compacted = gauge('loki_boltdb_shipper_compact_tables_operation_last_successful_run_timestamp_seconds', {
  unit: 'seconds',
  help: 'When the index was compacted last, since 1970; 0 in replicas that have not done it.',
});

export const retentionApplied = gauge('loki_compactor_apply_retention_last_successful_run_timestamp_seconds', {
  unit: 'seconds',
  help: 'When what is too old was marked for deletion last, since 1970; 0 in replicas that have not done it.',
});
