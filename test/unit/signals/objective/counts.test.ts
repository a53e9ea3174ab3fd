import { print, seconds, type AnyVector } from '../../../../promql';
import { fasterThan, type Objective } from '../../../../signals';
import { bakeTime } from '../../../fixtures/kiln';
import { KINDS, promised } from '../../../fixtures/objective-kinds';
import { testersUp } from '../../../../workloads/ate/objectives';
import { jobsInTime } from '../../../../workloads/stdf-etl/objectives';
import { renderings } from '../../../../workloads/wafer-map/objectives';

const text = ({ expr }: AnyVector): string =>
  print(expr).replace(/\s+/g, ' ').replace(/\( /g, '(').replace(/ \)/g, ')');

const kind = (name: string): Objective => {
  const declared = KINDS[name];
  if (!declared) throw new Error(`no kind '${name}'`);
  return declared();
};

/** What is counted over an hour, and all. */
function counted({ sli }: Objective): readonly string[] {
  if (sli.kind !== 'events') throw new Error('counts time');
  return [sli.counts, text(sli.counted('1h')), text(sli.all('1h'))];
}

describe('what an objective counts:', () => {
  test('bad events of all, each over the window that is asked for', () => {
    expect(counted(kind('bad events of all'))).toEqual([
      'bad',
      'sum(rate(kiln_batches_total{result="burnt"}[1h]))',
      'sum(rate(kiln_batches_total[1h]))',
    ]);
  });

  test('the same for each value of a label', () => {
    expect(counted(kind('bad events by a label'))).toEqual([
      'bad',
      'sum by (oven) (rate(kiln_batches_total{result="burnt"}[1h]))',
      'sum by (oven) (rate(kiln_batches_total[1h]))',
    ]);
  });

  test('good events of one counter and all of another: failed jobs are in no histogram', () => {
    expect(counted(jobsInTime)).toEqual([
      'good',
      'sum(rate(stdf_job_duration_seconds_bucket{le="1800.0"}[1h]))',
      'sum(rate(stdf_jobs_total[1h]))',
    ]);
  });

  test('observations at or below a bound, spelt as Prometheus stores it', () => {
    expect(counted(kind('a histogram under a threshold'))).toEqual([
      'good',
      'sum(rate(kiln_bake_seconds_bucket{le="10.0"}[1h]))',
      'sum(rate(kiln_bake_seconds_count[1h]))',
    ]);
  });

  test('a part of a histogram', () => {
    const [, good, all] = counted(renderings);
    const part = 'service_name="wafer-map",span_name="GET /wafer-map",span_kind="SPAN_KIND_SERVER"';
    const fast = `${part},status_code!="STATUS_CODE_ERROR",le="1.2"`;
    expect(good).toBe(`sum(rate(traces_span_metrics_duration_seconds_bucket{${fast}}[1h]))`);
    expect(all).toBe(`sum(rate(traces_span_metrics_calls_total{${part}}[1h]))`);
  });

  test('failures that are not observed as further events, also where there are none yet', () => {
    const observed = 'sum by (oven) (rate(kiln_bake_seconds_count[1h]))';
    const failed = 'sum by (oven) (rate(kiln_batches_total{result="burnt"}[1h]))';
    expect(counted(kind('a histogram, where failures are not observed'))).toEqual([
      'good',
      'sum by (oven) (rate(kiln_bake_seconds_bucket{le="10.0"}[1h]))',
      `${observed} + (${failed} or ${observed} * 0) or ${failed}`,
    ]);
  });

  test('failures that are observed as so many fewer good ones, and never as less than none', () => {
    const fast = 'sum(rate(kiln_bake_seconds_bucket{le="10.0"}[1h]))';
    const failed = 'sum(rate(kiln_batches_total{result="burnt"}[1h]))';
    expect(counted(kind('a histogram, where failures are observed'))).toEqual([
      'good',
      `clamp_min(${fast} - (${failed} or ${fast} * 0), 0)`,
      'sum(rate(kiln_bake_seconds_count[1h]))',
    ]);
  });

  test('minutes in which a condition holds', () => {
    const { sli } = testersUp;
    expect(sli.kind === 'time' && text(sli.bad)).toBe('min by (tester_id) (ate_tester_status) <= 0');
  });
});

