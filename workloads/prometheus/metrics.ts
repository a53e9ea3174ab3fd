import { any, counter, gauge, nativeHistogram } from '../../promql';

// Names, labels and meaning as in Prometheus v3.14.0: tsdb/db.go, tsdb/wlog, cmd/prometheus/main.go, scrape/metrics.go,
// discovery, web/web.go.

export const headSeries = gauge('prometheus_tsdb_head_series', {
  unit: 'count',
  help: 'Series of the last hours, which are kept in memory.',
});

export const newestSample = gauge('prometheus_tsdb_head_max_time_seconds', {
  unit: 'seconds',
  help: 'Time of the newest sample, since 1970.',
});

export const oldestSample = gauge('prometheus_tsdb_lowest_timestamp_seconds', {
  unit: 'seconds',
  help: 'Time of the oldest sample, since 1970.',
});

export const blockBytes = gauge('prometheus_tsdb_storage_blocks_bytes', {
  unit: 'bytes',
  help: 'Size of all blocks, without the write-ahead log.',
});

export const blockBytesLimit = gauge('prometheus_tsdb_retention_limit_bytes', {
  unit: 'bytes',
  help: 'Above it the oldest blocks are deleted; 0 for no limit.',
});

export const sizeRetentions = counter('prometheus_tsdb_size_retentions_total', {
  help: 'Times that blocks were deleted for the size of all.',
});

export const compactionsFailed = counter('prometheus_tsdb_compactions_failed_total', {
  help: 'Attempts to make blocks of what is in memory, or larger ones of small ones, that failed.',
});

export const reloadsFailed = counter('prometheus_tsdb_reloads_failures_total', {
  help: 'Attempts to read the blocks on disk anew that failed.',
});

export const walWritesFailed = counter('prometheus_tsdb_wal_writes_failed_total', {
  help: 'Writes to the write-ahead log that failed.',
});

export const walCorruptions = counter('prometheus_tsdb_wal_corruptions_total', {
  help: 'Places at which the write-ahead log could not be read any further.',
});

export const samplesAppended = counter('prometheus_tsdb_head_samples_appended_total', {
  labels: { type: ['float', 'histogram'] },
  help: 'Samples that were stored.',
});

export const sampleLimitHits = counter('prometheus_target_scrapes_exceeded_sample_limit_total', {
  unit: 'requests',
  help: 'Scrapes that brought too many samples, and were rejected.',
});

export const bodyLimitHits = counter('prometheus_target_scrapes_exceeded_body_size_limit_total', {
  unit: 'requests',
  help: 'Scrapes whose body was too large, and that were rejected.',
});

export const labelLimitHits = counter('prometheus_target_scrape_pool_exceeded_label_limits_total', {
  unit: 'requests',
  help: 'Scrapes with a sample of too many or too long labels, and that were rejected.',
});

export const duplicateSamples = counter('prometheus_target_scrapes_sample_duplicate_timestamp_total', {
  help: 'Samples of a series that had another value at the same time, and were rejected.',
});

export const lateSamples = counter('prometheus_target_scrapes_sample_out_of_order_total', {
  help: 'Samples older than the last one of their series, and that were rejected.',
});

export const farSamples = counter('prometheus_target_scrapes_sample_out_of_bounds_total', {
  help: 'Samples with times far from now, and that were rejected.',
});

export const poolTargets = gauge('prometheus_target_scrape_pool_targets', {
  labels: { scrape_job: any },
  unit: 'count',
  help: 'Targets that a monitor has.',
});

export const poolTargetLimit = gauge('prometheus_target_scrape_pool_target_limit', {
  labels: { scrape_job: any },
  unit: 'count',
  help: 'Targets that a monitor may have; 0 for no limit.',
});

export const syncsFailed = counter('prometheus_target_sync_failed_total', {
  labels: { scrape_job: any },
  help: 'Targets of a monitor that could not be made of what was discovered.',
});

export const poolsFailed = counter('prometheus_target_scrape_pools_failed_total', {
  help: 'Monitors for which no scrape could be set up.',
});

export const discoveryFailures = counter('prometheus_sd_kubernetes_failures_total', {
  help: 'Lists and watches of the Kubernetes API that failed.',
});

export const configReloaded = gauge('prometheus_config_last_reload_successful', {
  unit: 'ratio',
  help: '1 if the configuration that is there was taken, 0 if it was refused and the one before is still used.',
});

export const requestDuration = nativeHistogram('prometheus_http_request_duration_seconds', {
  labels: { handler: any },
  unit: 'seconds',
  help: 'Time from request to answer.',
});

export const runningQueries = gauge('prometheus_engine_queries', {
  unit: 'count',
  help: 'Queries that run or wait, those of rules among them.',
});

export const queryLimit = gauge('prometheus_engine_queries_concurrent_max', {
  unit: 'count',
  help: 'Queries that may run at a time.',
});
