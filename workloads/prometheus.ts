import { blind, dashboard, moreGeneral, row, workload } from '../signals';
import * as cardinality from './prometheus/cardinality';
import * as delivery from './prometheus/delivery';
import * as metrics from './prometheus/metrics';
import * as objectives from './prometheus/objectives';
import * as queries from './prometheus/queries';
import * as ruleMetrics from './prometheus/rule-metrics';
import * as rules from './prometheus/rules';
import * as scraping from './prometheus/scraping';
import * as storage from './prometheus/storage';
import { sre } from './teams';

/** Prometheus itself: does it see everything, does it keep it long enough, and do its alerts reach anybody? */
export const prometheus = workload({
  name: 'prometheus',
  title: 'Prometheus',
  team: sre,
  scrape: scraping.scrape,
  metrics: { ...metrics, ...ruleMetrics },
  recordings: [cardinality.largest, objectives.answering],
  signals: [
    scraping.targets,
    scraping.scrapeLimits,
    scraping.targetLimit,
    scraping.rejectedSamples,
    scraping.discovery,
    scraping.ingested,
    storage.history,
    storage.blocks,
    storage.diskTrouble,
    storage.corruption,
    storage.configuration,
    cardinality.series,
    cardinality.perMetric,
    cardinality.seriesGrowth,
    cardinality.samplesByJob,
    rules.failures,
    rules.missed,
    rules.duration,
    rules.evaluated,
    delivery.connected,
    delivery.errorRatio,
    delivery.lost,
    delivery.queue,
    queries.latency,
    queries.rate,
    queries.concurrency,
  ],
  inhibitions: [
    blind(scraping.targets),
    moreGeneral(delivery.connected, { than: [delivery.errorRatio, delivery.queue] }),
    moreGeneral(delivery.lost, { than: [delivery.errorRatio, delivery.queue] }),
    moreGeneral(rules.missed, { than: [rules.duration] }),
  ],
  objectives: [objectives.ingestion, objectives.queryLatency, objectives.ruleEvaluation],
  dashboards: [
    dashboard(
      'Prometheus',
      {
        uid: 'prometheus',
        description:
          'Does Prometheus see everything that it should, and does it keep it for as long as objectives read back?',
      },
      row('Queries', queries.latency, queries.rate, queries.concurrency),
      row('Scraping', scraping.targets, scraping.ingested, scraping.rejectedSamples, scraping.discovery),
      row('Storage', storage.history, storage.blocks, storage.diskTrouble, storage.corruption, storage.configuration),
    ),
    dashboard(
      'Prometheus cardinality',
      {
        uid: 'prometheus-cardinality',
        description: 'How many series there are, who brings them, and how near the limits are.',
      },
      row('Series', cardinality.series, cardinality.seriesGrowth),
      row('Who brings them', cardinality.perMetric, cardinality.samplesByJob),
      row('Limits', scraping.scrapeLimits, scraping.targetLimit),
    ),
    dashboard(
      'Prometheus rules and alerts',
      {
        uid: 'prometheus-rules',
        description: 'Are all rules evaluated in time, and do alerts reach the Alertmanagers?',
      },
      row('Alerts on their way', delivery.lost, delivery.errorRatio, delivery.queue, delivery.connected),
      row('Rules', rules.failures, rules.missed, rules.duration, rules.evaluated),
    ),
  ],
});
