import { Testing } from 'cdk8s';
import { load } from 'js-yaml';
import { ExportersChart, type ExportersChartProps } from '../../../charts/exporters';
import { describe as nameOf, type KubeObject } from '../../../charts/invariants/kube-object';
import { violations } from '../../../charts/invariants/restricted';

interface Container {
  readonly args: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly ports: readonly object[];
  readonly securityContext: object;
  readonly volumeMounts: readonly object[];
}

interface Rendered extends KubeObject {
  readonly data?: Readonly<Record<string, string>>;
  readonly rules?: readonly { readonly apiGroups: readonly string[]; readonly resources: readonly string[] }[];
  readonly spec: {
    readonly template: {
      readonly spec: { readonly containers: readonly [Container] } & Readonly<Record<string, unknown>>;
    };
    readonly endpoints: readonly [
      { readonly relabelings: readonly object[]; readonly metricRelabelings?: readonly object[] },
    ];
  } & Readonly<Record<string, unknown>>;
}

const resources = { requests: { cpu: '10m', memory: '64Mi' }, limits: { cpu: '100m', memory: '128Mi' } };

const props: ExportersChartProps = {
  namespace: 'observability',
  images: {},
  scrapeInterval: '15s',
  nodeExporter: { resources },
  kubeStateMetrics: { resources },
  blackboxExporter: {
    resources,
    targets: [
      { name: 'grafana', url: 'https://grafana.dev.fab.example/api/health' },
      { name: 'prometheus', url: 'https://prometheus.dev.fab.example', module: 'http_sign_in' },
    ],
  },
  dcgmExporter: { resources },
};

const render = (given: Partial<ExportersChartProps> = {}): readonly Rendered[] =>
  new ExportersChart(Testing.app(), { ...props, ...given }).toJson() as Rendered[];

function only(objects: readonly Rendered[], kind: string, name: string): Rendered {
  const [found, ...others] = objects.filter((object) => object.kind === kind && object.metadata.name === name);
  if (!found || others.length > 0) throw new Error(`not exactly one ${kind} ${name}`);
  return found;
}

const objects = render();
const pod = (kind: string, name: string) => only(objects, kind, name).spec.template.spec;
const endpoint = (name: string, all = objects) => only(all, 'ServiceMonitor', name).spec.endpoints[0];

describe('the node exporter', () => {
  const { containers, ...rest } = pod('DaemonSet', 'node-exporter');
  const [container] = containers;

  test("listens on the node's address alone, on a port that no other stack takes", () => {
    expect(container.args).toContain('--web.listen-address=[$(NODE_ADDRESS)]:9109');
    expect(container.env).toContainEqual(
      expect.objectContaining({
        name: 'NODE_ADDRESS',
        valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'status.hostIP' } },
      }),
    );
    // Written out, since the API server would add it.
    expect(container.ports).toEqual([{ name: 'metrics', containerPort: 9109, hostPort: 9109, protocol: 'TCP' }]);
  });

  test('sees the whole node, from every node, and may change nothing', () => {
    expect(rest).toMatchObject({ hostNetwork: true, hostPID: true, tolerations: [{ operator: 'Exists' }] });
    expect(container.volumeMounts).toEqual([
      { name: 'host', mountPath: '/host', mountPropagation: 'HostToContainer', readOnly: true },
    ]);
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    });
    expect(rest.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 65534 });
  });

  const excluded = (flag: string) =>
    new RegExp(container.args.find((arg) => arg.startsWith(`${flag}=`))?.slice(flag.length + 1) ?? 'no such flag');

  test.each([
    ['/', true],
    ['/boot', true],
    ['/var/lib/kubelet', true],
    ['/var/lib/containerd', true],
    ['/mnt/data', true],
    ['/var/lib/kubelet/pods/0a1b/volumes/kubernetes.io~csi/pvc/mount', false],
    ['/run/containerd/io.containerd.runtime.v2.task/k8s.io/0a1b/rootfs', false],
    ['/proc/sys/fs/binfmt_misc', false],
  ])('the mount point %s: looked at: %s', (mountPoint, isSeen) => {
    expect(excluded('--collector.filesystem.mount-points-exclude').test(mountPoint)).toBe(!isSeen);
  });

  test.each([
    ['eth0', true],
    ['ens5', true],
    ['enp65s0f1np1', true],
    ['bond0', true],
    ['ib0', true],
    ['lo', false],
    ['veth1a2b3c4d', false],
    ['cali0123456789a', false],
    ['eni0123456789a', false],
    ['0123456789abcde', false],
  ])('the interface %s: looked at: %s', (device, isSeen) => {
    expect(excluded('--collector.netdev.device-exclude').test(device)).toBe(!isSeen);
    expect(excluded('--collector.netclass.ignored-devices').test(device)).toBe(!isSeen);
  });

  test('its series bear the name of their node, and not that of a pod which changes with every restart', () => {
    expect(endpoint('node-exporter').relabelings).toEqual(
      expect.arrayContaining([
        { action: 'replace', sourceLabels: ['__meta_kubernetes_pod_node_name'], targetLabel: 'node' },
        { action: 'labeldrop', regex: 'container|endpoint|pod|service' },
      ]),
    );
  });
});

