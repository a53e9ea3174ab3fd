import { Testing } from 'cdk8s';
import { describe as nameOf, type KubeObject } from '../../../charts/invariants/kube-object';
import { checkMonitors } from '../../../charts/invariants/monitors';
import { KubernetesChart, type KubernetesChartProps } from '../../../charts/kubernetes';
import { clusterServices } from '../../../constructs/kubernetes/services';

interface Monitor extends KubeObject {
  readonly spec: {
    readonly jobLabel?: string;
    readonly endpoints: readonly [
      { readonly path: string; readonly tlsConfig?: object; readonly metricRelabelings: readonly { regex: string }[] },
    ];
  } & Readonly<Record<string, unknown>>;
}

const managed: KubernetesChartProps = {
  namespace: 'observability',
  scrapeInterval: '15s',
  controlPlane: 'managed',
  kubelet: { namespace: 'observability', certificates: 'self-signed' },
};

const render = (given: Partial<KubernetesChartProps> = {}): readonly Monitor[] =>
  new KubernetesChart(Testing.app(), { ...managed, ...given }).toJson() as Monitor[];

function monitor(objects: readonly Monitor[], name: string): Monitor {
  const [found, ...others] = objects.filter(
    ({ kind, metadata }) => kind === 'ServiceMonitor' && metadata.name === name,
  );
  if (!found || others.length > 0) throw new Error(`not exactly one monitor ${name}`);
  return found;
}

const monitors = (objects: readonly Monitor[]) =>
  objects.filter(({ kind }) => kind === 'ServiceMonitor').map(({ metadata }) => metadata.name);

/** Whether relabeling keeps a series: `keep` and `drop` as Prometheus has them, their expressions anchored. */
function keeps(name: string, series: Readonly<Record<string, string>>, objects = render()): boolean {
  const steps = monitor(objects, name).spec.endpoints[0].metricRelabelings as readonly {
    readonly action: string;
    readonly regex: string;
    readonly sourceLabels: readonly string[];
  }[];
  return steps.every(({ action, regex, sourceLabels }) => {
    const value = sourceLabels.map((label) => series[label] ?? '').join(';');
    const isMatch = new RegExp(`^(?:${regex})$`, 's').test(value);
    if (action === 'keep') return isMatch;
    return action === 'drop' ? !isMatch : true;
  });
}

describe('a managed control plane', () => {
  const objects = render();

  test('has kubelets and API servers to look at, and nothing else', () => {
    expect(monitors(objects)).toEqual(['kubelet', 'cadvisor', 'kube-apiserver']);
  });

  test('all that is ours in foreign namespaces is what Prometheus needs to discover there', () => {
    const foreign = objects.filter(({ metadata }) => ![undefined, 'observability'].includes(metadata.namespace));
    expect(foreign.map(nameOf)).toEqual([
      'Role default/probecard-prometheus-kubernetes',
      'RoleBinding default/probecard-prometheus-kubernetes',
    ]);
  });

  test('Prometheus may read metrics, under a role of our own name', () => {
    expect(objects.find(({ kind }) => kind === 'ClusterRole')).toMatchObject({
      metadata: { name: 'probecard-prometheus-kubernetes' },
      rules: [
        { apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] },
        { nonResourceURLs: ['/metrics'], verbs: ['get'] },
      ],
    });
  });

  test('every target is asked by TLS, with the token that the kubelet renews', () => {
    for (const name of monitors(objects)) {
      expect(monitor(objects, name).spec.endpoints[0]).toMatchObject({
        scheme: 'https',
        bearerTokenFile: '/var/run/secrets/kubernetes.io/serviceaccount/token',
        interval: '15s',
      });
    }
  });

  test('API servers prove who they are', () => {
    expect(monitor(objects, 'kube-apiserver').spec.endpoints[0].tlsConfig).toEqual({
      caFile: '/var/run/secrets/kubernetes.io/serviceaccount/ca.crt',
      serverName: 'kubernetes',
    });
  });
});

