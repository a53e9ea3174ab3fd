import { dashboard, moreGeneral, row, workload } from '../signals';
import * as metrics from './collector/metrics';
import { intake } from './collector/objective';
import * as receiving from './collector/receiving';
import * as sending from './collector/sending';
import { agent, agentTargets, gateway, gatewayTargets, sampler, samplerTargets } from './collector/tiers';
import { sre } from './teams';

const { spansAccepted, spansRefused, spansSent, spansNotSent, spansNotQueued, queueSize, queueCapacity, memory } =
  metrics;
const { linesAccepted, linesRefused, linesSent, linesNotSent, backends, backendOutcome } = metrics;
const spans = { spansAccepted, spansRefused, spansSent, spansNotSent, spansNotQueued, memory };

/** How traces and logs come in, in three tiers: is anything refused, kept waiting, or lost on the way? */
export const collector = workload({
  name: 'collector',
  title: 'Collectors',
  team: sre,
  // The queues of a gateway belong to what it makes for each sampler, and are not exposed.
  scrape: gateway,
  metrics: { ...spans, backends, backendOutcome },
  parts: [
    {
      scrape: agent,
      metrics: { ...spans, linesAccepted, linesRefused, linesSent, linesNotSent, queueSize, queueCapacity },
    },
    { scrape: sampler, metrics: { ...spans, queueSize, queueCapacity } },
  ],
  signals: [
    agentTargets,
    gatewayTargets,
    samplerTargets,
    receiving.spansTurnedAway,
    receiving.linesTurnedAway,
    receiving.spans,
    receiving.linesTaken,
    receiving.memoryUsed,
    sending.queue,
    sending.lost,
    sending.samplersKnown,
    sending.batches,
    sending.sentSpans,
    sending.sentLines,
  ],
  inhibitions: [
    moreGeneral(samplerTargets, { than: [sending.samplersKnown], from: 'critical' }),
    moreGeneral(sending.lost, { than: [sending.queue, receiving.spansTurnedAway, receiving.linesTurnedAway] }),
  ],
  objectives: [intake],
  dashboards: [
    dashboard(
      'Collectors',
      {
        uid: 'collectors',
        description: 'Do traces and logs come through all three tiers, and what is lost on the way?',
      },
      row('Lost and late', sending.lost, sending.queue, receiving.spansTurnedAway, receiving.linesTurnedAway),
      row('Spans', receiving.spans, sending.sentSpans, sending.samplersKnown, sending.batches),
      row('Infrastructure', agentTargets, gatewayTargets, samplerTargets, receiving.memoryUsed),
    ),
    dashboard(
      'Collectors: logs',
      { uid: 'collectors-logs', description: 'Do the lines of all nodes reach Loki?' },
      row('Lines', receiving.linesTaken, sending.sentLines, receiving.linesTurnedAway),
    ),
  ],
});