describe('kube-state-metrics', () => {
  const [container] = pod('Deployment', 'kube-state-metrics').containers;
  const exposed = container.args
    .find((arg) => arg.startsWith('--resources='))
    ?.slice('--resources='.length)
    .split(',');

  test('may list and watch exactly the resources that it exposes', () => {
    const { rules = [] } = only(objects, 'ClusterRole', 'probecard-kube-state-metrics');
    expect(rules.flatMap((rule) => rule.resources).sort()).toEqual(exposed);
    expect(rules).toEqual(rules.map((rule) => ({ ...rule, verbs: ['list', 'watch'] })));
  });

  test('tells of what our dashboards and alerts read, and neither of Secrets nor of ConfigMaps', () => {
    expect(exposed).toEqual(expect.arrayContaining(['deployments', 'pods', 'nodes', 'persistentvolumeclaims']));
    expect(exposed).not.toContain('secrets');
    expect(exposed).not.toContain('configmaps');
  });

  test('leaves out no metric that is read', () => {
    const denied = container.args
      .find((arg) => arg.startsWith('--metric-denylist='))
      ?.slice('--metric-denylist='.length);
    const patterns = (denied ?? '').split(',').map((pattern) => new RegExp(pattern));
    const isDenied = (metric: string) => patterns.some((pattern) => pattern.test(metric));
    for (const read of [
      'kube_deployment_metadata_generation',
      'kube_pod_container_resource_limits',
      'kube_replicaset_owner',
      'kube_pod_info',
    ]) {
      expect([read, isDenied(read)]).toEqual([read, false]);
    }
    expect(isDenied('kube_replicaset_status_ready_replicas')).toBe(true);
  });

  test("a series keeps its own namespace and pod, and a node's has no namespace", () => {
    const [scrape] = only(objects, 'ServiceMonitor', 'kube-state-metrics').spec.endpoints;
    expect(scrape).toMatchObject({ honorLabels: true, port: 'metrics' });
    const [{ regex }] = scrape.metricRelabelings as [{ regex: string }];
    expect(scrape.metricRelabelings).toEqual([
      { action: 'replace', sourceLabels: ['__name__'], regex, targetLabel: 'namespace', replacement: '' },
    ]);
    const hasNone = (metric: string) => new RegExp(`^(?:${regex})$`).test(metric);
    expect(['kube_node_info', 'kube_persistentvolume_capacity_bytes'].every(hasNone)).toBe(true);
    expect(['kube_persistentvolumeclaim_info', 'kube_pod_info', 'kube_namespace_created'].some(hasNone)).toBe(false);
  });

  test('it is scraped for itself as well, and may bring more than others', () => {
    expect(only(objects, 'ServiceMonitor', 'kube-state-metrics-telemetry').spec.endpoints[0]).toMatchObject({
      port: 'telemetry',
      honorLabels: false,
    });
    expect(only(objects, 'ServiceMonitor', 'kube-state-metrics').spec.sampleLimit).toBe(500_000);
  });

  test('an outage of the API server restarts it not', () => {
    expect(container).toMatchObject({
      livenessProbe: { httpGet: { path: '/healthz', port: 'metrics' } },
      readinessProbe: { httpGet: { path: '/readyz', port: 'telemetry' } },
    });
  });
});

