import { blind, dashboard, moreGeneral, row, workload } from '../signals';
import { containerLimits, containerMemory } from './kubernetes/metrics';
import { logs } from './stdf-etl/logs';
import * as metrics from './stdf-etl/metrics';
import * as objectives from './stdf-etl/objectives';
import * as parsing from './stdf-etl/parsing';
import * as pipeline from './stdf-etl/pipeline';
import * as resources from './stdf-etl/resources';
import { testData } from './teams';

/** The batch pipeline that brings the testers' files into the database: files of up to 10 GB, 1.5 million records each. */
export const stdfEtl = workload({
  name: 'stdf-etl',
  title: 'STDF pipeline',
  team: testData,
  scrape: pipeline.scrape,
  services: ['stdf-parser', 'stdf-etl', 'api-gateway', 'ml-model-serving', 'feature-store'],
  logs,
  metrics: {
    filesProcessed: metrics.filesProcessed,
    parsingLatency: metrics.parsingLatency,
    parseErrors: metrics.parseErrors,
    jobDuration: metrics.jobDuration,
    jobs: metrics.jobs,
    recordsParsed: metrics.recordsParsed,
    queueFiles: metrics.queueFiles,
    dbConnections: metrics.dbConnections,
    dbConnectionsMax: metrics.dbConnectionsMax,
    yieldPredictions: metrics.yieldPredictions,
  },
  reads: [containerMemory, containerLimits],
  recordings: [pipeline.waitingFiles],
  signals: [
    pipeline.throughput,
    pipeline.queue,
    pipeline.jobsFinished,
    pipeline.errorRatio,
    pipeline.jobDurationP95,
    pipeline.predictions,
    pipeline.targets,
    parsing.parsingP95,
    parsing.parsingByTime,
    parsing.errorsByReason,
    parsing.recordsByType,
    resources.connections,
    resources.memory,
  ],
  inhibitions: [
    blind(pipeline.targets),
    // Files that fail are late as well, and a pipeline that stalls does so at every one of its stages.
    moreGeneral(pipeline.errorRatio, { than: [pipeline.throughput, pipeline.jobsFinished, parsing.parsingP95] }),
    moreGeneral(pipeline.throughput, { than: [pipeline.jobsFinished, parsing.parsingP95], from: 'critical' }),
  ],
  objectives: [objectives.jobsInTime, objectives.filesParsed],
  dashboards: [
    dashboard(
      'STDF pipeline',
      {
        uid: 'stdf-pipeline',
        description:
          'Do test results arrive, complete and in time? Top to bottom: files, jobs and parsing, what the pipeline runs on.',
      },
      row('Files', pipeline.throughput, pipeline.queue, pipeline.errorRatio, pipeline.predictions),
      row('Jobs', pipeline.jobsFinished, pipeline.jobDurationP95),
      row('Parsing', parsing.parsingP95, parsing.parsingByTime),
      row('Infrastructure', pipeline.targets, resources.connections, resources.memory),
    ),
    dashboard(
      'STDF parsing',
      {
        uid: 'stdf-parsing',
        description: 'What is in the files, and what of it cannot be read?',
      },
      row('Parser', parsing.parsingP95, resources.memory),
      row('Records', parsing.recordsByType, parsing.errorsByReason),
    ),
  ],
});
