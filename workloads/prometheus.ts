import { dashboard, row, workload } from '../signals';
import * as metrics from './prometheus/metrics';
import * as scraping from './prometheus/scraping';
import * as storage from './prometheus/storage';
import { sre } from './teams';

/** Prometheus itself: does it see everything, and does it keep it long enough? */
export const prometheus = workload({
  name: 'prometheus',
  title: 'Prometheus',
  team: sre,
  scrape: scraping.scrape,
  metrics: {
    headSeries: metrics.headSeries,
    newestSample: metrics.newestSample,
    oldestSample: metrics.oldestSample,
    blockBytes: metrics.blockBytes,
    blockBytesLimit: metrics.blockBytesLimit,
    sizeRetentions: metrics.sizeRetentions,
    sampleLimitHits: metrics.sampleLimitHits,
    bodyLimitHits: metrics.bodyLimitHits,
    labelLimitHits: metrics.labelLimitHits,
    poolTargets: metrics.poolTargets,
    poolTargetLimit: metrics.poolTargetLimit,
  },
  // That a metric has more than 10,000 series is told by none of these: Prometheus counts them by name on a page only.
  signals: [
    scraping.targets,
    scraping.scrapeLimits,
    scraping.targetLimit,
    storage.history,
    storage.blocks,
    storage.series,
  ],
  dashboards: [
    dashboard(
      'Prometheus',
      {
        uid: 'prometheus',
        description:
          'Does Prometheus see everything that it should, and does it keep it for as long as objectives read back?',
      },
      row('Scraping', scraping.targets, scraping.scrapeLimits, scraping.targetLimit),
      row('Storage', storage.history, storage.blocks, storage.series),
    ),
  ],
});
