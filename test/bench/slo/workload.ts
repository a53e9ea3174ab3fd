import { any, counter, percent } from '../../../promql';
import { availability, team, workload, type Workload } from '../../../signals';
import { MODELS, PODS } from './counters';

const predictions = counter('ml_predictions_total', {
  labels: { model: MODELS, version: any, result: ['success', 'error'] },
  unit: 'requests',
  help: 'Predictions answered, by result.',
});

/** What both generators are given: the name of the objective and its target. */
export const OBJECTIVE = { id: 'availability', percent: 99.9 } as const;

/** A workload that promises this and nothing else; it shows nothing and has no other alerts. */
export const served: Workload = workload({
  name: 'served',
  title: 'Predictions served',
  team: team({ name: 'bench', title: 'Bench', slackChannel: '#bench' }),
  scrape: { job: 'served', namespace: 'bench', port: 'metrics', interval: '15s', targets: PODS },
  metrics: { predictions },
  signals: [],
  objectives: [
    availability({
      id: OBJECTIVE.id,
      title: 'Availability',
      promise: 'predictions are answered',
      objective: percent(OBJECTIVE.percent),
      events: predictions,
      bad: { result: 'error' },
      missing: 'bad',
      impact: 'None: nobody is served here.',
      nextSteps: ['Read the report of the bench.'],
    }),
  ],
  dashboards: [],
});
