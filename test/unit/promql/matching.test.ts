import { constant, gauge, any, ratio, bytes } from '../../../promql';
import { byRoute, latency, memory, memoryLimit, p99, requests, text } from './fixtures';

const mem = memory.sumBy('node', 'pod');
const limit = memoryLimit.maxBy('node');
const labelled = gauge('node_labels', { labels: { node: any, zone: any }, unit: 'ratio', help: 'Always 1.' }).maxBy(
  'node',
  'zone',
);

describe('vector matching', () => {
  test('on names the labels that decide', () => {
    const share = mem.sumBy('node').on('node').div(limit);
    expect(text(share)).toContain(' / on (node) max by (node)');
    expect(share.labels).toEqual(['node']);
  });

  test('ignoring names those that do not', () => {
    const ignored = mem.ignoring('pod').sub(limit);
    expect(text(ignored)).toContain(' - ignoring (pod) max by (node)');
    expect(ignored.labels).toEqual(['node']);
  });

  test('left keeps the labels of the many and takes over those named', () => {
    const zoned = mem.on('node').left('zone').mul(labelled);
    expect(text(zoned)).toContain(' * on (node) group_left (zone) max by (node, zone)');
    expect(zoned.labels).toEqual(['node', 'pod', 'zone']);
    expect(zoned.unit).toBe('bytes');
  });

  test('on no label at all joins with the one series there is', () => {
    const shared = mem.on().left().div(memoryLimit.sumBy());
    expect(text(shared)).toContain(' / on () group_left () sum(memory_limit_bytes)');
    expect(shared.labels).toEqual(['node', 'pod']);
  });

  test('of a set operator keeps the labels of the left side', () => {
    expect(mem.on('node').and(limit).labels).toEqual(['node', 'pod']);
    expect(text(mem.on('node').unless(limit))).toContain(' unless on (node) max by (node)');
  });

  test('of a comparison is part of its operator', () => {
    expect(text(mem.on('node').left().compare('>', limit))).toContain(' > on (node) group_left () max');
  });
});

describe('without an explicit join', () => {
  test('arithmetic and comparison with bool print plainly', () => {
    expect(text(limit.add(bytes(1)).sub(limit))).toContain('+ 1 - max by (node)');
    expect(text(limit.compareBool('>=', bytes(5)))).toMatch(/ >= bool 5$/);
    expect(limit.compareBool('>=', bytes(5)).unit).toBe('ratio');
  });

  test('units follow: like by like is a ratio, by a ratio or a number nothing changes', () => {
    expect(limit.div(limit).unit).toBe('ratio');
    expect(limit.div(limit).percent().unit).toBe('percent');
    expect(limit.mul(2).unit).toBe('bytes');
    expect(limit.div(2).unit).toBe('bytes');
    expect(memoryLimit.sumBy().mul(constant(ratio(0.8))).unit).toBe('bytes');
    expect(p99.unit).toBe('seconds');
    expect(byRoute.unit).toBe('requests/s');
    expect(requests.increase('1h').unit).toBe('requests');
    expect(latency.count.rate().unit).toBe('count/s');
  });
});
