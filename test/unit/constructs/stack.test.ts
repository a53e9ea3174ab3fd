import { Testing } from 'cdk8s';
import { load } from 'js-yaml';
import { API_TOKEN_MOUNT } from '../../../constructs/api-token';
import { ENVIRONMENTS, type Environment } from '../../../environments';
import { chartsOf } from '../../../main';
import { containersOf, ofKind, only, workloadsOf, type Rendered } from './render';

/** One with one of everything behind an Ingress, the same with replicas, and one behind a Gateway that asks all regions. */
const VARIETIES = ['dev', 'staging', 'prod-us-west-2'];

const WORKLOAD_NAMESPACES = new Set(
  ENVIRONMENTS.flatMap(({ workloads }) => workloads.map(({ scrape }) => scrape.namespace)),
);
const OURS = ['observability', 'observability-node'];

function objectsIn(environment: Environment): readonly Rendered[] {
  const app = Testing.app();
  return chartsOf(environment).flatMap((create) => create(app).toJson() as Rendered[]);
}

const matches = (labels: Readonly<Record<string, string>>, selector: Readonly<Record<string, string>>): boolean =>
  Object.entries(selector).every(([label, value]) => labels[label] === value);

const named = (all: readonly Rendered[]) =>
  all.map((object) => [`${object.metadata.namespace ?? ''}/${object.metadata.name}`, object] as const);

const probesOf = ({ startupProbe, livenessProbe, readinessProbe }: ReturnType<typeof containersOf>[number]) =>
  [startupProbe, livenessProbe, readinessProbe].filter((probe) => (probe as object | undefined) !== undefined);

/** The names of the volumes that a StatefulSet claims for each of its pods. */
const claimed = ({ spec }: Rendered): readonly string[] =>
  ((spec.volumeClaimTemplates ?? []) as readonly Rendered[]).map(({ metadata }) => metadata.name);

