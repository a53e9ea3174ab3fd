import { not, percent } from '../../promql';
import { availability } from '../../signals';
import { errorRatio, latencyP95, PROMISED, rendered, renderingTime } from './rendering';

export const renderings = availability({
  id: 'renderings',
  title: 'Fast maps',
  promise: 'of wafer maps are rendered within 1.2 s',
  objective: percent(95),
  // A rendering that failed at once was not a fast one.
  good: renderingTime.where({ status_code: not('STATUS_CODE_ERROR') }).upTo(PROMISED),
  all: rendered,
  // Without spans there is nothing to judge; that the service is away is an alert of its own.
  missing: 'not counted',
  signals: [errorRatio, latencyP95],
  impact: 'Engineers wait for the maps of their wafers, or do without.',
  nextSteps: [
    'On the dashboard Wafer-map tracing, see since when the distribution has its slow band, and which service has the share of latency that it did not have before.',
    'In Jaeger, search the service wafer-map for the operation GET /wafer-map with a duration above 1200ms at that time, and read which span the slow traces have in common.',
    'If it burns slowly for days, compare the hit ratio of tile-cache with the week before: more products than it has room for push each other out.',
  ],
});
