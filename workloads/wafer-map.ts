import { blind, dashboard, moreGeneral, row, workload } from '../signals';
import * as processMetrics from './process-metrics';
import * as spans from './spans';
import { testData } from './teams';
import { logs } from './wafer-map/logs';
import * as objectives from './wafer-map/objectives';
import * as process from './wafer-map/process';
import * as rendering from './wafer-map/rendering';
import * as services from './wafer-map/services';

/** The service that draws wafer maps. It has no metrics of its own but its process's: it is watched by its spans. */
export const waferMap = workload({
  name: 'wafer-map',
  title: 'Wafer map',
  team: testData,
  scrape: rendering.scrape,
  services: services.PATH,
  logs,
  metrics: {
    cpuSeconds: processMetrics.cpuSeconds,
    residentMemory: processMetrics.residentMemory,
    openFiles: processMetrics.openFiles,
    openFilesLimit: processMetrics.openFilesLimit,
    startTime: processMetrics.startTime,
  },
  parts: [
    {
      scrape: rendering.spanScrape,
      metrics: {
        spanCalls: spans.spanCalls,
        spanDuration: spans.spanDuration,
        keptSpanDuration: spans.keptSpanDuration,
      },
    },
  ],
  signals: [
    rendering.throughput,
    rendering.errorRatio,
    rendering.latencyP95,
    rendering.latencyHeatmap,
    rendering.targets,
    rendering.spanTargets,
    services.shareByService,
    services.shareByOperation,
    services.serviceLatencyP95,
    services.spanRate,
    services.spanErrorRatio,
    services.spanLatencyP95,
    process.cpu,
    process.memory,
    process.uptime,
    process.fileDescriptors,
  ],
  inhibitions: [
    blind(rendering.targets),
    // What fails fast or slowly: latency and errors together are one incident.
    moreGeneral(rendering.errorRatio, { than: [rendering.latencyP95] }),
  ],
  objectives: [objectives.renderings],
  dashboards: [
    dashboard(
      'Wafer-map tracing',
      {
        uid: 'wafer-map',
        description:
          'Do engineers get their maps, and where does the time go? Top to bottom: renderings, the services on their path, the process.',
      },
      row('Renderings', rendering.throughput, rendering.errorRatio, rendering.latencyP95, rendering.latencyHeatmap),
      row('Where the time goes', services.shareByService, services.shareByOperation, services.serviceLatencyP95),
      row('Infrastructure', rendering.targets, rendering.spanTargets, process.cpu, process.memory),
    ),
    dashboard(
      'Wafer-map services',
      {
        uid: 'wafer-map-services',
        description:
          'Rate, errors and duration of every operation of the services chosen, and the process of the wafer map.',
        variables: ['service_name'],
      },
      row('Operations', services.spanRate, services.spanErrorRatio, services.spanLatencyP95),
      row('Process of the wafer map', process.fileDescriptors, process.uptime),
    ),
  ],
});
