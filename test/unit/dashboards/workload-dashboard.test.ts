import { stableJson } from '../../../dashboards/json';
import { workloadDashboard } from '../../../dashboards/workload-dashboard';
import { applyOverrides, override } from '../../../signals';
import { ratio } from '../../../promql';
import { WORKLOADS } from '../../../workloads';
import { LINKS } from '../../fixtures/environment';
import { burntRatio, kiln } from '../../fixtures/kiln';

interface Shown {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets: readonly {
    readonly refId: string;
    readonly expr: string;
    readonly legendFormat: string;
    readonly format?: string;
    readonly exemplar?: boolean;
  }[];
  readonly fieldConfig: {
    readonly defaults: {
      readonly unit: string;
      readonly links?: readonly { readonly url: string }[];
      readonly thresholds?: { readonly steps: readonly { readonly value: number | null; readonly color: string }[] };
    };
  };
  readonly links?: readonly { readonly url: string }[];
}
interface Model {
  readonly schemaVersion: number;
  readonly uid: string;
  readonly editable: boolean;
  readonly time: object;
  readonly panels: readonly Shown[];
  readonly links: readonly { readonly url: string; readonly keepTime: boolean; readonly includeVars: boolean }[];
  readonly templating: {
    readonly list: readonly { readonly name: string; readonly type: string; readonly query: unknown }[];
  };
  readonly annotations: { readonly list: readonly { readonly expr: string }[] };
}

const rendered = (workload = kiln, index = 0): Model => {
  const dashboard = workload.dashboards[index];
  if (!dashboard) throw new Error('no such dashboard');
  return JSON.parse(stableJson(workloadDashboard(workload, dashboard, LINKS))) as Model;
};
const panel = (model: Model, title: string): Shown => {
  const found = model.panels.find((candidate) => candidate.title === title);
  if (!found) throw new Error(`no panel '${title}'`);
  return found;
};

describe("a workload's dashboard", () => {
  const model = rendered();

  it('is in the classic schema, read-only, over the last hour', () => {
    expect(model).toMatchObject({
      schemaVersion: 42,
      uid: 'kiln',
      editable: false,
      time: { from: 'now-1h', to: 'now' },
    });
  });

  it('places the panels of a row side by side below its header', () => {
    expect(model.panels.map(({ title, gridPos: { x, y, w, h } }) => [title, x, y, w, h])).toEqual([
      ['Bread', 0, 0, 24, 1],
      ['Burnt batches', 0, 1, 12, 8],
      ['P90 bake time', 12, 1, 12, 8],
      ['Oven', 0, 9, 24, 1],
      ['Heat', 0, 10, 12, 8],
      ['Targets up', 12, 10, 12, 8],
    ]);
  });

  it('chooses the data source and the oven by variables', () => {
    expect(model.templating.list.map(({ name, type }) => [name, type])).toEqual([
      ['datasource', 'datasource'],
      ['oven', 'query'],
    ]);
    expect(model.templating.list[1]?.query).toMatchObject({ query: 'label_values(kiln_batches_total, oven)' });
  });

  it('adds the variable to every selector whose metric has the label, and to no other', () => {
    const [query] = panel(model, 'Burnt batches').targets;
    expect(query?.expr.match(/oven=~"\$oven"/g)).toHaveLength(3);
    expect(panel(model, 'Targets up').targets[0]?.expr).not.toContain('$oven');
  });

  it('reads the window that Grafana chooses, where a rule reads five minutes', () => {
    expect(panel(model, 'Burnt batches').targets[0]?.expr).toContain('[$__rate_interval]');
  });

  it('colours each region by the worst alert that fires there', () => {
    expect(panel(model, 'Burnt batches').fieldConfig.defaults.thresholds?.steps).toEqual([
      { value: null, color: 'transparent' },
      { value: 0.1, color: 'orange' },
      { value: 0.5, color: 'red' },
    ]);
  });

  it('links a panel to the runbook of its alert', () => {
    expect(panel(model, 'Burnt batches').links?.map(({ url }) => url)).toEqual([`${LINKS.runbooks}/KilnBurntRatio.md`]);
    expect(panel(model, 'Heat').links ?? []).toEqual([]);
  });

  it('marks where alerts of the workload fire', () => {
    expect(model.annotations.list[0]?.expr).toBe('ALERTS{workload="kiln",alertstate="firing"}');
  });

  it('marks where the Deployment behind the Service of the workload was changed', () => {
    expect(model.annotations.list[1]?.expr).toBe(
      'changes(kube_deployment_metadata_generation{namespace="bakery",deployment="kiln"}[5m]) > 0',
    );
    expect(model.annotations.list).toHaveLength(2);
  });

  it('follows an override of its environment', () => {
    const [strict] = applyOverrides([kiln], [override(burntRatio, 'critical', { threshold: ratio(0.4) })]);
    const shown = panel(rendered(strict), 'Burnt batches');
    expect(shown.fieldConfig.defaults.thresholds?.steps.map(({ value }) => value)).toEqual([null, 0.1, 0.4]);
    expect(shown.description).toBe('Share of batches that burn, above 10 % or even 40 %.');
  });
});