describe('the blackbox exporter', () => {
  const config = (all: readonly Rendered[]) =>
    load(only(all, 'ConfigMap', 'blackbox-exporter').data?.['blackbox.yaml'] ?? '') as {
      modules: Readonly<Record<string, { readonly http: object }>>;
    };

  test('each target has a probe of a module that is configured', () => {
    const probes = objects.filter(({ kind }) => kind === 'Probe');
    expect(probes.map(({ metadata }) => metadata.name)).toEqual(['probe-grafana', 'probe-prometheus']);
    expect(probes.map(({ spec }) => spec.module)).toEqual(['http_2xx', 'http_sign_in']);
    for (const { spec } of probes) expect(Object.keys(config(objects).modules)).toContain(spec.module);
    expect(probes[0]?.spec).toEqual({
      jobName: 'probe',
      interval: '30s',
      module: 'http_2xx',
      prober: { url: 'blackbox-exporter.observability.svc:9115', scheme: 'http', path: '/probe' },
      targets: {
        staticConfig: { static: ['https://grafana.dev.fab.example/api/health'], labels: { target: 'grafana' } },
      },
    });
  });

  test('whoever can not prove who he is, is down', () => {
    for (const { http } of Object.values(config(objects).modules)) {
      expect(http).toMatchObject({ tls_config: { insecure_skip_verify: false } });
    }
  });

  test('what asks people to sign in and answers a stranger instead, is down', () => {
    expect(config(objects).modules.http_sign_in?.http).toMatchObject({
      valid_status_codes: [302, 401, 403],
      follow_redirects: false,
      fail_if_not_ssl: true,
    });
  });

  test("a CA of the fab's own is trusted by its certificate; its key is not mounted", () => {
    const all = render({
      blackboxExporter: { ...props.blackboxExporter, ca: { secret: 'grafana-tls', key: 'ca.crt' } },
    });
    expect(config(all).modules.http_2xx?.http).toHaveProperty('tls_config.ca_file', '/etc/blackbox-ca/ca.crt');
    const { volumes, containers } = only(all, 'Deployment', 'blackbox-exporter').spec.template.spec;
    expect(volumes).toContainEqual({
      name: 'ca',
      secret: { secretName: 'grafana-tls', items: [{ key: 'ca.crt', path: 'ca.crt' }] },
    });
    expect(containers[0].volumeMounts).toContainEqual({ name: 'ca', mountPath: '/etc/blackbox-ca', readOnly: true });
  });
});

