import { IMAGES } from '../../../constructs/images';
import { objectsOf, ofKind, only, renderStack } from './render';

const objects = objectsOf(renderStack());
const prometheus = only(objects, 'Prometheus', 'main');
const instance = { 'probecard.dev/instance': 'main' };

test('the operator watches our namespace alone and claims only what bears its controller id', () => {
  const [operator] = only(objects, 'Deployment', 'prometheus-operator').spec.template.spec.containers;
  expect(operator?.args).toEqual(expect.arrayContaining(['--namespaces=observability', '--controller-id=probecard']));
  for (const object of [prometheus, only(objects, 'Alertmanager', 'main')]) {
    expect(object.metadata).toHaveProperty(['annotations', 'operator.prometheus.io/controller-id'], 'probecard');
  }
});

test('Prometheus selects our monitors and rules and those of nobody else', () => {
  for (const selector of [
    'serviceMonitorSelector',
    'podMonitorSelector',
    'probeSelector',
    'scrapeConfigSelector',
    'ruleSelector',
  ]) {
    expect(prometheus.spec[selector]).toEqual({ matchLabels: instance });
  }
  const monitors = ofKind(objects, 'ServiceMonitor');
  expect(monitors.length).toBeGreaterThan(0);
  for (const { metadata } of monitors) {
    expect(metadata.labels).toMatchObject(instance);
    expect(metadata.namespace).toBe(prometheus.metadata.namespace);
  }
});

test('Prometheus discovers by EndpointSlices and may read them, not the deprecated Endpoints, wherever it looks', () => {
  expect(prometheus.spec.serviceDiscoveryRole).toBe('EndpointSlice');
  const roles = ofKind(objects, 'Role').filter(({ metadata }) => metadata.name === 'probecard-prometheus');
  expect(roles.map(({ metadata }) => metadata.namespace)).toEqual([
    'observability',
    'observability-node',
    'ml-platform',
    'test-data',
    'test-floor',
  ]);
  for (const { rules = [] } of roles) {
    expect(rules.flatMap(({ resources }) => resources).sort()).toEqual(['endpointslices', 'pods', 'services']);
  }
});

test('alerts go to a port of the Service of our Alertmanager', () => {
  const { alertmanagers } = prometheus.spec.alerting as { alertmanagers: { name: string; port: string }[] };
  for (const { name, port } of alertmanagers) {
    expect(only(objects, 'Service', name).spec.ports.map((candidate) => candidate.name)).toContain(port);
  }
});

test('metrics are kept for 35 days: the objectives of 30 days read them', () => {
  expect(prometheus.spec.retention).toBe('35d');
});

test('the operator is told the version of the image, which decides the configuration that it writes', () => {
  expect(prometheus.spec.image).toBe(`quay.io/prometheus/prometheus:${String(prometheus.spec.version)}`);
  expect(IMAGES.configReloader.version).toBe(IMAGES.prometheusOperator.version);
});

test('a scrape may take as long as Prometheus lets it: at most 10 s, and never longer than the interval', () => {
  expect(prometheus.spec.scrapeInterval).toBe('30s');
  expect(prometheus.spec).not.toHaveProperty('scrapeTimeout');
});

test('every default of the CRDs (v0.93.1) is written out, or Argo CD would show a difference', () => {
  expect(prometheus.spec).toMatchObject({
    portName: 'web',
    shards: 1,
    scrapeInterval: '30s',
    evaluationInterval: '30s',
  });
  expect(only(objects, 'Alertmanager', 'main').spec).toMatchObject({ portName: 'web', retention: '120h' });
});

test('namespaces come before access, access before the operator, and that before everything else', () => {
  const waves = (kind: string, name: string) =>
    Number(
      (only(objects, kind, name).metadata as { annotations?: Record<string, string> }).annotations?.[
        'argocd.argoproj.io/sync-wave'
      ],
    );
  expect(waves('Namespace', 'observability')).toBe(-10);
  expect(waves('Role', 'prometheus-operator')).toBe(-5);
  expect(waves('Deployment', 'prometheus-operator')).toBe(0);
  expect(waves('Prometheus', 'main')).toBe(5);
});
