import { absent, added, counter, gauge, histogram, nativeHistogram, own } from '../../../promql';
import { BAKE_TIME, bakeTime, BATCHES, batches, found, HEAT, heat, type Metrics } from './contract-kiln';

describe('an exposition keeps its contract', () => {
  it('with everything that is declared, however it spells its bounds', () => {
    expect(found({ batches, heat, bakeTime }, [...BATCHES, ...HEAT, ...BAKE_TIME])).toEqual([]);
  });

  it('in OpenMetrics, where counters are named without _total, and tell when they began', () => {
    const lines = [
      '# TYPE kiln_batches counter',
      'kiln_batches_total{oven="a",result="good"} 1 # {trace_id="a"} 1',
      'kiln_batches_created{oven="a",result="good"} 17',
      ...HEAT,
      ...BAKE_TIME.map((line) => line.replace('le="1"', 'le="1.0"').replace('1800', '1.8e3')),
      'kiln_bake_seconds_created 17',
      '# EOF',
    ];
    expect(found({ batches, heat, bakeTime }, lines)).toEqual([]);
  });

  it('with what its client tells of itself: the process, and when each metric began', () => {
    const lines = [
      ...HEAT,
      ...BATCHES,
      '# TYPE kiln_batches_created gauge',
      'kiln_batches_created{oven="a",result="good"} 17',
      '# TYPE process_cpu_seconds_total counter',
      'process_cpu_seconds_total 1',
      '# TYPE python_info gauge',
      'python_info{version="3"} 1',
    ];
    expect(found({ batches, heat }, lines)).toEqual([]);
  });

  it('with labels that the monitor adds or removes, and with those of the scrape that are its own', () => {
    const pods = gauge('pods', { labels: { pod: own, node: added, service: absent }, unit: 'count', help: 'Pods.' });
    const lines = (labels: string) => ['# TYPE pods gauge', `pods{${labels}} 1`];
    expect(found({ pods }, lines('pod="a"'), { honorsLabels: true })).toEqual([]);
    expect(found({ pods }, lines('pod="a",service="b"'), { honorsLabels: true })).toEqual([]);
    expect(found({ pods }, lines('node="a"'))).toEqual([
      ['pods', 'missing label', 'pod', 'in none of its series'],
      ['pods', 'additional label', 'pod', 'node, in all of its series'],
    ]);
  });

  it('with a label that is empty where there is nothing to say', () => {
    expect(found({ heat }, [...HEAT, 'kiln_heat_ratio{oven="",shift=""} 1'])).toEqual([]);
  });

  it('with a native histogram, which the text formats show as one of few buckets', () => {
    const waiting = nativeHistogram('kiln_waiting_seconds', { unit: 'seconds', help: 'Waiting.' });
    const lines = ['# TYPE kiln_waiting_seconds histogram', 'kiln_waiting_seconds_bucket{le="+Inf"} 1'];
    expect(found({ waiting }, [...lines, 'kiln_waiting_seconds_sum 1', 'kiln_waiting_seconds_count 1'])).toEqual([]);
  });

  it('with the count of a histogram, where the catalog has no more of it', () => {
    const baked = counter('kiln_bake_seconds_count', { help: 'Batches baked.' });
    expect(found({ baked }, BAKE_TIME)).toEqual([]);
  });
});

