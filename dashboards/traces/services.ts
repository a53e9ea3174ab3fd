import { spanCalls, spanDuration } from '../../workloads/spans';

/** Spans with which a service answers somebody: what it asks of others is theirs. */
const SERVED = { span_kind: ['SPAN_KIND_SERVER', 'SPAN_KIND_CONSUMER'] } as const;

const calls = spanCalls.where(SERVED);

/** Requests and messages a second that each service has answered. */
export const requests = calls.rate().sumBy('service_name');

const failed = calls.where({ status_code: 'STATUS_CODE_ERROR' }).rate().sumBy('service_name');

/** The share of them that failed. */
export const errorRatio = failed.orZeroOf(requests).div(requests.positive());

/** What nineteen of twenty took at most, of services that are asked at all. */
export const latencyP95 = spanDuration
  .where(SERVED)
  .rate()
  .sumBy('service_name')
  .quantile(0.95)
  .and(requests.positive());
