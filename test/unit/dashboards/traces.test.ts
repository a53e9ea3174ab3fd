import { checkDashboards } from '../../../dashboards/check';
import { stableJson } from '../../../dashboards/json';
import { tracesDashboard } from '../../../dashboards/traces';
import { WORKLOADS } from '../../../workloads';
import { LINKS } from '../../fixtures/environment';

interface Link {
  readonly url: string;
}
interface Model {
  readonly panels: readonly {
    readonly title: string;
    readonly type: string;
    readonly description?: string;
    readonly datasource?: { readonly uid: string };
    readonly fieldConfig?: {
      readonly defaults: { readonly unit: string; readonly links?: readonly Link[] };
      readonly overrides: readonly {
        readonly matcher: { readonly options: string };
        readonly properties: readonly { readonly id: string; readonly value: unknown }[];
      }[];
    };
    readonly options?: { readonly sortBy?: readonly { readonly displayName: string; readonly desc: boolean }[] };
    readonly targets?: readonly Readonly<Record<string, unknown>>[];
  }[];
  readonly templating: {
    readonly list: readonly {
      readonly name: string;
      readonly type: string;
      readonly query: unknown;
      readonly multi?: boolean;
    }[];
  };
}

const model = JSON.parse(stableJson(tracesDashboard(WORKLOADS, LINKS))) as Model;
const panel = (title: string) => {
  const found = model.panels.find((one) => one.title === title);
  if (!found) throw new Error(`no panel '${title}'; there are ${model.panels.map((one) => one.title).join(', ')}`);
  return found;
};
const overridden = (title: string, column: string) =>
  panel(title).fieldConfig?.overrides.find(({ matcher }) => matcher.options === column)?.properties;

const HERE = '${__url_time_range}&var-datasource=${datasource}';

describe('the dashboard of traces', () => {
  it('keeps the rules of the house', () => {
    expect(() => {
      checkDashboards([tracesDashboard(WORKLOADS, LINKS)]);
    }).not.toThrow();
  });

  it('chooses one service, since Jaeger searches for those of one, and how slow traces have to be', () => {
    expect(model.templating.list.map(({ name, type, multi }) => [name, type, multi ?? false])).toEqual([
      ['datasource', 'datasource', false],
      ['service_name', 'query', false],
      ['min_duration', 'custom', false],
    ]);
    expect(model.templating.list[2]?.query).toBe('100ms,250ms,500ms,1s,2s,4s,10s');
  });

  it('counts what services answer, not what they ask of others', () => {
    const exprs = (panel('Services').targets ?? []).map(({ expr }) => String(expr));
    expect(exprs).toHaveLength(3);
    expect(exprs.filter((expr) => !expr.includes('span_kind=~"SPAN_KIND_SERVER|SPAN_KIND_CONSUMER"'))).toEqual([]);
  });

  it('puts the service first that fails most', () => {
    expect(panel('Services').options?.sortBy).toEqual([{ desc: true, displayName: 'Failing' }]);
  });

  it('leads from a service to its operations and traces, and to its log lines', () => {
    const [links] = overridden('Services', 'Service') ?? [];
    const service = 'var-service_name=${__data.fields.service_name}';
    expect(links).toEqual({
      id: 'links',
      value: [
        expect.objectContaining({ url: `/d/traces?${HERE}&${service}` }),
        expect.objectContaining({ url: `/d/logs?${HERE}&${service}` }),
      ],
    });
  });

  it('shows operations of the service chosen, and the way of a wafer map whatever is chosen', () => {
    expect(panel('P95 by operation').targets?.[0]?.expr).toContain('service_name=~"$service_name"');
    expect(panel('Wafer map: Share of latency by service').targets?.[0]?.expr).not.toContain('$service_name');
  });

  it('searches Jaeger for traces of the service that took long or failed', () => {
    expect(panel('Slow traces').targets).toEqual([
      {
        datasource: { type: 'jaeger', uid: 'jaeger' },
        limit: 20,
        minDuration: '$min_duration',
        queryType: 'search',
        refId: 'A',
        service: '$service_name',
      },
    ]);
    expect(panel('Failed traces').targets?.[0]).toMatchObject({ service: '$service_name', tags: 'error=true' });
  });

  it('shows durations as what Jaeger gives them in, and leads from a trace to its log lines', () => {
    expect(overridden('Slow traces', 'Duration')).toEqual([{ id: 'unit', value: 'µs' }]);
    expect(overridden('Slow traces', 'Trace name')?.[0]?.value).toEqual([
      expect.objectContaining({ url: `/d/logs?${HERE}&var-trace_id=\${__data.fields.traceID}` }),
    ]);
  });

  it('is a table of contents', () => {
    const contents = model.panels.map(({ type, title, fieldConfig }) =>
      type === 'row' ? `# ${title}` : `  ${title} [${fieldConfig?.defaults.unit ?? ''}]`,
    );
    expect(`\n${contents.join('\n')}\n`).toMatchSnapshot();
  });
});
