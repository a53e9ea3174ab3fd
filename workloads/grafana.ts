import { blind, dashboard, row, workload } from '../signals';
import * as metrics from './grafana/metrics';
import { answers } from './grafana/objective';
import * as service from './grafana/service';
import { residentMemory } from './process-metrics';
import { sre } from './teams';

/** Where people look: does it open, and do the data sources answer? */
export const grafana = workload({
  name: 'grafana',
  title: 'Grafana',
  team: sre,
  scrape: service.scrape,
  metrics: { ...metrics, residentMemory },
  signals: [
    service.targets,
    service.errorRatio,
    service.traffic,
    service.latency,
    service.dataSourceErrors,
    service.dataSourceLatency,
    service.slow,
    service.memory,
  ],
  inhibitions: [blind(service.targets)],
  objectives: [answers],
  dashboards: [
    dashboard(
      'Grafana',
      { uid: 'grafana', description: 'Can people look, and does what they look at answer?' },
      row('Service', service.errorRatio, service.latency, service.traffic),
      row('Data sources', service.dataSourceErrors, service.dataSourceLatency, service.slow),
      row('Infrastructure', service.targets, service.memory),
    ),
  ],
});
