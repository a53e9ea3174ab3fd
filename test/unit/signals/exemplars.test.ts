import { any, histogram } from '../../../promql';
import { shown } from '../../../signals';
import { keptSpanDuration, spanCalls, spanDuration } from '../../../workloads/spans';

const p95 = spanDuration.rate().sumBy('service_name').quantile(0.95);
const withExemplars = (exemplars = keptSpanDuration.exemplars(), query: Parameters<typeof shown>[0]['query'] = p95) =>
  shown({ name: 'Spans', title: 'P95', description: 'Spans.', query, view: { exemplars } });

describe('exemplars of a signal', () => {
  it('are those of the spans of kept traces', () => {
    expect(withExemplars().view.exemplars?.expr).toMatchObject({
      left: { series: 'traces_sampled_duration_seconds_bucket' },
    });
  });

  it('are refused of all spans, most of which point at traces that are not kept', () => {
    expect(() => withExemplars(spanDuration.exemplars() as never)).toThrow(
      'signal Spans: its exemplars are those of traces_span_metrics_duration_seconds, most of which point at traces that were not kept: take them of traces_sampled_duration_seconds',
    );
  });

  it("are refused of the service's own metrics", () => {
    const own = histogram('answer_seconds', {
      labels: { service_name: any },
      unit: 'seconds',
      buckets: [1],
      help: 'Own.',
    });
    expect(() => withExemplars(own.exemplars() as never)).toThrow('its exemplars are those of answer_seconds');
  });

  it('are refused where the panel shows no times, among which they would have no place', () => {
    const rate = spanCalls.rate().sumBy('service_name') as never;
    expect(() => withExemplars(keptSpanDuration.exemplars(), rate)).toThrow(
      'signal Spans: its panel shows count/s, and exemplars of spans are seconds',
    );
  });
});
