import { constant, ratio } from '../../../promql';
import { byRoute, errorRatio, hits, latency, memory, memoryLimit, requests } from './fixtures';

const failed = requests.where({ code: '500' });
const perPod = memory.sumBy('node', 'pod');
const limit = memoryLimit.sumBy('node');

describe('labels that differ', () => {
  test.each([
    ['add', () => perPod.add(limit as never)],
    ['div', () => perPod.div(limit as never)],
    ['compare', () => perPod.compare('>', limit as never)],
    ['and', () => perPod.and(limit as never)],
    ['or', () => perPod.or(limit as never)],
    ['orZeroOf', () => perPod.orZeroOf(limit as never)],
  ])('are refused by %s, which would join them to nothing', (_, build) => {
    expect(build).toThrow('labels (node, pod) meet labels (node): nothing would match. Join with on(…) or ignoring(…)');
  });

  test('in their order only are the same', () => {
    expect(() => perPod.div(memory.sumBy('pod', 'node'))).not.toThrow();
  });
});

describe('a join', () => {
  test('with several series for one of the other is refused, for Prometheus would refuse it at every evaluation', () => {
    expect(() => perPod.on('node').div(limit as never)).toThrow("the left side has 'pod' as well: say .left()");
    expect(() =>
      limit
        .on('node')
        .left()
        .div(perPod as never),
    ).toThrow("the right side has 'pod' as well: aggregate it");
    expect(() => perPod.on('node').and(limit)).not.toThrow();
  });

  test('on a label that the right side lacks is refused', () => {
    expect(() => perPod.on('pod').div(limit as never)).toThrow("the right side has no label 'pod'; it has node");
  });

  test('that takes over a label that the right side lacks is refused', () => {
    expect(() =>
      perPod
        .on('node')
        .left('zone')
        .mul(limit.div(limit) as never),
    ).toThrow("the right side has no label 'zone'; it has node");
    expect(() =>
      perPod
        .ignoring('pod')
        .left('zone')
        .sub(limit as never),
    ).toThrow("no label 'zone'");
  });

  test('that takes over what it joins on is refused: PromQL does not parse it', () => {
    expect(() => perPod.on('node').left('node')).toThrow("label 'node' is matched on already");
  });

  test('ignoring less than what differs is refused', () => {
    expect(() =>
      memory
        .sumBy('node', 'pod', 'job')
        .ignoring('pod')
        .sub(limit as never),
    ).toThrow("the sides differ in more than 'pod': nothing would match");
  });

  test('of different units is refused', () => {
    expect(() =>
      perPod
        .on('node')
        .left()
        .sub(hits.sumBy('node') as never),
    ).toThrow('bytes meets ratio');
    expect(() =>
      perPod
        .on()
        .left()
        .mul(constant(ratio(2))),
    ).not.toThrow();
  });

  test('of a set operator has no many side', () => {
    expect(() => perPod.on('node').left().and(limit)).toThrow('and matches many to many by itself');
  });

  test('cannot relabel: overwriting could make two series one', () => {
    expect(() => limit.labelled('node', 'all')).toThrow("label 'node' is there already");
    expect(() => limit.labelled('node-name', 'all')).toThrow("'node-name' is no label name");
  });
});

describe('a metric that meets itself', () => {
  const message = "http_requests_total is joined with itself, but the sides pin 'code' differently";

  test('pinned on one side only is refused: the quotient would be 1 whatever happens', () => {
    expect(() => failed.rate().div(requests.rate())).toThrow(message);
  });

  test('pinned to something else is refused: nothing would match', () => {
    expect(() => failed.rate().div(requests.where({ code: '200' }).rate())).toThrow(message);
  });

  test('is refused below functions and numbers too', () => {
    expect(() => failed.rate().mul(2).abs().div(requests.rate())).toThrow(message);
  });

  test('is refused where an aggregation keeps the pinned label', () => {
    expect(() => failed.rate().sumBy('code').div(requests.rate().sumBy('code'))).toThrow(message);
  });

  test('is what a ratio is made of once the pinned label is aggregated away', () => {
    expect(() => failed.rate().sumBy('route').div(requests.rate().sumBy('route'))).not.toThrow();
  });

  test('may be pinned alike, may be joined explicitly, and may fill gaps', () => {
    expect(() => failed.rate().div(failed.increase('1h').as('requests/s'))).not.toThrow();
    expect(() => failed.rate().or(requests.rate())).not.toThrow();
    expect(() => failed.rate().unless(requests.rate())).not.toThrow();
  });

  test('as a recorded series is held to the same', () => {
    expect(() => errorRatio.where({ route: '/die' }).sub(errorRatio)).toThrow(
      "route:http_errors:ratio is joined with itself, but the sides pin 'route' differently",
    );
  });

  test('is another metric where only the kind of series differs', () => {
    expect(() =>
      latency.where({ version: 'v1' }).rate().sumBy('route').mean().sub(latency.rate().sumBy('route').mean()),
    ).not.toThrow();
    expect(() => byRoute.sub(byRoute.offset('1d'))).not.toThrow();
  });
});
