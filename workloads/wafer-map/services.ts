import { shown } from '../../signals';
import { keptSpanDuration, spanCalls, spanDuration } from '../spans';
import { rendered, renderingTime } from './rendering';

/** Those that a rendering passes through; the collectors count the spans of all others as well. */
export const PATH = ['wafer-map', 'die-query', 'postgres', 'image-resize', 'tile-cache'] as const;
const onPath = { service_name: PATH } as const;

/** Seconds that renderings took, a second. */
const whole = renderingTime.rate().sumBy().mean().mul(rendered.rate().sumBy().as('ratio'));

/** The same of all spans on the path, by service and operation. */
const parts = spanDuration
  .where(onPath)
  .rate()
  .sumBy('service_name', 'span_name')
  .mean()
  .mul(spanCalls.where(onPath).rate().sumBy('service_name', 'span_name').as('ratio'));

export const shareByService = shown({
  name: 'WaferMapLatencyShareByService',
  title: 'Share of latency by service',
  description:
    'Time in the spans of a service, as a share of the time that all renderings took. A span has within it what its service waits for, so shares add up to more than 100 %; of PostgreSQL, what others ask of it is in it as well.',
  query: parts.sumBy('service_name').on().left().div(whole.positive()),
  view: { recorded: true, drillDown: 'wafer-map-services' },
});

/** As many as can be told apart. */
const LARGEST = 10;

export const shareByOperation = shown({
  name: 'WaferMapLatencyShareByOperation',
  title: 'Share of latency by operation',
  description: `The same by operation: the ${LARGEST} with the largest share now.`,
  query: parts.on().left().div(whole.positive()).topBy(LARGEST),
  view: { as: 'bars' },
});

const spans = spanCalls.rate().sumBy('service_name', 'span_name');
const failedSpans = spanCalls.where({ status_code: 'STATUS_CODE_ERROR' }).rate().sumBy('service_name', 'span_name');

export const spanRate = shown({
  name: 'WaferMapSpanRate',
  title: 'Spans by operation',
  description: 'Spans that end, by service and operation, of the services chosen. All are counted, sampled or not.',
  query: spans,
});

export const spanErrorRatio = shown({
  name: 'WaferMapSpanErrorRatio',
  title: 'Error ratio by operation',
  description:
    'Share of spans that fail, by service and operation. What fails deepest is the cause; those above it pass it on.',
  query: failedSpans.orZeroOf(spans).div(spans.positive()),
  view: { recorded: true },
});

export const spanLatencyP95 = shown({
  name: 'WaferMapSpanLatencyP95',
  title: 'P95 by operation',
  description: 'Nineteen of twenty spans of the operation take no longer than this.',
  query: spanDuration.rate().sumBy('service_name', 'span_name').quantile(0.95),
  view: { recorded: true, exemplars: keptSpanDuration.exemplars() },
});

export const serviceLatencyP95 = shown({
  name: 'WaferMapServiceLatencyP95',
  title: 'P95 by service',
  description: `Nineteen of twenty spans of the service take no longer than this, of those on the path of a rendering: ${PATH.join(', ')}.`,
  query: spanDuration.where(onPath).rate().sumBy('service_name').quantile(0.95),
  view: { recorded: true, exemplars: keptSpanDuration.where(onPath).exemplars(), drillDown: 'wafer-map-services' },
});
