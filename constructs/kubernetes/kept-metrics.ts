/**
 * What is kept of programs that expose far more than anybody reads: regular expressions, each for the whole name of a metric, in
 * the names of Kubernetes 1.36. Whoever wants to read more adds it here.
 */

const PROCESS = [
  'process_cpu_seconds_total',
  'process_resident_memory_bytes',
  'process_start_time_seconds',
  'go_goroutines',
];
const CLIENT = ['rest_client_requests_total'];
const VERSION = ['kubernetes_build_info'];

/** Of containers: a third of what cAdvisor tells, which is some 60 series a container. */
export const CADVISOR_METRICS: readonly string[] = [
  'container_cpu_usage_seconds_total',
  'container_cpu_cfs_(periods|throttled_periods|throttled_seconds)_total',
  'container_memory_(working_set_bytes|rss|cache|usage_bytes|swap)',
  'container_oom_events_total',
  'container_fs_(usage_bytes|limit_bytes)',
  'container_fs_(reads|writes)(_bytes)?_total',
  'container_network_(receive|transmit)_(bytes|packets|packets_dropped|errors)_total',
  'container_pressure_(cpu|memory|io)_(waiting|stalled)_seconds_total',
  'container_processes',
  'container_start_time_seconds',
  'machine_(cpu_cores|memory_bytes)',
];

export const KUBELET_METRICS: readonly string[] = [
  'kubelet_volume_stats_(capacity|available|used)_bytes',
  'kubelet_volume_stats_inodes(_free|_used)?',
  'kubelet_node_name',
  'kubelet_(running|desired|active)_(pods|containers)',
  'kubelet_started_(pods|containers)(_errors)?_total',
  'kubelet_(evictions|preemptions)',
  'kubelet_pleg_(relist_duration_seconds_(bucket|sum|count)|last_seen_seconds)',
  'kubelet_pod_worker_duration_seconds_(bucket|sum|count)',
  'kubelet_pod_start_sli_duration_seconds_(bucket|sum|count)',
  'kubelet_runtime_operations(_errors)?_total',
  'kubelet_certificate_manager_(client|server)_ttl_seconds',
  'kubelet_(client|server)_expiration_renew_errors',
  'storage_operation_duration_seconds_(sum|count)',
  ...CLIENT,
  ...PROCESS,
  ...VERSION,
];

export const API_SERVER_METRICS: readonly string[] = [
  'apiserver_request_total',
  'apiserver_request_sli_duration_seconds_(bucket|sum|count)',
  'apiserver_request_(terminations|aborts)_total',
  'apiserver_current_(inflight|inqueue)_requests',
  'apiserver_flowcontrol_(rejected_requests_total|current_inqueue_requests|request_concurrency_limit)',
  'apiserver_(admission_webhook_(rejection_count|fail_open_count|request_total))',
  'apiserver_admission_webhook_admission_duration_seconds_(sum|count)',
  'apiserver_client_certificate_expiration_seconds_(bucket|count)',
  'apiserver_(storage|resource)_objects',
  'apiserver_storage_size_bytes',
  'aggregator_unavailable_apiservice(_total)?',
  'etcd_request_duration_seconds_(sum|count)',
  'etcd_request_errors_total',
  'workqueue_(adds|retries)_total',
  'workqueue_depth',
  ...CLIENT,
  ...PROCESS,
  ...VERSION,
];

/** The bounds of the API server's latency buckets that no objective of Kubernetes' own (1, 5 and 30 s) and no graph needs. */
export const API_SERVER_BUCKETS_LEFT_OUT =
  'apiserver_request_sli_duration_seconds_bucket;(0\\.05|0\\.2|0\\.6|0\\.8|1\\.25|1\\.5|(2|3|4|6|8|15|20|45)(\\.0)?)';
