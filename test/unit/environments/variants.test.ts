import { renderEnvironment } from '../../../cli/render';
import { ENVIRONMENTS, type Environment } from '../../../environments';
import { checkEnvironments } from '../../../environments/check';
import type { Existing } from '../../../environments/existing';
import { production } from '../../../environments/production';
import { environmentWith } from '../../fixtures/environment';

const EXISTING: Existing = {
  operator: { kubeletNamespace: 'kube-system' },
  nodeExporter: {
    namespace: 'monitoring',
    labels: { 'app.kubernetes.io/name': 'node-exporter' },
    port: 'http-metrics',
    containerPort: 9100,
  },
  kubeStateMetrics: {
    namespace: 'monitoring',
    labels: { 'app.kubernetes.io/name': 'kube-state-metrics' },
    port: 'http',
    containerPort: 8080,
  },
};

/** Rendering holds every object, connection and Secret against the invariants. */
const named = (environment: Environment): readonly string[] =>
  renderEnvironment(environment).flatMap(({ objects }) =>
    objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`),
  );

describe('an environment beside an existing stack', () => {
  const beside = environmentWith({ existing: EXISTING });
  const [with_, without] = [named(beside), named(environmentWith({}))];

  it('leaves out what is there, and nothing else', () => {
    const left = without.filter((one) => !with_.includes(one));
    const gone = ['prometheus-operator', 'node-exporter', 'kube-state-metrics', 'dev-crds', 'dev-prometheus-operator'];
    expect(left.filter((one) => !gone.some((name) => one.includes(name)))).toEqual([]);
    expect(left).toEqual(expect.arrayContaining(['Deployment prometheus-operator', 'DaemonSet node-exporter']));
  });

  it('does not watch the operator that is there: whoever runs it does', () => {
    expect(without).toContain('PrometheusRule prometheus-operator');
    expect(with_).not.toContain('PrometheusRule prometheus-operator');
  });

  it('scrapes the exporters that are there, and finds them in their namespace', () => {
    expect(with_).toEqual(
      expect.arrayContaining(['ServiceMonitor node-exporter', 'ServiceMonitor kube-state-metrics']),
    );
    expect(with_).toContain('Role probecard-prometheus-exporters');
  });

  it('leaves its Prometheus and its Alertmanager to the operator that is there', () => {
    const operated = renderEnvironment(beside)
      .flatMap(({ objects }) => objects)
      .filter(({ kind }) => ['Prometheus', 'Alertmanager'].includes(kind));
    expect(operated).toHaveLength(2);
    for (const { metadata } of operated) {
      expect(metadata).not.toHaveProperty(['annotations', 'operator.prometheus.io/controller-id']);
    }
  });
});

/** Who tells of GPUs, and what watches them. */
const isAboutGpus = (object: string): boolean => /dcgm|gpus$/.test(object);

describe('another region', () => {
  const added = production({
    region: 'ap-southeast-1',
    timeZone: 'Asia/Singapore',
    preset: 'medium',
    nodes: 20,
    gpuNodes: 0,
    network: '10.60.0.0/16',
    data: '10.60.240.0/20',
  });

  it('is one value, and renders like the others, but for GPUs that it does not have', () => {
    expect(() => checkEnvironments([...ENVIRONMENTS, added])).not.toThrow();
    const other = ENVIRONMENTS.find(({ name }) => name === 'prod-us-east-1');
    if (!other) throw new Error('no other region');
    const own = (environment: Environment) =>
      named(environment)
        .map((one) => one.replaceAll(environment.name, 'region'))
        .filter((one) => !isAboutGpus(one));
    expect(own(added)).toEqual(own(other));
    expect(named(added).filter(isAboutGpus)).toEqual([]);
  });
});
