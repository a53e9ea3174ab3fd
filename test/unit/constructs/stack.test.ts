import { load } from 'js-yaml';
import { API_TOKEN_MOUNT } from '../../../constructs/api-token';
import { containersOf, objectsOf, ofKind, only, renderStack, workloadsOf, type Rendered } from './render';

const objects = objectsOf(renderStack());
const workloads = workloadsOf(objects);
const named = (all: readonly Rendered[]) => all.map((object) => [object.metadata.name, object] as const);

const matches = (labels: Readonly<Record<string, string>>, selector: Readonly<Record<string, string>>): boolean =>
  Object.entries(selector).every(([label, value]) => labels[label] === value);

describe('pods', () => {
  test.each(named(workloads))('%s: its selector matches its own pods', (_, { spec }) => {
    expect(matches(spec.template.metadata.labels, spec.selector.matchLabels)).toBe(true);
  });

  test.each(named(workloads))('%s: every probe asks a port that its container has', (_, { spec }) => {
    for (const { ports = [], startupProbe, livenessProbe, readinessProbe } of containersOf(spec.template.spec)) {
      for (const { httpGet } of [startupProbe, livenessProbe, readinessProbe]) {
        expect(ports.map(({ name }) => name)).toContain(httpGet.port);
      }
    }
  });

  test.each(named(workloads))('%s: no two containers of a pod share a port', (_, { spec }) => {
    const ports = containersOf(spec.template.spec).flatMap(({ ports = [] }) =>
      ports.map(({ containerPort }) => containerPort),
    );
    expect(new Set(ports).size).toBe(ports.length);
  });

  test.each(named(workloads))('%s: every mount has its volume, and every volume a mount', (_, { kind, spec }) => {
    const pod = spec.template.spec;
    const claimed = kind === 'StatefulSet' ? ['data'] : [];
    const volumes = [...(pod.volumes ?? []).map(({ name }) => name), ...claimed];
    const mounted = containersOf(pod).flatMap(({ volumeMounts = [] }) => volumeMounts.map(({ name }) => name));
    expect([...new Set(mounted)].sort()).toEqual([...volumes].sort());
  });

  test.each(named(workloads))('%s: every mounted configuration file is in its ConfigMap', (_, { spec }) => {
    const pod = spec.template.spec;
    for (const { name, subPath } of containersOf(pod).flatMap(({ volumeMounts = [] }) => volumeMounts)) {
      const configMap = pod.volumes?.find((volume) => volume.name === name)?.configMap?.name;
      if (subPath === undefined || configMap === undefined) continue;
      expect(Object.keys(only(objects, 'ConfigMap', configMap).data ?? {})).toContain(subPath);
    }
  });

  test('the API token reaches the operator, the dashboard sidecar and Prometheus, and nothing else', () => {
    const mounting = workloads.flatMap(({ spec }) =>
      containersOf(spec.template.spec).filter(
        ({ volumeMounts = [] }) =>
          spec.template.spec.automountServiceAccountToken ||
          volumeMounts.some(({ name }) => name === API_TOKEN_MOUNT.name),
      ),
    );
    expect(mounting.map(({ name }) => name)).toEqual(['prometheus-operator', 'dashboards']);
    const prometheus = only(objects, 'Prometheus', 'main');
    expect(prometheus.spec.automountServiceAccountToken).toBe(false);
    expect(prometheus.spec.containers).toEqual([{ name: 'prometheus', volumeMounts: [API_TOKEN_MOUNT] }]);
    expect(only(objects, 'Alertmanager', 'main').spec.automountServiceAccountToken).toBe(false);
  });

  test('the token volume holds what client libraries look for, under the names of the Kubernetes API', () => {
    const pods = [only(objects, 'Prometheus', 'main').spec, only(objects, 'Deployment', 'grafana').spec.template.spec];
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
  /** The pods of these are the operator's. */
  const operated = ['prometheus', 'alertmanager'];
  const ours = ofKind(objects, 'Service').filter(({ metadata }) => !operated.includes(metadata.name));

  test.each(named(ours))(
    '%s leads to the pods of one workload, and each of its ports to a container port',
    (_, { spec }) => {
      const behind = workloads.filter((workload) => matches(workload.spec.template.metadata.labels, spec.selector));
      expect(behind).toHaveLength(1);
      const containers = behind.flatMap((workload) => containersOf(workload.spec.template.spec));
      const targets = containers.flatMap(({ ports = [] }) => ports);
      for (const { port, targetPort } of spec.ports) {
        expect(targets).toContainEqual(expect.objectContaining({ name: targetPort, containerPort: port }));
      }
    },
  );

  test.each(operated)(
    '%s leads to the pods that the operator makes of the resource, at the port that it names',
    (name) => {
      const { spec } = only(objects, 'Service', name);
      expect(spec.selector).toEqual({ 'app.kubernetes.io/name': name, [name]: 'main' });
      const [resource] = objects.filter(({ kind }) => kind.toLowerCase() === name);
      expect(spec.ports.map(({ targetPort }) => targetPort)).toEqual([resource?.spec.portName]);
    },
  );

  test('each target is scraped once: no two Services carry the labels that one monitor selects', () => {
    for (const monitor of ofKind(objects, 'ServiceMonitor')) {
      const selected = ofKind(objects, 'Service').filter(({ metadata }) =>
        matches(metadata.labels ?? {}, monitor.spec.selector.matchLabels),
      );
      expect(selected.map(({ metadata }) => metadata.name)).toEqual([monitor.metadata.name]);
    }
  });

  test('every data source of Grafana leads to a port of a Service of ours', () => {
    const files = only(objects, 'ConfigMap', 'grafana').data ?? {};
    const { datasources } = load(files['data-sources.yaml'] ?? '') as { datasources: { uid: string; url: string }[] };
    expect(datasources.map(({ uid }) => uid)).toEqual(['prometheus', 'alertmanager', 'loki', 'jaeger']);
    for (const { uid, url } of datasources) {
      const { hostname, port } = new URL(url);
      expect(hostname).toBe(`${uid}.observability.svc`);
      expect(only(objects, 'Service', uid).spec.ports.map((candidate) => String(candidate.port))).toContain(port);
    }
  });
});

describe('access', () => {
  const bindings = [...ofKind(objects, 'RoleBinding'), ...ofKind(objects, 'ClusterRoleBinding')];

  test.each(named(bindings))('%s binds a role that exists to a service account that exists', (_, binding) => {
    const { kind = '', name = '' } = binding.roleRef ?? {};
    const { namespace } = binding.metadata;
    expect(objects).toContainEqual(
      expect.objectContaining({
        kind,
        metadata: expect.objectContaining({ name, ...(namespace && { namespace }) }) as object,
      }),
    );
    for (const subject of binding.subjects ?? []) {
      expect(only(objects, 'ServiceAccount', subject.name).metadata.namespace).toBe(subject.namespace);
    }
  });

  test('no role has a wildcard', () => {
    const rules = objects.flatMap(({ rules = [] }) => rules);
    expect(rules.length).toBeGreaterThan(0);
    for (const { apiGroups, resources, verbs } of rules)
      expect([...apiGroups, ...resources, ...verbs]).not.toContain('*');
  });

  test("in a workload's namespace, all that is ours is what Prometheus needs to discover targets", () => {
    for (const namespace of ['ml-platform', 'test-data']) {
      const there = objects.filter(({ metadata }) => metadata.namespace === namespace);
      expect(there.map(({ kind }) => kind)).toEqual(['Role', 'RoleBinding']);
    }
    expect(ofKind(objects, 'Namespace').map(({ metadata }) => metadata.name)).toEqual(['observability']);
  });

  test('what is cluster-scoped bears our name, so that another stack can have the same operator', () => {
    const clusterScoped = objects.filter(({ kind }) => ['ClusterRole', 'ClusterRoleBinding'].includes(kind));
    for (const { metadata } of clusterScoped) expect(metadata.name).toMatch(/^probecard-/);
  });
});
