import { bytes, print, type AnyVector } from '../../../promql';
import { byRoute, errorRatio, hits, latency, memory, requests } from './fixtures';

const state = ({ expr, labels, unit }: AnyVector) => JSON.stringify([print(expr), expr, labels, unit]);

describe('a method gives a new vector and leaves its receiver as it was', () => {
  test.each<[string, AnyVector, () => unknown]>([
    ['where', memory, () => memory.where({ node: 'a' })],
    ['where of a recorded series', errorRatio, () => errorRatio.where({ route: '/die' })],
    ['sumBy', memory, () => memory.sumBy('node')],
    ['add', memory, () => memory.add(bytes(1))],
    ['mul', memory, () => memory.mul(2)],
    ['div', memory, () => memory.div(memory)],
    ['compare', memory, () => memory.compare('>', bytes(1))],
    ['or', byRoute, () => byRoute.or(byRoute)],
    ['positive', byRoute, () => byRoute.positive()],
    ['orZeroOf', byRoute, () => byRoute.orZeroOf(byRoute)],
    ['labelled', byRoute, () => byRoute.labelled('tier', 'a')],
    ['offset', byRoute, () => byRoute.offset('1d')],
    ['offset of a shifted one', memory.offset('1h'), () => memory.offset('1h').offset('1h')],
    ['on', memory, () => memory.on('node').left().div(memory.sumBy('node'))],
    ['percent', hits, () => hits.percent()],
    ['as', hits, () => hits.as('value')],
    ['avgOverTime', hits, () => hits.avgOverTime('1h')],
  ])('%s', (_, receiver, build) => {
    const before = state(receiver);
    const made = build();
    expect(state(receiver)).toBe(before);
    expect(state(made as AnyVector)).not.toBe(before);
  });

  test('where of a counter and of a histogram', () => {
    const [counted, observed] = [() => print(requests.rate().expr), () => print(latency.count.rate().expr)];
    const before = [counted(), observed()];
    requests.where({ code: '500' });
    latency.where({ route: '/die' });
    expect([counted(), observed()]).toEqual(before);
  });
});
