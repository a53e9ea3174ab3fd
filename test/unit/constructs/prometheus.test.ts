import { Testing } from 'cdk8s';
import { OperatorChart } from '../../../charts/operator';
import { PrometheusChart, type PrometheusChartProps } from '../../../charts/prometheus';
import { KUBELET_SERVICE } from '../../../constructs/operator/kubelet';
import { objectStorageSecret } from '../../../constructs/thanos/object-storage';
import { WorkloadChart } from '../../../charts/workload';
import { milliseconds } from '../../../promql';
import { WORKLOADS } from '../../../workloads';
import { prometheus } from '../../../workloads/prometheus';
import { LONGEST_PERIOD } from '../../../workloads/prometheus/storage';
import { ofKind, only, type Rendered } from './render';

const resources = { requests: { cpu: '1', memory: '4Gi' }, limits: { cpu: '4', memory: '8Gi' } };
const platform = { namespace: 'observability', images: {}, scrapeInterval: '15s', resources };

const SINGLE: PrometheusChartProps = {
  ...platform,
  operator: 'our operator',
  owner: { name: 'sre', title: 'SRE', slackChannel: '#sre' },
  links: { grafana: 'https://grafana.dev.fab.example', runbooks: 'https://runbooks.dev.fab.example' },
  externalLabels: { cluster: 'dev', region: 'us-west-2' },
  externalUrl: 'https://prometheus.dev.fab.example',
  workloadNamespaces: ['ml-platform'],
  evaluationInterval: '30s',
  retention: { days: 35, size: '16GiB' },
  replicas: 1,
  volume: '20Gi',
};
const REPLICATED: PrometheusChartProps = { ...SINGLE, replicas: 2, storageClass: 'fast', thanos: { resources } };

const render = (props: PrometheusChartProps): readonly Rendered[] =>
  new PrometheusChart(Testing.app(), props).toJson() as readonly Rendered[];
const specOf = (props: PrometheusChartProps) => only(render(props), 'Prometheus', 'main').spec;
const annotations = (object: Rendered) =>
  (object.metadata as { annotations?: Readonly<Record<string, string>> }).annotations;

describe('one that is replicated', () => {
  const objects = render(REPLICATED);
  const { spec } = only(objects, 'Prometheus', 'main');

  test('tells its replicas apart by a label that Thanos leaves out', () => {
    expect(spec).toMatchObject({ replicas: 2, replicaExternalLabelName: 'prometheus_replica' });
    expect(spec.externalLabels).toEqual({ cluster: 'dev', region: 'us-west-2' });
  });

  test('runs on different nodes, and loses one replica at a time', () => {
    const budget = only(objects, 'PodDisruptionBudget', 'prometheus').spec.selector.matchLabels;
    // The labels that the operator gives to the pods of a Prometheus called `main`.
    expect(budget).toEqual({ 'app.kubernetes.io/name': 'prometheus', prometheus: 'main' });
    const spread = spec.topologySpreadConstraints as { topologyKey: string; labelSelector: { matchLabels: object } }[];
    expect(spread.map(({ topologyKey }) => topologyKey)).toEqual([
      'topology.kubernetes.io/zone',
      'kubernetes.io/hostname',
    ]);
    spread.forEach(({ labelSelector }) => {
      expect(labelSelector.matchLabels).toEqual(budget);
    });
  });

  test('uploads its blocks with credentials from a file of a Secret that somebody else creates', () => {
    const secret = objectStorageSecret({ bucket: 'metrics', endpoint: 's3.fab.example:443', region: 'us-west-2' });
    const { thanos, volumes } = spec as unknown as {
      thanos: { objectStorageConfigFile: string; volumeMounts: readonly { name: string; mountPath: string }[] };
      volumes: readonly { name: string; secret?: { secretName: string } }[];
    };
    const [mount] = thanos.volumeMounts;
    expect(volumes.find(({ name }) => name === mount?.name)?.secret?.secretName).toBe(secret.name);
    expect(thanos.objectStorageConfigFile).toBe(`${String(mount?.mountPath)}/${String(secret.keys[0]?.key)}`);
    expect(secret.usedBy).toContain('prometheus');
  });

  test('has a sidecar whose version decides that blocks wait for their upload before they are merged', () => {
    const { image, version } = spec.thanos as { image: string; version: string };
    expect(image).toBe(`quay.io/thanos/thanos:${version}`);
    // From 0.41 on (operator v0.93.1, pkg/prometheus/server/statefulset.go).
    expect(Number(version.split('.')[1])).toBeGreaterThanOrEqual(41);
  });

  test('has sidecars that are found one by one and scraped, on the ports that the operator opens', () => {
    const service = only(objects, 'Service', 'thanos-sidecar').spec;
    expect(service.clusterIP).toBe('None');
    expect(service.ports.map(({ name, targetPort }) => [name, targetPort])).toEqual([
      ['grpc', 10901],
      ['sidecar', 10902],
    ]);
    expect(only(objects, 'ServiceMonitor', 'thanos-sidecar').spec.endpoints.map(({ port }) => port)).toEqual([
      'sidecar',
    ]);
  });

  test('gives no token to the sidecar', () => {
    const patched = spec.containers.filter(({ volumeMounts = [] }) =>
      volumeMounts.some(({ name }) => name === 'kubernetes-api'),
    );
    expect(patched.map(({ name }) => name)).toEqual(['prometheus']);
  });

  test('keeps its volumes in the class of the environment', () => {
    expect(JSON.stringify(spec.storage)).toContain('"storageClassName":"fast"');
  });
});