describe('what tells that there are data', () => {
  test.each([
    ['bad events by a label', 'count by (oven) (kiln_batches_total)'],
    ['a histogram under a threshold', 'count(kiln_bake_seconds_count)'],
    ['minutes of a gauge', 'count(max(kiln_heat_ratio) >= -Inf)'],
  ])('of %s', (name, present) => {
    expect(text(kind(name).sli.present)).toBe(present);
  });
});

describe('the series from which the tests of an objective are made', () => {
  const at = ({ sli }: Objective, bad: number): Readonly<Record<string, number>> =>
    Object.fromEntries(sli.example.series.map(({ series, level }) => [series, level(100, bad)]));

  test('of bad events are a good one and a bad one of the same group', () => {
    expect(at(kind('bad events by a label'), 0.1)).toEqual({
      'kiln_batches_total{oven="north",result="good"}': 90,
      'kiln_batches_total{oven="north",result="burnt"}': 10,
    });
    expect(kind('bad events by a label').sli.example.labels).toEqual({ oven: 'north' });
  });

  test('of good events of another counter are all, the good, and half of the bad beyond the bound, being slow', () => {
    expect(at(jobsInTime, 0.1)).toEqual({
      'stdf_jobs_total{status="success"}': 100,
      'stdf_job_duration_seconds_bucket{le="1800.0"}': 90,
      'stdf_job_duration_seconds_bucket{le="2700.0"}': 95,
      'stdf_job_duration_seconds_bucket{le="+Inf"}': 95,
    });
  });

  test('have strangers beside them, for each label that is pinned: most of these are bad', () => {
    const strangers = Object.entries(at(renderings, 0)).filter(
      ([series]) =>
        !series.includes('service_name="wafer-map",span_name="GET /wafer-map",span_kind="SPAN_KIND_SERVER"'),
    );
    expect(strangers.map(([, level]) => level)).toEqual([300, 100, 300, 100, 300, 100]);
    expect(strangers[0]?.[0]).toContain('service_name="not wafer-map",span_name="GET /wafer-map"');
  });

  test('of a histogram lie in the buckets on either side of the threshold', () => {
    expect(at(kind('a histogram under a threshold'), 0.1)).toEqual({
      'kiln_bake_seconds_bucket{oven="north",le="1.0"}': 45,
      'kiln_bake_seconds_bucket{oven="north",le="10.0"}': 90,
      'kiln_bake_seconds_bucket{oven="north",le="100.0"}': 100,
      'kiln_bake_seconds_bucket{oven="north",le="+Inf"}': 100,
      'kiln_bake_seconds_count{oven="north"}': 100,
    });
  });

  test('of a histogram with failures are half slow and half failed', () => {
    const observed = at(kind('a histogram, where failures are observed'), 0.1);
    expect(observed['kiln_batches_total{oven="north",result="burnt"}']).toBe(5);
    expect(observed['kiln_bake_seconds_bucket{oven="north",le="10.0"}']).toBe(95);
    expect(observed['kiln_bake_seconds_count{oven="north"}']).toBe(100);
    const apart = at(kind('a histogram, where failures are not observed'), 0.1);
    expect(apart['kiln_bake_seconds_bucket{oven="north",le="10.0"}']).toBe(90);
    expect(apart['kiln_bake_seconds_count{oven="north"}']).toBe(95);
  });

  test('of a gauge are its stated value on either side', () => {
    const values = { good: 1, bad: 0 };
    const labels = { tester_id: 'ATE_001' };
    expect(at(testersUp, 0)).toEqual({ 'ate_tester_status{tester_id="ATE_001"}': values.good });
    expect(at(testersUp, 0.01)).toEqual({ 'ate_tester_status{tester_id="ATE_001"}': values.bad });
    expect(testersUp.sli.example.labels).toEqual(labels);
  });
});

describe('its groups', () => {
  test('are those of the query where minutes are counted', () => {
    expect(kind('minutes of a gauge').sli.labels).toEqual([]);
    expect(kind('minutes by a label, with a threshold for each of its values').sli.labels).toEqual(['oven', 'zone']);
  });

  test('are those of the pair where it is any', () => {
    expect(kind('a pair').sli.labels).toEqual(['oven']);
  });
});

test('a threshold says its promise itself, in the unit of the histogram', () => {
  const { promise: _, ...rest } = promised;
  expect(fasterThan(bakeTime, seconds(100), rest).promise).toBe('within 100 s');
});
