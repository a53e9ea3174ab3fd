import { blind, dashboard, moreGeneral, row, workload } from '../signals';
import * as discarding from './loki/discarding';
import { logs } from './loki/logs';
import * as metrics from './loki/metrics';
import * as requests from './loki/requests';
import * as rules from './loki/rules';
import { scrape, targets } from './loki/scraping';
import * as storage from './loki/storage';
import { residentMemory, startTime } from './process-metrics';
import { sre } from './teams';

/** The logs: are they taken, found, kept, and deleted when their time has come? */
export const loki = workload({
  name: 'loki',
  title: 'Loki',
  team: sre,
  scrape,
  metrics: {
    ...metrics,
    residentMemory,
    startTime,
    evaluationsFailed: rules.evaluationsFailed,
    evaluationsMissed: rules.evaluationsMissed,
    alertsDropped: rules.alertsDropped,
    alertmanagersKnown: rules.alertmanagersKnown,
  },
  logs,
  signals: [
    targets,
    requests.errorRatio,
    requests.latency,
    requests.lag,
    discarding.refused,
    requests.lines,
    requests.volume,
    storage.ring,
    storage.compaction,
    storage.compactors,
    storage.failures,
    storage.waiting,
    storage.memoryStreams,
    rules.ruleFailures,
    rules.alertmanagers,
  ],
  inhibitions: [blind(targets), moreGeneral(storage.compactors, { than: [storage.compaction] })],
  objectives: [requests.objective],
  dashboards: [
    dashboard(
      'Loki',
      { uid: 'loki', description: 'Do logs come in and can they be found, and are they deleted in time?' },
      row('Logs', requests.errorRatio, requests.lag, discarding.refused, requests.lines),
      row('Service', requests.latency, storage.ring, targets),
      row('Storage', storage.failures, storage.waiting, storage.compaction, storage.compactors, storage.memoryStreams),
    ),
    dashboard(
      'Loki volume',
      {
        uid: 'loki-volume',
        description: 'How much is logged, what the bucket and the volumes are sized by; and do the rules on it work?',
      },
      row('Volume', requests.volume, requests.lines, storage.memoryStreams),
      row('Rules on log lines', rules.ruleFailures, rules.alertmanagers),
    ),
  ],
});
