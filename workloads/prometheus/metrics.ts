import { any, counter, gauge } from '../../promql';

// Names, labels and meaning as in Prometheus v3.14.0: tsdb/db.go, cmd/prometheus/main.go, scrape/metrics.go.

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
