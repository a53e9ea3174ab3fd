import { DECISION_SECONDS, SAMPLING } from '../../telemetry/sampling';
import { shown } from '../../signals';
import { own } from '../stack';
import {
  decisionMilliseconds,
  lateSpans,
  timeWaited,
  tracesByPolicy,
  tracesDecided,
  tracesSeen,
  tracesWaiting,
} from './sampling-metrics';
import { sampler } from './tiers';

const mine = own(sampler);
const decided = tracesDecided.where(mine).rate().sumBy();

export const keptByPolicy = shown({
  name: 'CollectorTracesKeptByPolicy',
  title: 'Traces kept, by what keeps them',
  description: `Share of all traces that are kept, by the first line that keeps them: ${SAMPLING.map(({ name }) => name).join(', ')}. They add up to the share of all that Jaeger gets.`,
  query: tracesByPolicy
    .where({ ...mine, sampled: 'true' })
    .rate()
    .sumBy('policy')
    .on()
    .left()
    .div(decided.positive()),
});

export const tracesTaken = shown({
  name: 'CollectorTracesSeen',
  title: 'New traces',
  description: 'Traces a second of which a sampler sees the first span. Each is decided on once, kept or not.',
  query: tracesSeen.where(mine).rate().sumBy('pod'),
});

export const waiting = shown({
  name: 'CollectorTracesWaiting',
  title: 'Traces that wait',
  description: `Traces in the memory of each sampler: those of the last ${DECISION_SECONDS} s. Where they reach its bufferedTraces (docs/sizing.md), the oldest are dropped undecided.`,
  query: tracesWaiting.where(mine).maxBy('pod'),
});

export const waited = shown({
  name: 'CollectorTracesWaited',
  title: 'Time that traces wait',
  description: `How long traces are in the memory of a sampler on average. ${DECISION_SECONDS} s are right; less, and its buffer is too small or it was told to stop.`,
  query: timeWaited.where(mine).rate().sumBy('pod').mean(),
});

export const decisionTime = shown({
  name: 'CollectorDecisionTime',
  title: 'Time to decide',
  description:
    'How long a sampler takes each second to decide on the traces whose time has come, P99. Near a second, it does not keep up.',
  query: decisionMilliseconds.where(mine).rate().sumBy('pod').quantile(0.99).div(1000).as('seconds'),
});

export const late = shown({
  name: 'CollectorLateSpans',
  title: 'Late spans',
  description:
    'Spans a second that come after the decision on their trace, and are kept or not as it was. Many, and a service or a queue on the way holds them back.',
  query: lateSpans.where(mine).rate().sumBy('sampled'),
});
