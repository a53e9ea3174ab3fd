import { any, counter, gauge, type AnyMetric } from '../../../promql';
import { checkTogether, exporterOf, exportersOf, scrapedNamespaces, workload, type Workload } from '../../../signals';
import { batches, kiln } from '../../fixtures/kiln';

const memory = gauge('process_resident_memory_bytes', { unit: 'bytes', help: 'Memory.' });

/** A workload without names in common with the kiln. */
function mill(fields: Partial<Workload> = {}, metrics: Readonly<Record<string, AnyMetric>> = {}): Workload {
  const renamed = kiln.signals.map((signal) => ({ ...signal, name: signal.name.replace('Kiln', 'Mill') }));
  return workload({
    ...kiln,
    name: 'mill',
    scrape: { ...kiln.scrape, job: 'mill' },
    metrics: { ...kiln.metrics, ...metrics },
    signals: renamed,
    dashboards: kiln.dashboards.map((dashboard) => ({
      ...dashboard,
      uid: 'mill',
      rows: [{ title: 'All', signals: renamed }],
    })),
    ...fields,
  });
}

describe('workloads that are watched together', () => {
  it('may emit the same metric', () => {
    const both = [workload({ ...kiln, metrics: { ...kiln.metrics, memory } }), mill({}, { memory })];
    expect(checkTogether(both)).toBe(both);
  });

  it('may state its labels in another order', () => {
    const [one, other] = [
      counter('shared_total', { labels: { a: any, b: ['x'] }, help: '' }),
      counter('shared_total', { labels: { b: ['x'], a: any }, help: 'Said otherwise.' }),
    ];
    expect(() =>
      checkTogether([workload({ ...kiln, metrics: { ...kiln.metrics, one } }), mill({}, { other })]),
    ).not.toThrow();
  });

  it.each([
    ['kind', counter('process_resident_memory_bytes', { unit: 'bytes', help: '' })],
    ['unit', gauge('process_resident_memory_bytes', { unit: 'count', help: '' })],
    ['labels', gauge('process_resident_memory_bytes', { labels: { zone: any }, unit: 'bytes', help: '' })],
  ] as const)('do not call metrics of another %s by one name', (what, other) => {
    expect(() =>
      checkTogether([workload({ ...kiln, metrics: { ...kiln.metrics, memory } }), mill({}, { other })]),
    ).toThrow(`workloads kiln and mill both declare the metric 'process_resident_memory_bytes', with another ${what}`);
  });

  it('read of each other only what is there', () => {
    const reading = mill({ metrics: { memory }, reads: Object.values(kiln.metrics) });
    expect(() => checkTogether([kiln, reading])).not.toThrow();
    expect(() => checkTogether([reading])).toThrow(
      "workload mill reads the metric 'kiln_batches_total', which no workload here declares: watch the workload that does, or leave mill out",
    );
  });

  it('scrape a Service once, also where it is a part', () => {
    const both = [kiln, mill({ parts: [{ scrape: kiln.scrape, metrics: {} }] })];
    expect(() => checkTogether(both)).toThrow("both declare the scraped Service 'bakery/kiln'");
  });
});

describe('a workload with several exporters', () => {
  const scrape = { ...kiln.scrape, job: 'chimney', namespace: 'roof', monitor: 'of the stack' } as const;
  const smoking = workload({ ...kiln, parts: [{ scrape, metrics: { memory } }] });

  it('knows by which of them a metric is emitted; by the main one what none of them declares', () => {
    expect(exporterOf(smoking, memory).scrape).toBe(scrape);
    expect(exporterOf(smoking, batches.rate()).scrape).toBe(kiln.scrape);
    expect(exporterOf(smoking, gauge('up', { unit: 'ratio', help: '' })).scrape).toBe(kiln.scrape);
  });

  it('has its own monitors look only where the stack does not scrape already', () => {
    expect(exportersOf(smoking)).toHaveLength(2);
    expect(scrapedNamespaces(smoking)).toEqual(['bakery']);
  });
});
