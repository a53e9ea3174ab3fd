import { Testing, type ApiObject, type Chart } from 'cdk8s';
import { DashboardConfigMap } from '../../../constructs/grafana/dashboard-config-map';
import { PrometheusRule } from '../../../constructs/prometheus/prometheus-rule';
import { ServiceMonitor, type ServiceMonitorProps } from '../../../constructs/prometheus/service-monitor';

const json = (make: (chart: Chart) => ApiObject): unknown => make(Testing.chart()).toJson();

describe("a workload's monitor", () => {
  const props: ServiceMonitorProps = {
    name: 'yield-predictor',
    namespace: 'observability',
    serviceNamespace: 'ml-platform',
    selector: { 'app.kubernetes.io/name': 'yield-predictor' },
    port: 'metrics',
    interval: '15s',
  };
  const monitor = json((chart) => new ServiceMonitor(chart, 'monitor', props));

  test("lies in our namespace, looks into the workload's, and takes the Service's name as job", () => {
    expect(monitor).toMatchObject({
      metadata: { namespace: 'observability', labels: { 'probecard.dev/instance': 'main' } },
      spec: {
        namespaceSelector: { matchNames: ['ml-platform'] },
        endpoints: [{ port: 'metrics', path: '/metrics', interval: '15s', honorLabels: false }],
      },
    });
    expect(monitor).not.toHaveProperty('spec.jobLabel');
  });
});

test('rules carry the label by which our Prometheus selects them', () => {
  const groups = [{ name: 'g', rules: [{ record: 'a:b:c', expr: 'vector(1)' }] }];
  expect(
    json(
      (chart) => new PrometheusRule(chart, 'rules', { name: 'yield-predictor', namespace: 'observability', groups }),
    ),
  ).toMatchObject({
    kind: 'PrometheusRule',
    metadata: { name: 'yield-predictor', namespace: 'observability', labels: { 'probecard.dev/instance': 'main' } },
    spec: { groups },
  });
});

test('a dashboard carries the label and the folder that the sidecar looks for', () => {
  const props = {
    name: 'dashboard-ml',
    namespace: 'observability',
    folder: 'ML',
    file: 'ml-model-serving',
    json: '{}\n',
  };
  expect(json((chart) => new DashboardConfigMap(chart, 'dashboard', props))).toMatchObject({
    metadata: { labels: { 'probecard.dev/dashboard': '1' }, annotations: { 'probecard.dev/folder': 'ML' } },
    data: { 'ml-model-serving.json': '{}\n' },
  });
});
