import { percent } from '../../promql';
import { notFailing } from '../../signals';
import { spansAccepted, spansRefused } from './metrics';
import { spansTurnedAway } from './receiving';
import { agent } from './tiers';

const own = { job: agent.job, namespace: agent.namespace };

export const intake = notFailing({
  id: 'span-intake',
  title: 'Spans from services',
  promise: 'of spans that services send are taken at once',
  objective: percent(99.5),
  good: spansAccepted.where(own),
  failed: spansRefused.where(own),
  // Agents that are away are an alert of their own.
  missing: 'not counted',
  signals: [spansTurnedAway],
  impact:
    'Services keep what is refused for seconds and drop it then: traces have holes, and what is counted from spans is too low.',
  nextSteps: [
    'On the dashboard Collectors, see whether queues are full: then the tier behind is slow, and its dashboard says why.',
    'If memory is the reason, raise sizes.collectorAgent in the file of the environment.',
    'If one service sends most of the spans, agree with its team on fewer: a span for each die is too many.',
  ],
});