describe('an exposition breaks its contract', () => {
  it.each<readonly [string, Metrics, readonly string[], readonly (readonly string[])[]]>([
    [
      'where a metric is missing',
      { heat, batches },
      BATCHES,
      [['kiln_heat_ratio', 'missing metric', 'gauge', 'nothing']],
    ],
    [
      'where a type is another',
      { heat },
      ['# TYPE kiln_heat_ratio counter', 'kiln_heat_ratio{oven="a"} 1'],
      [['kiln_heat_ratio', 'wrong type', 'gauge', 'counter']],
    ],
    [
      'where a gauge is a histogram, whose bounds are no label too many',
      { heat },
      [
        '# TYPE kiln_heat_ratio histogram',
        'kiln_heat_ratio_bucket{oven="a",le="+Inf"} 1',
        'kiln_heat_ratio_sum{oven="a"} 1',
        'kiln_heat_ratio_count{oven="a"} 1',
      ],
      [['kiln_heat_ratio', 'wrong type', 'gauge', 'histogram']],
    ],
    [
      'where a histogram is a summary, whose quantiles are no label too many',
      { bakeTime },
      [
        '# TYPE kiln_bake_seconds summary',
        'kiln_bake_seconds{quantile="0.5"} 1',
        'kiln_bake_seconds_sum 1',
        'kiln_bake_seconds_count 1',
      ],
      [['kiln_bake_seconds', 'wrong type', 'histogram', 'summary']],
    ],
    [
      'where a counter lacks its _total',
      { batches },
      ['# TYPE kiln_batches counter', 'kiln_batches{oven="a",result="good"} 1'],
      [['kiln_batches_total', 'without _total', 'kiln_batches_total', 'kiln_batches']],
    ],
    [
      'where it lacks it in OpenMetrics',
      { batches },
      ['# TYPE kiln_batches counter', 'kiln_batches{oven="a",result="good"} 1', '# EOF'],
      [['kiln_batches_total', 'without _total', 'kiln_batches_total', 'kiln_batches']],
    ],
    [
      'where some series lack a label',
      { heat },
      [...HEAT, 'kiln_heat_ratio 1'],
      [['kiln_heat_ratio', 'missing label', 'oven', 'not in 1 of 2 series']],
    ],
    [
      'where there is a label too many',
      { heat },
      ['# TYPE kiln_heat_ratio gauge', 'kiln_heat_ratio{oven="a",shift="late"} 1'],
      [['kiln_heat_ratio', 'additional label', 'oven', 'shift, in all of its series']],
    ],
    [
      'where the scrape would rename a label',
      { heat },
      ['# TYPE kiln_heat_ratio gauge', 'kiln_heat_ratio{oven="a",pod="b"} 1', 'kiln_heat_ratio{oven="b"} 1'],
      [
        [
          'kiln_heat_ratio',
          'additional label',
          'oven',
          'pod, in 1 of 2 series; the scrape sets it, and makes this one exported_pod',
        ],
      ],
    ],
    [
      'where a label has values that it never has',
      { batches },
      [...BATCHES, 'kiln_batches_total{oven="a",result="raw"} 1', 'kiln_batches_total{oven="a",result=""} 1'],
      [['kiln_batches_total', 'unexpected value', 'result: good, burnt', "result: raw, ''"]],
    ],
    [
      'where bounds are others',
      { bakeTime },
      BAKE_TIME.map((line) => line.replace('1800', '3600')),
      [['kiln_bake_seconds', 'other buckets', '1 1800 +Inf', 'without 1800; also 3600']],
    ],
    [
      'where a histogram has no infinite bound, and no sum',
      { bakeTime },
      BAKE_TIME.filter((line) => !/Inf|_sum/.test(line)),
      [
        ['kiln_bake_seconds', 'other buckets', '1 1800 +Inf', 'without +Inf'],
        ['kiln_bake_seconds', 'incomplete histogram', '_bucket, _sum and _count', 'without _sum'],
      ],
    ],
    [
      'where a series stands there twice',
      { heat },
      [...HEAT, 'kiln_heat_ratio{oven="b"} 1', 'kiln_heat_ratio{oven="a",shift=""} 1', HEAT[1] ?? ''],
      [
        [
          'kiln_heat_ratio',
          'duplicate series',
          'each series once',
          '{oven="a", shift=""} in lines 2 and 4, and 1 more',
        ],
      ],
    ],
    [
      'where two bounds are stored as one',
      { bakeTime },
      [...BAKE_TIME, 'kiln_bake_seconds_bucket{le="1.0"} 1'],
      [['kiln_bake_seconds_bucket', 'duplicate series', 'each series once', '{le="1.0"} in lines 2 and 7']],
    ],
  ])('%s', (_, metrics, lines, findings) => {
    expect(found(metrics, lines)).toEqual(findings);
  });

  it('where the buckets of one value of a label are those of another', () => {
    const input = histogram('kiln_input', {
      labels: { what: ['flour', 'salt'] },
      unit: 'value',
      buckets: { by: 'what', of: { flour: [100], salt: [1] } },
      help: 'What goes in.',
    });
    const series = (what: string, bound: string) => [
      `kiln_input_bucket{what="${what}",le="${bound}"} 1`,
      `kiln_input_bucket{what="${what}",le="+Inf"} 1`,
      `kiln_input_sum{what="${what}"} 1`,
      `kiln_input_count{what="${what}"} 1`,
    ];
    const head = '# TYPE kiln_input histogram';
    expect(found({ input }, [head, ...series('flour', '100'), ...series('salt', '1')])).toEqual([]);
    expect(found({ input }, [head, ...series('flour', '100'), ...series('salt', '100')])).toEqual([
      ['kiln_input', 'other buckets', '1 +Inf', 'without 1; also 100, in 1 of its 2 histograms'],
    ]);
    expect(found({ input }, [head, ...series('flour', '100'), ...series('soap', '7')])).toEqual([
      ['kiln_input', 'unexpected value', 'what: flour, salt', 'what: soap'],
    ]);
  });
});
