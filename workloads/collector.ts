import { dashboard, moreGeneral, row, workload } from '../signals';
import * as deciding from './collector/deciding';
import * as losing from './collector/losing';
import * as metrics from './collector/metrics';
import { intake } from './collector/objective';
import * as receiving from './collector/receiving';
import * as samplingMetrics from './collector/sampling-metrics';
import * as sending from './collector/sending';
import { spanSeries } from './collector/span-series';
import { agent, agentTargets, gateway, gatewayTargets, sampler, samplerTargets } from './collector/tiers';
import * as undecided from './collector/undecided';
import { containerRestarts } from './kubernetes/metrics';
import { spanCalls } from './spans';
import { sre } from './teams';

const {
  spansAccepted,
  spansRefused,
  spansSent,
  spansNotSent,
  spansNotQueued,
  queueSize,
  queueCapacity,
  memory,
  uptime,
} = metrics;
const { linesAccepted, linesRefused, linesSent, linesNotSent, linesNotQueued, backends, backendOutcome } = metrics;
const lines = { linesAccepted, linesRefused, linesSent, linesNotSent, linesNotQueued };
const queues = { queueSize, queueCapacity };
const spans = { spansAccepted, spansRefused, spansSent, spansNotSent, spansNotQueued, ...queues, memory, uptime };

/** How traces and logs come in, in three tiers: is anything refused, kept waiting, or lost on the way? */
export const collector = workload({
  name: 'collector',
  title: 'Collectors',
  team: sre,
  scrape: gateway,
  metrics: { ...spans, backends, backendOutcome },
  parts: [
    { scrape: agent, metrics: { ...spans, ...lines } },
    { scrape: sampler, metrics: { ...spans, ...samplingMetrics } },
  ],
  reads: [containerRestarts, spanCalls],
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
    losing.lost,
    sending.samplersKnown,
    sending.batches,
    sending.sentSpans,
    sending.sentLines,
    undecided.droppedEarly,
    undecided.killed,
    spanSeries,
    deciding.keptByPolicy,
    deciding.tracesTaken,
    deciding.waiting,
    deciding.waited,
    deciding.decisionTime,
    deciding.late,
  ],
  inhibitions: [
    moreGeneral(samplerTargets, { than: [sending.samplersKnown, undecided.killed], from: 'critical' }),
    moreGeneral(losing.lost, { than: [sending.queue, receiving.spansTurnedAway, receiving.linesTurnedAway] }),
  ],
  objectives: [intake],
  dashboards: [
    dashboard(
      'Collectors',
      {
        uid: 'collectors',
        description: 'Do traces and logs come through all three tiers, and what is lost on the way?',
      },
      row('Lost and late', losing.lost, sending.queue, receiving.spansTurnedAway, receiving.linesTurnedAway),
      row('Spans', receiving.spans, sending.sentSpans, sending.samplersKnown, sending.batches),
      row('Infrastructure', agentTargets, gatewayTargets, samplerTargets, receiving.memoryUsed),
    ),
    dashboard(
      'Collectors: sampling',
      {
        uid: 'collectors-sampling',
        description: 'Are the right traces kept, and is there room for all until it is decided?',
      },
      row('Lost', undecided.droppedEarly, undecided.killed, spanSeries),
      row('Kept', deciding.keptByPolicy, deciding.tracesTaken, deciding.late),
      row('Waiting', deciding.waiting, deciding.waited, deciding.decisionTime),
    ),
    dashboard(
      'Collectors: logs',
      { uid: 'collectors-logs', description: 'Do the lines of all nodes reach Loki?' },
      row('Lines', receiving.linesTaken, sending.sentLines, receiving.linesTurnedAway),
    ),
  ],
});
