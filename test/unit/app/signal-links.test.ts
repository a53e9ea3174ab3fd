import { GRAFANA_LINKS, jaegerUiOf } from '../../../app/signal-links';
import { environmentWith } from '../../fixtures/environment';

describe('the links of spans, as Grafana fills them in', () => {
  it('ask for the lines of the service in the trace: its stream is selected, and the trace is attached to lines', () => {
    expect(GRAFANA_LINKS.spanToLogs).toBe(
      '{service_name="${__span.tags.link_service}"} | trace_id="${__span.traceId}"',
    );
  });

  it('ask for rate, errors and duration of all spans of the service and operation', () => {
    expect(GRAFANA_LINKS.spanToMetrics.map(({ name }) => name)).toEqual([
      'Rate of spans like this',
      'Error ratio of spans like this',
      'P95 of spans like this',
    ]);
    for (const { query } of GRAFANA_LINKS.spanToMetrics) {
      expect(query).toContain('service_name="${__span.tags.link_service}"');
      expect(query).toContain('span_name="${__span.name}"');
      expect(query).toContain('[$__rate_interval]');
    }
  });
});

describe("the links of Jaeger's pages", () => {
  const { traceLinks } = jaegerUiOf(environmentWith({}));
  const [{ url } = { url: '' }] = traceLinks;

  it('lead to the lines of all services in the trace, at its time and a little around', () => {
    const filled = new URL(
      url.replaceAll(/#\{([^}]*)\}/g, (_, slot: string) => encodeURIComponent(slot.split(' |')[0] ?? '')),
    );
    const [pane] = Object.values(JSON.parse(filled.searchParams.get('panes') ?? '') as object) as unknown[];
    expect(pane).toMatchObject({
      datasource: 'loki',
      queries: [{ expr: '{service_name=~".+"} | trace_id="traceID"' }],
      range: { from: 'startTime', to: 'endTime' },
    });
  });

  it('have a date for Grafana, where Jaeger counts microseconds', () => {
    expect(url).toContain('#{startTime | add -60000000 | epoch_micros_to_date_iso}');
    expect(url).toContain('#{endTime | add 60000000 | epoch_micros_to_date_iso}');
  });
});
