import { any, counter, gauge, histogram, ratio, seconds } from '../../../promql';
import {
  above,
  by,
  dashboard,
  row,
  shown,
  signal,
  team,
  workload,
  type Examples,
  type Scrape,
  type Signal,
  type Workload,
} from '../../../signals';

/** A workload as small as one can be: three metrics, two signals, one dashboard. */
const model = ['fast', 'slow'] as const;

export const requests = counter('requests_total', {
  labels: { model, code: ['200', '500'] },
  unit: 'requests',
  help: 'Requests answered.',
});
export const latency = histogram('latency_seconds', {
  labels: { model },
  unit: 'seconds',
  buckets: [0.1, 0.5, 1],
  help: 'Time to answer.',
});
export const drift = histogram('drift', {
  labels: { model },
  unit: 'value',
  buckets: { by: 'model', of: { fast: [1], slow: [10] } },
  help: 'Distance.',
});
export const load = gauge('load_ratio', { labels: { model, node: any }, unit: 'ratio', help: 'Load.' });

export const scrape: Scrape = { job: 'api', namespace: 'web', port: 'metrics', interval: '15s' };
export const owner = team({ name: 'web', title: 'Web', slackChannel: '#web' });

/** What the rules under test make of the examples is another test's concern. */
export const example: Examples = {
  fires: { series: [], at: '10m', notYetAt: '1m', labels: {} },
  quiet: { series: [], at: '10m' },
};
const acting = (what: string) => ({ impact: 'Somebody waits.', nextSteps: [`See since when the API is ${what}.`] });

export const slow = {
  name: 'ApiSlow',
  title: 'P99 latency',
  description: (t) => `Slow above ${t.critical}, slowish above ${t.warning}.`,
  query: latency.rate().sumBy('model').quantile(0.99),
  critical: above(by('model', { fast: seconds(0.2), slow: seconds(0.5) })).for('5m'),
  warning: above(seconds(0.1)).for('10m'),
  examples: { critical: example, warning: example },
  ...acting('slow'),
} satisfies Parameters<typeof signal<'model', 'seconds'>>[0];

export const busy = {
  name: 'ApiBusy',
  title: 'Load',
  description: 'How busy it is.',
  query: load.maxBy('model'),
  warning: above(ratio(0.9)).for('5m'),
  examples: { warning: example },
  ...acting('busy'),
} satisfies Parameters<typeof signal<'model', 'ratio'>>[0];

export const apiSlow = signal(slow);
export const apiBusy = signal(busy);
export const traffic = shown({ name: 'ApiTraffic', title: 'Traffic', description: '', query: requests.rate().sumBy() });

/** A dashboard of these signals in one row. */
export const showing = (...signals: readonly Signal[]) =>
  dashboard('API', { uid: 'api', description: 'All of it.' }, row('Service', ...signals));

export const api = (changes: Partial<Workload> = {}): Workload =>
  workload({
    name: 'api',
    title: 'API',
    team: owner,
    scrape,
    metrics: { requests, latency, load },
    signals: [apiSlow, apiBusy, traffic],
    dashboards: [showing(apiSlow, apiBusy, traffic)],
    ...changes,
  });