describe('the DCGM exporter', () => {
  const csv = only(objects, 'ConfigMap', 'dcgm-exporter').data?.['metrics.csv'] ?? '';
  const lines = csv.trimEnd().split('\n');

  test('reads a list of three columns: a field, a type of Prometheus, a text', () => {
    for (const line of lines) expect(line).toMatch(/^DCGM_(FI|EXP)_[A-Z0-9_]+, (gauge|counter|label), [^,"]+\.$/);
    expect(new Set(lines.map((line) => line.split(',')[0])).size).toBe(lines.length);
  });

  test('has what is asked for: utilization, memory, temperature, power, XID and ECC errors', () => {
    for (const field of [
      'GPU_UTIL',
      'FB_USED',
      'FB_FREE',
      'GPU_TEMP',
      'POWER_USAGE',
      'XID_ERRORS',
      'ECC_DBE_VOL_TOTAL',
    ]) {
      expect(csv).toContain(`DCGM_FI_DEV_${field}, `);
    }
  });

  test('asks for nothing that needs a capability, and has none', () => {
    expect(csv).not.toContain('DCGM_FI_PROF_');
    expect(pod('DaemonSet', 'dcgm-exporter').containers[0].securityContext).toMatchObject({
      capabilities: { drop: ['ALL'] },
      allowPrivilegeEscalation: false,
    });
  });

  test('goes to nodes with GPUs, also to those that turn others away', () => {
    expect(pod('DaemonSet', 'dcgm-exporter')).toMatchObject({
      nodeSelector: { 'nvidia.com/gpu.present': 'true' },
      tolerations: [{ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }],
    });
  });

  test('a GPU that no pod has seems to belong to no namespace', () => {
    expect(endpoint('dcgm-exporter').metricRelabelings).toEqual([
      { action: 'replace', sourceLabels: ['pod'], regex: '^$', targetLabel: 'namespace', replacement: '' },
    ]);
  });

  test('is not there where no node has a GPU', () => {
    const { dcgmExporter: _, ...without } = props;
    const all = new ExportersChart(Testing.app(), without).toJson() as Rendered[];
    expect(all.filter(({ metadata }) => metadata.name === 'dcgm-exporter')).toEqual([]);
  });
});

test('what needs nothing of its node is restricted, in our ordinary namespace', () => {
  const ordinary = objects.filter(({ kind }) => kind === 'Deployment');
  expect(ordinary.map(nameOf)).toEqual([
    'Deployment observability/kube-state-metrics',
    'Deployment observability/blackbox-exporter',
  ]);
  expect(ordinary.flatMap(violations)).toEqual([]);
});

describe('where the cluster has a node exporter and kube-state-metrics already', () => {
  const theirs = (name: string, port: string) => ({
    existing: { namespace: 'monitoring', labels: { 'app.kubernetes.io/name': name }, port },
  });
  const all = render({
    nodeExporter: theirs('prometheus-node-exporter', 'http-metrics'),
    kubeStateMetrics: theirs('kube-state-metrics', 'http'),
  });

  test('ours are left out, and theirs are scraped', () => {
    expect(
      all.filter(({ kind }) => ['DaemonSet', 'Deployment'].includes(kind)).map(({ metadata }) => metadata.name),
    ).toEqual(['blackbox-exporter', 'dcgm-exporter']);
    expect(only(all, 'ServiceMonitor', 'node-exporter').spec).toMatchObject({
      namespaceSelector: { matchNames: ['monitoring'] },
      selector: { matchLabels: { 'app.kubernetes.io/name': 'prometheus-node-exporter' } },
      endpoints: [{ port: 'http-metrics' }],
    });
  });

  test('Prometheus may look for them in their namespace, which is all that is ours there', () => {
    const there = all.filter(({ metadata }) => metadata.namespace === 'monitoring');
    expect(there.map(nameOf)).toEqual([
      'Role monitoring/probecard-prometheus-exporters',
      'RoleBinding monitoring/probecard-prometheus-exporters',
    ]);
  });

  test('alerts find them under the labels that ours have', () => {
    for (const name of ['node-exporter', 'kube-state-metrics']) {
      expect(endpoint(name, all).relabelings).toEqual(endpoint(name).relabelings);
    }
    expect(endpoint('node-exporter', all).relabelings).toEqual(
      expect.arrayContaining([
        { action: 'replace', targetLabel: 'job', replacement: 'node-exporter' },
        { action: 'replace', targetLabel: 'namespace', replacement: 'observability-node' },
      ]),
    );
  });
});