describe('one that is alone', () => {
  const objects = render(SINGLE);

  test('has no budget, which would keep its node from being drained, no sidecar, and the default class of volumes', () => {
    expect(ofKind(objects, 'PodDisruptionBudget')).toEqual([]);
    expect(only(objects, 'Prometheus', 'main').spec).not.toHaveProperty('thanos');
    expect(only(objects, 'Prometheus', 'main').spec).not.toHaveProperty('topologySpreadConstraints');
    expect(JSON.stringify(objects)).not.toMatch(/thanos|storageClassName/);
  });

  test('leaves it to its workload how it is scraped', () => {
    expect(ofKind(objects, 'ServiceMonitor')).toEqual([]);
  });
});

describe('its workload', () => {
  const chart = new WorkloadChart(Testing.app(), {
    namespace: 'observability',
    workload: prometheus,
    links: SINGLE.links,
  });

  test('has a chart of another name than the one of Prometheus itself', () => {
    expect(chart.node.id).toBe('prometheus-monitoring');
  });

  test('scrapes a port of the Service of Prometheus, and no other Service', () => {
    const { spec } = only(chart.toJson() as readonly Rendered[], 'ServiceMonitor', 'prometheus');
    const labels = Object.entries(spec.selector.matchLabels);
    const selected = ofKind(render(REPLICATED), 'Service').filter(({ metadata }) =>
      labels.every(([label, value]) => metadata.labels?.[label] === value),
    );
    expect(selected.map(({ metadata }) => metadata.name)).toEqual(['prometheus']);
    expect(selected[0]?.spec.ports.map(({ name }) => name)).toEqual(spec.endpoints.map(({ port }) => port));
  });

  test('alerts on a history that is shorter than the longest period of an objective', () => {
    const periods = WORKLOADS.flatMap(({ objectives }) =>
      objectives.flatMap((slo) => (slo.kind === 'objective' ? slo.periods : [])),
    );
    expect(milliseconds(LONGEST_PERIOD)).toBe(Math.max(...periods.map((period) => milliseconds(period))));
  });
});

describe('limits', () => {
  const spec = specOf(SINGLE) as unknown as Readonly<Record<string, number | undefined>>;

  test.each(['sampleLimit', 'targetLimit', 'labelLimit', 'labelNameLengthLimit', 'labelValueLengthLimit'])(
    'every scrape has a %s, which a monitor may raise up to the enforced one',
    (limit) => {
      const enforced = spec[`enforced${limit.charAt(0).toUpperCase()}${limit.slice(1)}`];
      expect(spec[limit]).toBeGreaterThan(0);
      expect(enforced).toBeGreaterThan(spec[limit] ?? Infinity);
    },
  );

  test('the size of a body has an enforced limit only, which the operator gives to every monitor', () => {
    expect(spec.enforcedBodySizeLimit).toBe('256MB');
    expect(spec).not.toHaveProperty('bodySizeLimit');
  });

  test('a query uses a bounded amount of memory and time', () => {
    expect(spec.query).toEqual({ maxConcurrency: 20, maxSamples: 20_000_000, timeout: '2m' });
  });
});

test('native histograms are scraped beside their buckets, never instead of them', () => {
  expect(specOf(SINGLE)).toMatchObject({ scrapeNativeHistograms: true, scrapeClassicHistograms: true });
});

test('every default of the CRD (v0.93.1) in the sidecar is written out, or Argo CD would show a difference', () => {
  expect(specOf(REPLICATED).thanos).toMatchObject({ blockSize: '2h' });
});

describe('an operator that is there already', () => {
  test('is given a Prometheus without a controller id, which it would leave alone otherwise', () => {
    const ID = 'operator.prometheus.io/controller-id';
    const by = (operator: PrometheusChartProps['operator']) =>
      annotations(only(render({ ...SINGLE, operator }), 'Prometheus', 'main'));
    expect(by('existing operator')).not.toHaveProperty([ID]);
    expect(by('our operator')).toHaveProperty([ID], 'probecard');
  });
});

describe('our operator', () => {
  const objects = new OperatorChart(Testing.app(), platform).toJson() as readonly Rendered[];
  const [operator] = only(objects, 'Deployment', 'prometheus-operator').spec.template.spec.containers;
  const allowed = (kind: string, resource: string) =>
    ofKind(objects, kind)
      .flatMap(({ rules = [] }) => rules)
      .filter(({ resources: named }) => named.includes(resource))
      .flatMap(({ verbs }) => verbs);

  test('puts the kubelets behind a Service in our namespace, in slices and without their open port', () => {
    expect(operator?.args).toEqual(
      expect.arrayContaining([
        '--kubelet-service=observability/kubelet',
        '--kubelet-endpointslice=true',
        '--kubelet-endpoints=false',
        '--kubelet-http-metrics=false',
      ]),
    );
    expect(operator?.args).toContain(`--kubelet-service=${KUBELET_SERVICE.namespace}/${KUBELET_SERVICE.name}`);
  });

  test('may do for that what its source asks for (v0.93.1), and no more', () => {
    // cmd/operator/main.go: checked at its start; a verb that is missing turns the slices off.
    expect(allowed('Role', 'endpointslices')).toEqual(['get', 'list', 'create', 'update', 'delete']);
    expect(allowed('ClusterRole', 'nodes')).toEqual(['list']);
    expect(allowed('Role', 'services')).toEqual(['get', 'create', 'update', 'delete']);
    expect(allowed('Role', 'services/finalizers')).toEqual(['update']);
    expect(allowed('Role', 'endpoints')).toEqual([]);
  });
});
