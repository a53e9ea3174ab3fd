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

  const bySeries = requests.rate().sumBy('route', 'code');
  const failedBySeries = failed.rate().sumBy('route', 'code');

  test('joined on the label that one side pins is refused: the quotient would be 1 whatever happens', () => {
    expect(() => failedBySeries.on('route', 'code').div(bySeries)).toThrow(message);
    expect(() => failed.rate().sumBy('code').on('code').left().compare('>', requests.rate().sumBy('code'))).toThrow(
      message,
    );
  });

  test('with all labels but others ignored is refused, too', () => {
    expect(() => failedBySeries.ignoring('pod').div(bySeries)).toThrow(message);
    expect(() => failedBySeries.ignoring('pod').sub(bySeries)).toThrow(message);
  });

  test('joined on other labels than the pinned one is what a share is made of', () => {
    expect(() => failedBySeries.on('route').left().div(byRoute)).not.toThrow();
    expect(() => failedBySeries.ignoring('code').left().div(byRoute)).not.toThrow();
    expect(() => failed.rate().sumBy('code').ignoring('code').div(requests.rate().sumBy('code'))).not.toThrow();
  });

  test('may fill gaps in an explicit join', () => {
    expect(() => bySeries.on('route', 'code').unless(failedBySeries)).not.toThrow();
  });

  test('in and is refused if the pins exclude each other, since nothing would be left', () => {
    const succeeded = requests.where({ code: '200' }).rate().sumBy('route', 'code');
    const neither = requests
      .where({ code: { not: '500' } })
      .rate()
      .sumBy('route', 'code');
    for (const other of [succeeded, neither]) {
      expect(() => failedBySeries.and(other)).toThrow(message);
      expect(() => failedBySeries.on('route', 'code').and(other)).toThrow(message);
      expect(() => failedBySeries.ignoring('pod').and(other)).toThrow(message);
      expect(() => failedBySeries.on('route').and(other)).not.toThrow();
    }
  });

  test('in and says what it means if only one side is pinned, but is not divided by itself after it', () => {
    expect(() => bySeries.and(failedBySeries)).not.toThrow();
    expect(() => failedBySeries.on('route', 'code').and(bySeries)).not.toThrow();
    expect(() => bySeries.and(failedBySeries).div(bySeries)).toThrow(message);
  });

  test('is refused below a label that is set, or one of two alternatives', () => {
    expect(() => failed.rate().labelled('tier', 'a').div(requests.rate().labelled('tier', 'a'))).toThrow(message);
    expect(() => failedBySeries.orZeroOf(bySeries).div(bySeries.positive())).toThrow(message);
  });

  test('may be pinned to the same alternatives on both sides', () => {
    const of = (route: '/die' | '/wafer') => requests.where({ route }).rate().sumBy('route');
    const errors = (route: '/die' | '/wafer') => failed.where({ route }).rate().sumBy('route');
    const both = errors('/die').or(errors('/wafer'));
    expect(() => both.on('route').div(of('/die').or(of('/wafer')))).not.toThrow();
    expect(() => both.div(of('/wafer'))).not.toThrow();
    expect(() => errors('/die').div(of('/wafer'))).toThrow("pin 'route' differently");
  });

  test('is another metric where only the kind of series differs', () => {
    expect(() =>
      latency.where({ version: 'v1' }).rate().sumBy('route').mean().sub(latency.rate().sumBy('route').mean()),
    ).not.toThrow();
    expect(() => byRoute.sub(byRoute.offset('1d'))).not.toThrow();
  });
});
