import { Testing, type Chart } from 'cdk8s';
import { ExportersChart } from '../../../charts/exporters';
import { POD_EXCEPTIONS } from '../../../charts/invariants/exceptions';
import { describe as nameOf, type KubeObject } from '../../../charts/invariants/kube-object';
import { checkExceptions, checkPodSecurity } from '../../../charts/invariants/pod-security';
import { violations } from '../../../charts/invariants/restricted';
import { NamespacesChart } from '../../../charts/namespaces';
import { CollectorAgent } from '../../../constructs/collector/agent';

const resources = { requests: { cpu: '10m', memory: '64Mi' }, limits: { cpu: '100m', memory: '128Mi' } };
const platform = { namespace: 'observability', images: {}, scrapeInterval: '15s' };

const objectsOf = (chart: Chart) => chart.toJson() as KubeObject[];

/** Every pod of ours that needs something of its node. */
function onNodes(): readonly KubeObject[] {
  const agent = Testing.chart();
  new CollectorAgent(agent, 'agent', { ...platform, resources, lokiUrl: 'http://loki.observability.svc:3100' });
  const exporters = new ExportersChart(Testing.app(), {
    ...platform,
    nodeExporter: { resources },
    kubeStateMetrics: { resources },
    blackboxExporter: { resources, targets: [] },
    dcgmExporter: { resources },
  });
  return [...objectsOf(agent), ...objectsOf(exporters)].filter(
    ({ metadata }) => metadata.namespace === 'observability-node',
  );
}

const pods = onNodes().filter((object) => violations(object).length > 0);

test('every pod that is not restricted has an exception, and every exception has such a pod', () => {
  expect(pods.map(nameOf).sort()).toEqual(
    POD_EXCEPTIONS.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`).sort(),
  );
});

test.each(pods.map((pod) => [nameOf(pod), pod] as const))(
  '%s does what its exception excuses, and nothing else',
  (_, pod) => {
    expect(() => {
      checkPodSecurity(pod);
      checkExceptions([pod]);
    }).not.toThrow();
  },
);

test('every exception says why, and none asks for a capability', () => {
  for (const { reason, excuses } of POD_EXCEPTIONS) {
    expect(reason).toMatch(/^[A-Z].{40,}\.$/);
    expect(excuses.join()).not.toMatch(/capabilit|privileged/);
  }
});

test('the namespace of exceptions admits them, and ours that has none admits only what is restricted', () => {
  const standard = objectsOf(new NamespacesChart(Testing.app())).map(({ metadata }) => [
    metadata.name,
    ...['enforce', 'warn', 'audit'].map((mode) => metadata.labels?.[`pod-security.kubernetes.io/${mode}`]),
  ]);
  expect(standard).toEqual([
    ['observability', 'restricted', 'restricted', 'restricted'],
    ['observability-node', 'privileged', 'privileged', 'privileged'],
  ]);
});