describe.each(
  VARIETIES.map((name) => {
    const environment = ENVIRONMENTS.find((candidate) => candidate.name === name);
    if (!environment) throw new Error(`there is no environment ${name}`);
    return [name, objectsIn(environment)] as const;
  }),
)('the stack in %s', (_, objects) => {
  const workloads = workloadsOf(objects);

  describe('pods', () => {
    test.each(named(workloads))('%s: its selector matches its own pods, and those of no other', (_name, { spec }) => {
      const selected = workloads.filter((other) =>
        matches(other.spec.template.metadata.labels, spec.selector.matchLabels),
      );
      expect(selected.map((other) => other.spec)).toEqual([spec]);
    });

    test.each(named(workloads))('%s: every probe asks a port that its container has', (_name, { spec }) => {
      for (const container of containersOf(spec.template.spec)) {
        for (const { httpGet } of probesOf(container)) {
          expect((container.ports ?? []).map(({ name }) => name)).toContain(httpGet.port);
        }
      }
    });

    test.each(named(workloads))('%s: no two containers of a pod share a port', (_name, { spec }) => {
      const ports = containersOf(spec.template.spec).flatMap(({ ports: own = [] }) =>
        own.map(({ containerPort }) => containerPort),
      );
      expect(new Set(ports).size).toBe(ports.length);
    });

    test.each(named(workloads))('%s: every mount has its volume, and every volume a mount', (_name, workload) => {
      const pod = workload.spec.template.spec;
      const volumes = [...(pod.volumes ?? []).map(({ name }) => name), ...claimed(workload)];
      const mounted = containersOf(pod).flatMap(({ volumeMounts = [] }) => volumeMounts.map(({ name }) => name));
      expect([...new Set(mounted)].sort()).toEqual([...volumes].sort());
    });

    test.each(named(workloads))(
      '%s: every mounted configuration file is in its ConfigMap',
      (_name, { metadata, spec }) => {
        const pod = spec.template.spec;
        for (const { name, subPath } of containersOf(pod).flatMap(({ volumeMounts = [] }) => volumeMounts)) {
          const configMap = pod.volumes?.find((volume) => volume.name === name)?.configMap?.name;
          if (configMap === undefined) continue;
          const [found] = ofKind(objects, 'ConfigMap').filter(
            (object) => object.metadata.name === configMap && object.metadata.namespace === metadata.namespace,
          );
          expect(found).toBeDefined();
          if (subPath !== undefined) expect(Object.keys(found?.data ?? {})).toContain(subPath);
        }
      },
    );

    test.each(named(workloads))('%s: runs as a service account that exists', (_name, { metadata, spec }) => {
      const { serviceAccountName } = spec.template.spec;
      expect(only(objects, 'ServiceAccount', serviceAccountName).metadata.namespace).toBe(metadata.namespace);
    });

    test('replicas are spread over nodes, and drained one at a time', () => {
      const budgets = ofKind(objects, 'PodDisruptionBudget').map(({ spec }) => spec.selector.matchLabels);
      for (const { metadata, spec } of workloads.filter((workload) => Number(workload.spec.replicas) > 1)) {
        const labels = spec.template.metadata.labels;
        expect([metadata.name, budgets.filter((selector) => matches(labels, selector)).length]).toEqual([
          metadata.name,
          1,
        ]);
        expect(spec.template.spec).toHaveProperty('topologySpreadConstraints');
      }
    });

    test('the API token reaches whoever asks the API, and nobody else', () => {
      const mounting = workloads.flatMap(({ spec }) =>
        containersOf(spec.template.spec).filter(
          ({ volumeMounts = [] }) =>
            spec.template.spec.automountServiceAccountToken ||
            volumeMounts.some(({ name }) => name === API_TOKEN_MOUNT.name),
        ),
      );
      expect(mounting.map(({ name }) => name)).toEqual([
        'prometheus-operator',
        'kube-state-metrics',
        'dashboards',
        'collector-agent',
      ]);
      expect(only(objects, 'Prometheus', 'main').spec.automountServiceAccountToken).toBe(false);
      expect(only(objects, 'Alertmanager', 'main').spec.automountServiceAccountToken).toBe(false);
    });

    test('the token volume holds what client libraries look for, under the names of the Kubernetes API', () => {
      const pods = [
        only(objects, 'Prometheus', 'main').spec,
        only(objects, 'Deployment', 'grafana').spec.template.spec,
      ];
      for (const { volumes } of pods) {
        expect(volumes).toContainEqual({
          name: 'kubernetes-api',
          projected: {
            defaultMode: 0o444,
            sources: [
              expect.objectContaining({ serviceAccountToken: expect.objectContaining({ path: 'token' }) as object }),
              expect.objectContaining({ configMap: expect.objectContaining({ name: 'kube-root-ca.crt' }) as object }),
              expect.objectContaining({ downwardAPI: expect.anything() as object }),
            ],
          },
        });
      }
    });
  });

  describe('services', () => {
    const services = ofKind(objects, 'Service').filter(({ metadata }) => OURS.includes(metadata.namespace ?? ''));
    const operated = services.filter(({ spec }) => 'prometheus' in spec.selector || 'alertmanager' in spec.selector);

    test.each(named(services.filter((service) => !operated.includes(service))))(
      '%s leads to the pods of one workload, and each of its ports to a container port',
      (_name, { metadata, spec }) => {
        const behind = workloads.filter(
          (workload) =>
            workload.metadata.namespace === metadata.namespace &&
            matches(workload.spec.template.metadata.labels, spec.selector),
        );
        expect(behind).toHaveLength(1);
        const containers = behind.flatMap((workload) => containersOf(workload.spec.template.spec));
        const targets = containers.flatMap(({ ports = [] }) => ports);
        for (const { port, targetPort } of spec.ports) {
          expect(targets).toContainEqual(expect.objectContaining({ name: targetPort, containerPort: port }));
        }
      },
    );

    test.each(['prometheus', 'alertmanager'])(
      '%s leads to the pods that the operator makes of the resource',
      (name) => {
        const { spec } = only(objects, 'Service', name);
        expect(spec.selector).toEqual({ 'app.kubernetes.io/name': name, [name]: 'main' });
        const [resource] = objects.filter(({ kind }) => kind.toLowerCase() === name);
        expect(spec.ports.map(({ targetPort }) => targetPort)).toContain(resource?.spec.portName);
      },
    );

    test('each target is scraped once: no two Services carry the labels that one monitor selects', () => {
      for (const monitor of ofKind(objects, 'ServiceMonitor')) {
        const { namespaceSelector } = monitor.spec as { namespaceSelector?: { matchNames: string[] } };
        const selected = services.filter(
          ({ metadata }) =>
            (namespaceSelector?.matchNames ?? []).includes(metadata.namespace ?? '') &&
            matches(metadata.labels ?? {}, monitor.spec.selector.matchLabels),
        );
        expect([monitor.metadata.name, selected.length <= 1]).toEqual([monitor.metadata.name, true]);
      }
    });

    test('every data source of Grafana leads to a port of a Service of ours', () => {
      const files = only(objects, 'ConfigMap', 'grafana').data ?? {};
      const { datasources } = load(files['data-sources.yaml'] ?? '') as { datasources: { url: string }[] };
      expect(datasources.length).toBeGreaterThanOrEqual(4);
      for (const { url } of datasources) {
        const { hostname, port } = new URL(url);
        const [service = '', ...domain] = hostname.split('.');
        expect(domain.join('.')).toBe('observability.svc');
        expect(only(objects, 'Service', service).spec.ports.map((candidate) => String(candidate.port))).toContain(port);
      }
    });
  });

  describe('access', () => {
    const bindings = [...ofKind(objects, 'RoleBinding'), ...ofKind(objects, 'ClusterRoleBinding')];

    test.each(named(bindings))('%s binds a role that exists to a service account that exists', (_name, binding) => {
      const { kind = '', name = '' } = binding.roleRef ?? {};
      const { namespace } = binding.metadata;
      expect(objects).toContainEqual(
        expect.objectContaining({
          kind,
          metadata: expect.objectContaining({ name, ...(kind === 'Role' && { namespace }) }) as object,
        }),
      );
      for (const subject of binding.subjects ?? []) {
        expect(only(objects, 'ServiceAccount', subject.name).metadata.namespace).toBe(subject.namespace);
      }
    });

    test('no role has a wildcard', () => {
      const rules = objects.flatMap(({ rules: own = [] }) => own);
      expect(rules.length).toBeGreaterThan(0);
      for (const { apiGroups = [], resources = [], verbs } of rules as readonly Partial<(typeof rules)[number]>[]) {
        expect([...apiGroups, ...resources, ...(verbs ?? [])]).not.toContain('*');
      }
    });

    test("in a workload's namespace, all that is ours is what Prometheus needs to discover targets", () => {
      for (const namespace of WORKLOAD_NAMESPACES) {
        if (OURS.includes(namespace)) continue;
        const there = objects.filter(({ metadata }) => metadata.namespace === namespace);
        expect(there.map(({ kind }) => kind)).toEqual(['Role', 'RoleBinding']);
      }
      expect(ofKind(objects, 'Namespace').map(({ metadata }) => metadata.name)).toEqual(OURS);
    });

    test('what is cluster-scoped bears our name, so that another stack can have the same operator', () => {
      const clusterScoped = objects.filter(({ kind }) => ['ClusterRole', 'ClusterRoleBinding'].includes(kind));
      for (const { metadata } of clusterScoped) expect(metadata.name).toMatch(/^probecard-/);
    });
  });
});
