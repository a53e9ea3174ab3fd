import { any, counter, gauge, histogram, print, record, type AnyVector, type PrintContext } from '../../../promql';

/** A small catalog with one of each kind, for the tests of the language alone. */
export const requests = counter('http_requests_total', {
  labels: { route: ['/die', '/wafer'], version: any, code: ['200', '500'] },
  unit: 'requests',
  help: 'Requests answered.',
});

export const latency = histogram('http_request_seconds', {
  labels: { route: ['/die', '/wafer'], version: any },
  unit: 'seconds',
  buckets: [0.1, 0.5, 1],
  help: 'Time to answer.',
});

export const memory = gauge('memory_bytes', { labels: { node: any }, unit: 'bytes', help: 'Memory in use.' });
export const memoryLimit = gauge('memory_limit_bytes', {
  labels: { node: any },
  unit: 'bytes',
  help: 'Memory there is.',
});
export const hits = gauge('cache_hit_ratio', { labels: { node: any }, unit: 'ratio', help: 'Look-ups that hit.' });

export const byRoute = requests.rate().sumBy('route');
export const p99 = latency.rate().sumBy('route').quantile(0.99);
export const errorRatio = record('route:http_errors:ratio', byRoute.div(byRoute.positive()));

/** The text in a rule, on one line: where lines break is another test's concern. */
export const text = (vector: AnyVector, context?: PrintContext): string =>
  print(vector.expr, context)
    .replace(/\(\n\s*/g, '(')
    .replace(/\n\s*\)/g, ')')
    .replace(/\n\s*/g, ' ');
