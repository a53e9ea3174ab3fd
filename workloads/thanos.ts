import { dashboard, moreGeneral, row, workload } from '../signals';
import { sre } from './teams';
import * as bucket from './thanos/bucket';
import * as metrics from './thanos/metrics';
import { answers } from './thanos/objective';
import { compactor, frontend, query, sidecar, store } from './thanos/parts';
import * as querying from './thanos/querying';

const { bucketOperations, bucketFailures, lastUpload, uploads, uploadFailures } = metrics;
const { halted, iterations, todo, cleanupFailures, collectionFailures } = metrics;
const { blocksLoaded, blockLoadFailures, requests, storesKnown } = metrics;
const ofTheBucket = { bucketOperations, bucketFailures, lastUpload };

/**
 * The past in a bucket: is it written, kept in order, and found? The global query of one environment is watched where it is asked
 * from, with the regions.
 */
export const thanos = workload({
  name: 'thanos',
  title: 'Thanos',
  team: sre,
  scrape: sidecar.scrape,
  metrics: { ...ofTheBucket, uploads, uploadFailures },
  parts: [
    { scrape: store.scrape, metrics: { ...ofTheBucket, blocksLoaded, blockLoadFailures } },
    {
      scrape: compactor.scrape,
      metrics: { ...ofTheBucket, halted, iterations, todo, cleanupFailures, collectionFailures },
    },
    { scrape: query.scrape, metrics: { requests, storesKnown } },
    { scrape: frontend.scrape, metrics: { requests } },
  ],
  signals: [
    sidecar.targets,
    store.targets,
    compactor.targets,
    query.targets,
    frontend.targets,
    bucket.errors,
    bucket.uploadGap,
    bucket.uploadTrouble,
    bucket.uploadRate,
    bucket.haltedNow,
    bucket.compactions,
    bucket.backlog,
    bucket.cleaning,
    querying.errors,
    querying.latency,
    querying.slow,
    querying.stores,
    querying.loading,
    querying.blocks,
  ],
  inhibitions: [
    moreGeneral(bucket.errors, { than: [bucket.uploadGap, bucket.uploadTrouble, bucket.cleaning, querying.loading] }),
    moreGeneral(bucket.haltedNow, { than: [bucket.compactions, bucket.cleaning] }),
    moreGeneral(sidecar.targets, { than: [bucket.uploadGap, bucket.uploadTrouble], from: 'critical' }),
    moreGeneral(query.targets, { than: [querying.errors, querying.slow, querying.stores], from: 'critical' }),
  ],
  objectives: [answers],
  dashboards: [
    dashboard(
      'Thanos',
      { uid: 'thanos', description: 'Is the past written to the bucket, kept in order there, and found?' },
      row('Queries', querying.errors, querying.latency, querying.slow, querying.stores),
      row('Bucket', bucket.errors, bucket.uploadGap, bucket.haltedNow),
      row('Targets', sidecar.targets, store.targets, compactor.targets, query.targets, frontend.targets),
    ),
    dashboard(
      'Thanos bucket',
      { uid: 'thanos-bucket', description: 'What is uploaded, compacted, deleted and loaded.' },
      row('Upload', bucket.uploadGap, bucket.uploadTrouble, bucket.uploadRate),
      row('Compaction', bucket.compactions, bucket.backlog, bucket.cleaning),
      row('Store', querying.blocks, querying.loading),
    ),
  ],
});
