import { any, counter, gauge, histogram } from '../../promql';

export const filesProcessed = counter('stdf_files_processed_total', {
  labels: { status: ['success', 'error'] },
  unit: 'files',
  help: 'STDF files that the pipeline is done with, by how it went.',
});

export const parsingLatency = histogram('stdf_parsing_latency_seconds', {
  unit: 'seconds',
  buckets: [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5],
  help: 'Time that the parser takes for a block of records.',
});

export const parseErrors = counter('stdf_parse_errors_total', {
  labels: { reason: any },
  help: 'Records that could not be parsed, by the reason.',
});

export const jobDuration = histogram('stdf_job_duration_seconds', {
  unit: 'seconds',
  buckets: [60, 300, 600, 900, 1200, 1800, 2700, 3600, 7200],
  help: 'Time from taking a file to its last record in the database, of jobs that succeed.',
});

export const jobs = counter('stdf_jobs_total', {
  labels: { status: ['success', 'error'] },
  help: 'Jobs that have ended, by how it went.',
});

export const recordsParsed = counter('stdf_records_parsed_total', {
  labels: { record_type: any },
  help: 'Records read from STDF files, by their type (PTR, FTR, PRR, …).',
});

export const queueFiles = gauge('stdf_queue_files', {
  unit: 'files',
  help: 'Files that wait to be processed.',
});

export const dbConnections = gauge('stdf_db_connections', {
  labels: { state: ['used', 'idle'] },
  unit: 'count',
  help: 'Connections in the pool to PostgreSQL, by what they do.',
});

export const dbConnectionsMax = gauge('stdf_db_connections_max', {
  unit: 'count',
  help: 'Connections that the pool may have.',
});

export const yieldPredictions = counter('yield_predictions_total', {
  help: 'Predictions of yield that the pipeline has stored with the results.',
});
