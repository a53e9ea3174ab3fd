import { metricsRead, record, seriesPerMetric } from '../../../promql';
import { text } from './fixtures';

describe('the metrics with the most series', () => {
  test('are counted by name, and named by a label that a recording keeps', () => {
    expect(text(seriesPerMetric(20))).toBe(
      'label_replace(topk(20, count by (__name__) ({__name__!=""})), "metric", "$1", "__name__", "(.+)")',
    );
    expect(seriesPerMetric(20)).toMatchObject({ labels: ['metric'], unit: 'count' });
  });

  test('are none that a catalog would have to hold', () => {
    expect(metricsRead(seriesPerMetric(20).expr)).toEqual([]);
  });

  test('can be recorded and read by metric', () => {
    const largest = record('metric:series:count', seriesPerMetric(20), { interval: '4m' });
    expect(text(largest.where({ metric: 'up' }).maxBy('metric'))).toBe(
      'max by (metric) (metric:series:count{metric="up"})',
    );
  });
});
