import { counter, PromqlError, record, seconds } from '../../../promql';
import { byRoute, hits, latency, memory, p99, requests } from './fixtures';

// Synth runs without the type check. What follows is what the compiler refuses, stripped of its types.
const loose = (value: unknown) => value as Record<string, (...args: unknown[]) => never>;
const call = (value: unknown, method: string, ...args: unknown[]) => loose(value)[method]?.(...args);

describe('refused at run time as by the compiler', () => {
  test.each<[string, () => unknown, string]>([
    ['the rate of a gauge', () => call(memory, 'rate'), 'rate() needs a counter'],
    ['a quantile of a counter’s rate', () => call(byRoute, 'quantile', 0.9), 'quantile() needs a histogram'],
    ['a quantile of a bare histogram', () => call(latency, 'quantile', 0.9), 'quantile() of a bare histogram'],
    ['a quantile of single replicas', () => call(latency.rate(), 'quantile', 0.9), 'quantile() of single replicas'],
    [
      'a matcher on an unknown label',
      () => call(requests, 'where', { zone: 'a' }),
      "http_requests_total has no label 'zone'",
    ],
    ['the same of a gauge', () => call(memory, 'where', { zone: 'a' }), "memory_bytes has no label 'zone'"],
    [
      'the same of a histogram',
      () => call(latency, 'where', { zone: 'a' }),
      "http_request_seconds has no label 'zone'",
    ],
    [
      'a value that never occurs',
      () => call(requests, 'where', { code: '404' }),
      "label 'code' never has the value '404'; it has 200, 500",
    ],
    ['such a value among others', () => call(requests, 'where', { code: ['200', '404'] }), "never has the value '404'"],
    ['such a value excluded', () => call(requests, 'where', { code: { not: '404' } }), "never has the value '404'"],
    ['an empty list of values', () => requests.where({ code: [] }), "an empty list for label 'code' matches nothing"],
    ['grouping by an unknown label', () => call(memory, 'sumBy', 'zone'), "label 'zone' is not there"],
    [
      'grouping by a label aggregated away',
      () => call(byRoute, 'sumBy', 'code'),
      "label 'code' is not there (any more); what is left: route",
    ],
    ['joining on a label aggregated away', () => call(byRoute, 'on', 'code'), "label 'code' is not there"],
    [
      'a histogram grouped by an unknown label',
      () => call(latency.rate(), 'sumBy', 'zone'),
      "http_request_seconds has no label 'zone'",
    ],
    ['a counter as an operand', () => call(byRoute, 'add', requests), 'http_requests_total is a counter: take rate()'],
    ['a counter as a divisor', () => call(byRoute, 'div', requests), 'http_requests_total is a counter: take rate()'],
    ['a counter as a factor', () => call(byRoute, 'mul', requests), 'http_requests_total is a counter: take rate()'],
    ['a histogram in a set', () => call(byRoute, 'and', latency), 'http_request_seconds is a histogram: take rate()'],
    [
      'a rated histogram',
      () => call(p99, 'sub', latency.rate()),
      'http_request_seconds is a rated histogram: sumBy(…)',
    ],
    [
      'a distribution',
      () => call(p99, 'orZeroOf', latency.rate().sumBy('route')),
      'http_request_seconds is a distribution: take quantile(q)',
    ],
    [
      'a counter in an explicit join',
      () => call(byRoute.on('route'), 'sub', requests),
      'http_requests_total is a counter: take rate()',
    ],
    [
      'a counter as the divisor of one',
      () => call(byRoute.on('route'), 'div', requests),
      'http_requests_total is a counter: take rate()',
    ],
    [
      'a counter in a set of one',
      () => call(byRoute.on('route'), 'unless', requests),
      'http_requests_total is a counter: take rate()',
    ],
    ['a counter, recorded', () => record('a:b', requests as never), 'http_requests_total is a counter: take rate()'],
    ['a bare number as an operand', () => call(p99, 'add', 5), "'5' is no operand: give a vector or a quantity"],
    ['nothing as an operand', () => call(p99, 'and', undefined), "'undefined' is no operand: give a vector"],
    ['`or` of a number', () => call(p99, 'or', seconds(1)), 'the operand is a quantity: give a vector'],
    ['a factor that is no number', () => byRoute.mul(NaN), 'mul() needs a number, not NaN'],
    ['a divisor that is no number', () => byRoute.div(0 / 0), 'div() needs a number, not NaN'],
    ['evidence that is no number', () => byRoute.atLeast(NaN), 'atLeast() needs a number, not NaN'],
    ['a label kept twice', () => memory.sumBy('node', 'node'), "sumBy() names label 'node' twice: name each once"],
    ['the same of a maximum', () => memory.maxBy('node', 'pod', 'node'), "maxBy() names label 'node' twice"],
    ['the same of a histogram', () => latency.rate().sumBy('route', 'route'), "sumBy() names label 'route' twice"],
    ['a label joined on twice', () => memory.on('node', 'node'), "on() names label 'node' twice"],
    ['a label ignored twice', () => memory.ignoring('pod', 'pod'), "ignoring() names label 'pod' twice"],
    ['a label taken over twice', () => memory.on('node').left('a', 'a'), "left() names label 'a' twice"],
    ['a sum of different units', () => call(memory, 'add', hits), 'bytes meets ratio'],
    ['a comparison of different units', () => call(memory, 'compare', '>', seconds(1)), 'bytes meets seconds'],
    ['the same with bool', () => call(memory, 'compareBool', '>', seconds(1)), 'bytes meets seconds'],
    ['a floor of another unit', () => call(memory, 'clampMin', seconds(1)), 'bytes meets seconds'],
    ['`or` of different units', () => call(memory, 'or', hits), 'bytes meets ratio'],
    [
      'a ratio of different units',
      () => call(p99, 'div', byRoute),
      'seconds divided by requests/s has no unit of its own',
    ],
    ['a product without a name', () => call(p99, 'mul', byRoute), 'seconds times requests/s has no unit of its own'],
    ['percent of what is no ratio', () => call(memory, 'percent'), 'percent() needs a ratio'],
    ['points of what is no ratio', () => call(memory, 'points'), 'points() needs a difference of ratios'],
    ['the logarithm of what is no ratio', () => call(memory, 'ln'), 'ln() needs a ratio'],
    ['orZero on labelled series', () => call(byRoute, 'orZero'), 'orZero() would add a series without labels'],
    ['a rate of what is per second', () => counter('x', { unit: 'bytes/s', help: '' }).rate(), 'x is a rate already'],
  ])('%s', (_, build, message) => {
    expect(build).toThrow(PromqlError);
    expect(build).toThrow(message);
  });
});