describe("the yield predictor's dashboards", () => {
  const [predictor] = WORKLOADS;
  const serving = rendered(predictor, 0);
  const comparison = rendered(predictor, 1);

  it('link to each other with time and variables', () => {
    expect(serving.links.map(({ url, keepTime, includeVars }) => [url, keepTime, includeVars])).toEqual([
      ['/d/ml-model-comparison', true, true],
      ['/d/ml-model-quality', true, true],
      [
        '/d/logs?var-datasource=${datasource}&var-service_name=ml-model-serving&var-service_name=yield-predictor',
        true,
        false,
      ],
      ['/d/traces?var-datasource=${datasource}&var-service_name=ml-model-serving', true, false],
    ]);
  });

  it('open the comparison of the very model from its curve', () => {
    const { url } = panel(serving, 'P99 latency').fieldConfig.defaults.links?.[0] ?? {};
    expect(url).toBe(
      '/d/ml-model-comparison?${__url_time_range}&var-datasource=${datasource}&var-model=${__field.labels.model}',
    );
  });

  it('draw thresholds that differ by model as curves, only for models with data', () => {
    const { targets } = panel(serving, 'P95 latency');
    expect(targets.filter(({ exemplar }) => exemplar !== true)).toHaveLength(2);
    expect(targets[1]).toMatchObject({ refId: 'B', legendFormat: 'threshold of {{model}}' });
    expect(targets[1]?.expr).toMatch(
      /label_replace\(vector\(0\.15\), "model", "binning_optimizer", "", ""\)[^]*and on \(model\)/,
    );
  });

  it('shade what is below a floor and above a ceiling of the same panel', () => {
    expect(panel(comparison, 'Challenger against champion').fieldConfig.defaults.thresholds?.steps).toEqual([
      { value: null, color: 'red' },
      { value: -1, color: 'transparent' },
      { value: 2, color: 'blue' },
    ]);
  });

  it('show the SLA and the capacity of the replicas beside throughput', () => {
    expect(panel(serving, 'Throughput').targets.map(({ legendFormat }) => legendFormat)).toEqual([
      'Throughput',
      'Capacity of the replicas up',
      'SLA: 1000 requests/s',
    ]);
  });

  it('show latency as a heatmap of cumulative buckets', () => {
    const { type, targets } = panel(serving, 'Distribution of latency');
    expect([type, targets[0]?.format]).toEqual(['heatmap', 'heatmap']);
  });

  it('are tables of contents', () => {
    const contents = predictor.dashboards.map((_, i) => {
      const model = rendered(predictor, i);
      return [
        model.uid,
        ...model.panels.map(({ type, title, fieldConfig }) =>
          type === 'row' ? `# ${title}` : `  ${title} [${fieldConfig.defaults.unit}]`,
        ),
      ].join('\n');
    });
    expect(`\n${contents.join('\n\n')}\n`).toMatchSnapshot();
  });
});

describe('the panel of targets', () => {
  const { steps = [] } = panel(rendered(), 'Targets up').fieldConfig.defaults.thresholds ?? {};
  /** Grafana takes the last step that is not above the value. */
  const colorOf = (value: number) => steps.filter((step) => step.value === null || step.value <= value).at(-1)?.color;

  it.each([
    [0, 'red'],
    [0.5, 'orange'],
    [1, 'transparent'],
  ])('with a share of %d up is %s', (value, color) => {
    expect(colorOf(value)).toBe(color);
  });
});

describe('dashboard JSON', () => {
  it('has its keys in alphabetical order, whatever the order of the builder', () => {
    expect(stableJson({ b: 1, a: [{ d: undefined, c: null }] })).toBe(
      '{\n  "a": [\n    {\n      "c": null\n    }\n  ],\n  "b": 1\n}\n',
    );
  });
});