describe('kubelets', () => {
  const tls = (objects: readonly Monitor[]) =>
    ['kubelet', 'cadvisor'].map((name) => monitor(objects, name).spec.endpoints[0].tlsConfig);

  test('prove who they are where the cluster signs for them', () => {
    const signed = render({ kubelet: { ...managed.kubelet, certificates: 'cluster-ca' } });
    const ca = { caFile: '/var/run/secrets/kubernetes.io/serviceaccount/ca.crt' };
    expect(tls(signed)).toEqual([ca, ca]);
    expect(tls(render())).toEqual([{ insecureSkipVerify: true }, { insecureSkipVerify: true }]);
  });

  test('are two targets of one job and address, told apart by the path', () => {
    for (const name of ['kubelet', 'cadvisor']) {
      expect(monitor(render(), name).spec).toMatchObject({
        jobLabel: 'app.kubernetes.io/name',
        endpoints: [
          {
            honorLabels: true,
            relabelings: [
              { action: 'replace', sourceLabels: ['__metrics_path__'], targetLabel: 'metrics_path' },
              { action: 'replace', targetLabel: 'namespace', replacement: 'observability' },
            ],
          },
        ],
      });
    }
    expect(monitor(render(), 'cadvisor').spec.endpoints[0]).toMatchObject({
      path: '/metrics/cadvisor',
      honorTimestamps: false,
    });
  });

  test("are found where somebody else's operator keeps its Service for them", () => {
    const objects = render({ kubelet: { namespace: 'kube-system', certificates: 'self-signed' } });
    expect(monitor(objects, 'kubelet').spec.namespaceSelector).toEqual({ matchNames: ['kube-system'] });
    expect(objects.map(nameOf)).toContain('Role kube-system/probecard-prometheus-kubernetes');
  });
});

describe('of what cAdvisor tells', () => {
  const of = (__name__: string, labels: Readonly<Record<string, string>> = {}) => ({
    __name__,
    id: '/x',
    pod: 'p',
    ...labels,
  });

  test.each([
    'container_memory_working_set_bytes',
    'container_cpu_usage_seconds_total',
    'container_cpu_cfs_throttled_periods_total',
    'container_fs_writes_bytes_total',
    'container_fs_reads_total',
    'container_network_receive_packets_dropped_total',
    'container_oom_events_total',
  ])('%s is kept', (metric) => {
    expect(keeps('cadvisor', of(metric))).toBe(true);
  });

  test.each(['container_tasks_state', 'container_memory_failures_total', 'container_blkio_device_usage_total'])(
    '%s is not',
    (metric) => {
      expect(keeps('cadvisor', of(metric))).toBe(false);
    },
  );

  test('cgroups of no pod are dropped, and the node itself is not', () => {
    const memory = 'container_memory_working_set_bytes';
    expect(keeps('cadvisor', { __name__: memory, id: '/kubepods.slice', pod: '' })).toBe(false);
    expect(keeps('cadvisor', { __name__: memory, id: '/', pod: '' })).toBe(true);
    expect(keeps('cadvisor', { __name__: 'machine_memory_bytes' })).toBe(true);
  });
});

test.each([
  ['1', true],
  ['1.0', true],
  ['5', true],
  ['30.0', true],
  ['+Inf', true],
  ['0.1', true],
  ['2', false],
  ['2.0', false],
  ['45', false],
  ['0.05', false],
])('a latency bucket of the API server up to %s s: kept: %s', (le, isKept) => {
  expect(keeps('kube-apiserver', { __name__: 'apiserver_request_sli_duration_seconds_bucket', le })).toBe(isKept);
});

describe('a control plane of kubeadm', () => {
  const objects = render({ controlPlane: 'kubeadm' });

  test('is looked at as well', () => {
    expect(monitors(objects)).toEqual([
      'kubelet',
      'cadvisor',
      'kube-apiserver',
      'kube-scheduler',
      'kube-controller-manager',
      'etcd',
      'kube-dns',
    ]);
  });

  test('headless Services of our own names lead to its pods', () => {
    const services = objects.filter(({ kind }) => kind === 'Service');
    expect(services.map(nameOf)).toEqual([
      'Service kube-system/probecard-kube-scheduler',
      'Service kube-system/probecard-kube-controller-manager',
      'Service kube-system/probecard-etcd',
    ]);
    expect(services[0]?.spec).toEqual({
      type: 'ClusterIP',
      clusterIP: 'None',
      selector: { component: 'kube-scheduler', tier: 'control-plane' },
      ports: [{ name: 'https-metrics', port: 10259, targetPort: 10259, protocol: 'TCP' }],
    });
  });
});

test.each(['managed', 'kubeadm'] as const)(
  'every monitor of a %s control plane selects a Service that there is',
  (controlPlane) => {
    expect(() => {
      checkMonitors(render({ controlPlane }), clusterServices({ controlPlane, kubeletNamespace: 'observability' }));
    }).not.toThrow();
  },
);
