import { count } from '../../promql';
import { MOST_SERIES_OF_SERVICE } from '../../telemetry/span-series';
import { above, grows, signal, type InputSeries } from '../../signals';
import { spanCalls } from '../spans';
import { own } from '../stack';
import { spanScrape } from '../wafer-map/rendering';

const operations = (howMany: number, service_name: string, target = { ...own(spanScrape), pod: 'a' }) =>
  Array.from({ length: howMany }, (_, i): InputSeries =>
    grows(
      spanCalls,
      {
        ...target,
        service_name,
        span_name: `GET /wafers/${i}`,
        span_kind: 'SPAN_KIND_SERVER',
        status_code: 'STATUS_CODE_UNSET',
      },
      1,
    ),
  );

/** Before there is none left. */
const NEARLY = 0.9 * MOST_SERIES_OF_SERVICE;

export const spanSeries = signal({
  name: 'CollectorSpanSeriesFull',
  title: 'Series of a service’s spans',
  description: (t) =>
    `How many series of calls a sampler has made of a service’s spans: operations, kinds and states. Above ${t.warning} of ${MOST_SERIES_OF_SERVICE}, further operations are soon counted together.`,
  query: spanCalls.where(own(spanScrape)).seriesBy('service_name', 'pod').maxBy('service_name'),
  warning: above(count(NEARLY)).for('10m'),
  examples: {
    warning: {
      fires: {
        series: [...operations(NEARLY + 1, 'tile-cache'), ...operations(3, 'postgres')],
        at: '11m',
        notYetAt: '9m',
        labels: { service_name: 'tile-cache' },
      },
      quiet: {
        series: [
          ...operations(NEARLY, 'tile-cache'),
          // The same of another sampler, and somebody else's collector.
          ...operations(20, 'tile-cache', { ...own(spanScrape), pod: 'b' }),
          ...operations(20, 'tile-cache', { ...own(spanScrape), job: 'other', pod: 'a' }),
        ],
        at: '20m',
      },
    },
  },
  impact:
    'Operations of the service that are new are counted under no name: its panels and alerts do not see them; what it had before goes on.',
  nextSteps: [
    'Find what differs in the names of its spans, on the page Explore: topk(20, sum by (span_name) (traces_span_metrics_calls_total{service_name="<service_name>"})).',
    'If they have ids in them, ask its team to name spans by their route, as docs/instrument-a-service.md says: GET /wafers/{id}.',
    'Until then, nothing is lost but names. Series that are used no more are forgotten after two hours.',
  ],
});
