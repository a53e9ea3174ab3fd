import { checkDashboards } from '../../../dashboards/check';
import { stableJson } from '../../../dashboards/json';
import { logsDashboard } from '../../../dashboards/logs';

interface Model {
  readonly panels: readonly {
    readonly title: string;
    readonly type: string;
    readonly datasource?: { readonly type: string; readonly uid: string };
    readonly fieldConfig?: {
      readonly defaults: { readonly unit: string; readonly links?: readonly { readonly url: string }[] };
    };
    readonly targets?: readonly { readonly expr: string; readonly queryType: string; readonly legendFormat?: string }[];
  }[];
  readonly templating: {
    readonly list: readonly { readonly name: string; readonly type: string; readonly query: unknown }[];
  };
}

const model = JSON.parse(stableJson(logsDashboard())) as Model;
const panels = model.panels.filter(({ type }) => type !== 'row');
const targetOf = (title: string) => {
  const [target] = panels.find((panel) => panel.title === title)?.targets ?? [];
  if (!target) throw new Error(`no panel '${title}'; there are ${panels.map((panel) => panel.title).join(', ')}`);
  return target;
};

const CHOSEN = 'k8s_namespace_name=~"$k8s_namespace_name", service_name=~"$service_name"';
const FAILURES = '| detected_level=~"error|critical|fatal"';

describe('the dashboard of logs', () => {
  it('keeps the rules of the house', () => {
    expect(() => {
      checkDashboards([logsDashboard()]);
    }).not.toThrow();
  });

  it('asks Loki for everything', () => {
    expect(new Set(panels.map(({ datasource }) => datasource?.uid))).toEqual(new Set(['loki']));
  });

  it('chooses namespaces and services by what streams have, and a trace by its id', () => {
    expect(model.templating.list.map(({ name, type }) => [name, type])).toEqual([
      ['datasource', 'datasource'],
      ['k8s_namespace_name', 'query'],
      ['service_name', 'query'],
      ['trace_id', 'textbox'],
    ]);
    expect(model.templating.list[2]?.query).toMatchObject({ type: 1, label: 'service_name' });
  });

  it('counts all lines but those of the audit stream, which has panels of its own', () => {
    expect(targetOf('Lines by service').expr).toBe(
      `sum by (service_name) (rate({log_type!="audit", ${CHOSEN}} [$__auto]))`,
    );
    expect(targetOf('Audit').expr).toBe(`{log_type="audit", ${CHOSEN}}`);
    const ofOrdinaryLines = panels.filter(({ title }) => !title.startsWith('Audit'));
    expect(
      ofOrdinaryLines.flatMap(({ targets = [] }) => targets).filter(({ expr }) => !expr.includes('log_type!="audit"')),
    ).toEqual([]);
  });

  it('takes for failures what Loki takes for errors and worse', () => {
    expect(targetOf('Failures by service').expr).toContain(FAILURES);
  });

  it('shows all lines where no trace is named, and else its own', () => {
    expect(targetOf('Lines').expr).toBe(`{log_type!="audit", ${CHOSEN}} | trace_id=~"\${trace_id}.*"`);
  });

  it('counts patterns once over the time range, and the most frequent only', () => {
    const { expr, queryType, legendFormat } = targetOf('Top patterns of failures');
    expect(expr).toMatch(/^sort_desc\(approx_topk\(12, sum by \(service_name, message_pattern\) \(count_over_time\(/);
    expect(expr).toContain('[$__range]');
    expect([queryType, legendFormat]).toEqual(['instant', '{{service_name}}: {{message_pattern}}']);
  });

  it('leads from a curve of a service to its operations and traces', () => {
    const { links } = panels.find(({ title }) => title === 'Failures by service')?.fieldConfig?.defaults ?? {};
    expect(links?.map(({ url }) => url)).toEqual([
      '/d/traces?${__url_time_range}&var-datasource=${datasource}&var-service_name=${__field.labels.service_name}',
    ]);
  });

  it('is a table of contents', () => {
    const contents = model.panels.map(({ type, title, fieldConfig }) =>
      type === 'row' ? `# ${title}` : `  ${title} [${fieldConfig?.defaults.unit ?? ''}]`,
    );
    expect(`\n${contents.join('\n')}\n`).toMatchSnapshot();
  });
});
