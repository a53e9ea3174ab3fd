import { checkMonitors } from '../../../charts/invariants/monitors';
import { object } from './objects';

const service = object('Service', 'web', {
  metadata: { name: 'web', namespace: 'observability', labels: { 'app.kubernetes.io/name': 'web' } },
  spec: { ports: [{ name: 'http' }] },
});

const monitor = (selected: string, port: string, namespace = 'observability') =>
  object('ServiceMonitor', 'web', {
    spec: {
      selector: { matchLabels: { 'app.kubernetes.io/name': selected } },
      namespaceSelector: { matchNames: [namespace] },
      endpoints: [{ port }],
    },
  });

const predictor = {
  namespace: 'ml-platform',
  labels: { 'app.kubernetes.io/name': 'yield-predictor', team: 'ml-platform' },
  ports: ['http', 'metrics'],
};

test('a monitor that scrapes a port of our Service is fine', () => {
  expect(() => {
    checkMonitors([service, monitor('web', 'http')], []);
  }).not.toThrow();
});

test('a port that the Service lacks is named, with those that it has', () => {
  expect(() => {
    checkMonitors([service, monitor('web', 'metrics')], []);
  }).toThrow(
    "ServiceMonitor observability/web scrapes the port 'metrics', which the Service that it selects (app.kubernetes.io/name=web in observability) lacks: it has http",
  );
});

test('a selector that finds no Service is named, with where it looked', () => {
  expect(() => {
    checkMonitors([service, monitor('wbe', 'http')], []);
  }).toThrow('ServiceMonitor observability/web selects no Service (app.kubernetes.io/name=wbe in observability)');
});

test("a workload's Service counts as declared, in its own namespace only", () => {
  expect(() => {
    checkMonitors([monitor('yield-predictor', 'metrics', 'ml-platform')], [predictor]);
  }).not.toThrow();
  expect(() => {
    checkMonitors([monitor('yield-predictor', 'metrics', 'test-data')], [predictor]);
  }).toThrow('selects no Service');
});

test('a port that a workload does not declare is refused', () => {
  expect(() => {
    checkMonitors([monitor('yield-predictor', 'prometheus', 'ml-platform')], [predictor]);
  }).toThrow("scrapes the port 'prometheus', which the Service");
});

test.each(['PodMonitor', 'Probe', 'ScrapeConfig'])('a %s is refused: what it selects is not checked', (kind) => {
  expect(() => {
    checkMonitors([object(kind, 'web', { apiVersion: 'monitoring.coreos.com/v1' })], []);
  }).toThrow(`${kind} observability/web: what a ${kind} selects is not checked: use a ServiceMonitor`);
});

test('what the operator makes pods and rules of is no monitor', () => {
  const kinds = ['Prometheus', 'Alertmanager', 'PrometheusRule'];
  expect(() => {
    checkMonitors(
      kinds.map((kind) => object(kind, 'main', { apiVersion: 'monitoring.coreos.com/v1' })),
      [],
    );
  }).not.toThrow();
});
