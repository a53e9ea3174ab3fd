import { critical, warning, type Case } from '../case';

export const PIPELINE: readonly Case[] = [
  {
    incident: 'etl-stall',
    workloads: ['stdf-etl'],
    lasts: 75,
    resolves: 15,
    expected: [
      critical('StdfEtlThroughputLow', 16, '10 m below 5 files a minute, and what a rate over 5 m takes to get there'),
      critical('StdfEtlNoJobFinished', 64, 'an hour without a job'),
    ],
  },
  {
    incident: 'slow-parser',
    workloads: ['stdf-etl'],
    lasts: 30,
    resolves: 15,
    expected: [critical('StdfEtlParsingLatencyP95', 15, '10 m above 500 ms')],
  },
  {
    incident: 'bad-files',
    workloads: ['stdf-etl'],
    lasts: 30,
    resolves: 15,
    expected: [critical('StdfEtlErrorRatio', 9, '5 m above 1 %')],
  },
  {
    incident: 'db-pool-exhausted',
    workloads: ['stdf-etl'],
    lasts: 30,
    resolves: 15,
    expected: [
      warning('StdfEtlDatabaseConnections', 12, '10 m above 90 %'),
      critical('StdfEtlThroughputLow', 16, '10 m below 5 files a minute'),
    ],
  },
  {
    incident: 'memory-leak',
    workloads: ['stdf-etl'],
    lasts: 120,
    resolves: 5,
    expected: [warning('StdfEtlParserMemory', 90, '10 m above 90 %, which the leak reaches after 75')],
  },
];
