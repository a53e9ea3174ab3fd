import {
  absent,
  added,
  any,
  counter,
  exposedLabels,
  gauge,
  histogram,
  own,
  seconds,
  type LabelSpec,
} from '../../../promql';

const help = '';
const withBuckets = (buckets: readonly number[]) => histogram('h_seconds', { unit: 'seconds', buckets, help });

describe('a metric', () => {
  test.each(['', '9lives', 'http-requests', 'http requests', 'http.requests', 'größe'])("is not named '%s'", (name) => {
    const message = `'${name}' is no metric name`;
    expect(() => counter(name, { help })).toThrow(message);
    expect(() => gauge(name, { unit: 'bytes', help })).toThrow(message);
    expect(() => histogram(name, { unit: 'seconds', buckets: [1], help })).toThrow(message);
  });

  test.each(['', '1st', 'wafer-id', '__name__', 'a.b'])("has no label named '%s'", (label) => {
    expect(() => counter('x_total', { labels: { [label]: any }, help })).toThrow(
      `x_total: '${label}' is no label name`,
    );
  });

  test('does not declare what the scrape adds', () => {
    expect(() => gauge('x', { labels: { pod: any }, unit: 'bytes', help })).toThrow(
      "x: label 'pod' is set by the scrape",
    );
  });

  test('has those labels all the same', () => {
    expect(gauge('x', { labels: { a: any }, unit: 'bytes', help }).labels).toEqual(
      expect.arrayContaining(['a', 'namespace', 'pod', 'instance']),
    );
  });

  test('counts in plain numbers unless it says otherwise', () => {
    expect(counter('x_total', { help }).spec).toMatchObject({ kind: 'counter', unit: 'count' });
  });
});

describe('the buckets of a histogram', () => {
  test.each<[string, readonly number[]]>([
    ['descend', [1, 0.5]],
    ['repeat', [0.5, 0.5]],
    ['end in infinity, which is always there', [1, Infinity]],
    ['hold what is no number', [NaN, 1]],
    ['are none', []],
  ])('are refused where they %s', (_, buckets) => {
    expect(() => withBuckets(buckets)).toThrow(
      `histogram h_seconds: buckets must be finite and ascending, without +Inf; got ${buckets.join(', ') || 'none'}`,
    );
  });

  test('may be below zero', () => {
    expect(() => withBuckets([-1, -0.5, 0, 2])).not.toThrow();
  });

  test('are part of every declaration', () => {
    expect(() => histogram('h', { unit: 'seconds', help } as never)).toThrow('histogram h declares no buckets');
  });

  test('are what le comes from: it is declared nowhere else', () => {
    expect(() => histogram('h', { labels: { le: any }, unit: 'seconds', buckets: [1], help })).toThrow(
      "histogram h declares the label 'le'",
    );
  });

  test('by a label are held to the same for each value, and to a label that is there', () => {
    const by = (label: string, bounds: readonly number[]) =>
      histogram('h', {
        labels: { feature: ['vdd'] },
        unit: 'value',
        buckets: { by: label, of: { vdd: bounds } },
        help,
      });
    expect(() => by('feature', [2, 1])).toThrow('got 2, 1');
    expect(() => by('tester', [1, 2])).toThrow("histogram h: buckets by 'tester', which is no label of it");
    expect(() => by('feature', [1, 2])).not.toThrow();
  });
});

test('a quantity is a number', () => {
  expect(() => seconds(NaN)).toThrow('a quantity in seconds must be a number, not NaN');
});

describe('a label of the scrape', () => {
  const of = (labels: LabelSpec) => gauge('x', { labels: labels as never, unit: 'bytes', help });

  test('that the series sets itself is there once', () => {
    expect(of({ pod: own }).labels.filter((label) => label === 'pod')).toEqual(['pod']);
  });

  test('that is absent can neither be matched nor kept', () => {
    const cluster = gauge('x', { labels: { namespace: absent }, unit: 'bytes', help });
    expect(cluster.labels).not.toContain('namespace');
    expect(() => cluster.where({ namespace: 'a' } as never)).toThrow("x has no label 'namespace'");
    expect(() => cluster.sumBy('namespace' as never)).toThrow("label 'namespace' is not there");
  });

  test('is what own and absent speak of: of another, its values are declared', () => {
    expect(() => of({ node: own })).toThrow("x: label 'node' is none of the scrape's");
    expect(() => of({ node: absent })).toThrow("x: label 'node' is none of the scrape's");
  });

  test('and whatever a monitor adds is known to Prometheus alone', () => {
    const labels = { node: added, pod: own, namespace: absent, device: any } as const;
    expect(exposedLabels(labels)).toEqual(['pod', 'device']);
    expect(of(labels).labels).toEqual(expect.arrayContaining(['node', 'pod', 'device']));
  });
});
