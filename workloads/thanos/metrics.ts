import { any, counter, gauge, histogram } from '../../promql';

// Names, labels and meaning as Thanos 0.42.4 exposes them.

const OPERATIONS = ['attributes', 'delete', 'exists', 'get', 'get_range', 'iter', 'upload'] as const;

// In every part that has the bucket.
export const bucketOperations = counter('thanos_objstore_bucket_operations_total', {
  labels: { bucket: any, operation: OPERATIONS },
  unit: 'requests',
  help: 'Requests to the bucket, by what was asked for.',
});

export const bucketFailures = counter('thanos_objstore_bucket_operation_failures_total', {
  labels: { bucket: any, operation: OPERATIONS },
  unit: 'requests',
  help: 'Requests to the bucket that failed.',
});

// The sidecar.
export const lastUpload = gauge('thanos_objstore_bucket_last_successful_upload_time', {
  labels: { bucket: any },
  unit: 'seconds',
  help: 'When something was uploaded last, since 1970; 0 where nothing has been since the start.',
});

export const uploads = counter('thanos_shipper_uploads_total', { help: 'Blocks that were uploaded.' });

export const uploadFailures = counter('thanos_shipper_upload_failures_total', {
  help: 'Blocks that could not be uploaded.',
});

// The compactor.
export const halted = gauge('thanos_compact_halted', {
  unit: 'count',
  help: '1 once it has met blocks that it does not understand, and stopped.',
});

export const iterations = counter('thanos_compact_iterations_total', {
  help: 'Times that all that there was to do has been done.',
});

export const todo = gauge('thanos_compact_todo_compactions', {
  unit: 'count',
  help: 'Groups of blocks that wait to be compacted.',
});

export const cleanupFailures = counter('thanos_compact_block_cleanup_failures_total', {
  help: 'Blocks that could not be deleted.',
});

export const collectionFailures = counter('thanos_compact_garbage_collection_failures_total', {
  help: 'Attempts to mark what is superfluous that failed.',
});

// The store.
export const blocksLoaded = gauge('thanos_bucket_store_blocks_loaded', {
  unit: 'count',
  help: 'Blocks of the bucket that can be asked.',
});

export const blockLoadFailures = counter('thanos_bucket_store_block_load_failures_total', {
  help: 'Blocks of the bucket that could not be read.',
});

// Query and query frontend.
export const requests = histogram('http_request_duration_seconds', {
  labels: { code: any, handler: any, method: any, tenant: any },
  unit: 'seconds',
  buckets: [0.001, 0.01, 0.1, 0.3, 0.6, 1, 3, 6, 9, 20, 30, 60, 90, 120, 240, 360, 720],
  help: 'Time from request to answer, by status.',
});

export const storesKnown = gauge('thanos_store_nodes_grpc_connections', {
  labels: { external_labels: any, store_type: ['sidecar', 'store'] },
  unit: 'count',
  help: 'Sidecars and stores that queries are passed on to.',
});
