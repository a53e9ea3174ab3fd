import { Testing } from 'cdk8s';
import { ExportersChart } from '../../../charts/exporters';
import { KubernetesChart } from '../../../charts/kubernetes';
import type { KubeObject } from '../../../charts/invariants/kube-object';
import { dcgmMetricsCsv } from '../../../constructs/exporters/dcgm-metrics';
import { STATE_METRICS_LEFT_OUT, stateResources } from '../../../constructs/exporters/state-resources';
import { exportersOf, type Exporter, type Workload } from '../../../signals';
import { boundsOf } from '../../../signals';
import { gpus } from '../../../workloads/gpus';
import { kubernetes } from '../../../workloads/kubernetes';
import { nodes } from '../../../workloads/nodes';
import { labelNames, leText, type MetricSpec } from '../../../promql';

interface Relabeling {
  readonly action: string;
  readonly regex: string;
  readonly sourceLabels?: readonly string[];
  readonly targetLabel?: string;
}
interface Monitor extends KubeObject {
  readonly spec: {
    readonly jobLabel?: string;
    readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
    readonly endpoints: readonly [
      {
        readonly path: string;
        readonly honorLabels: boolean;
        readonly relabelings?: readonly Relabeling[];
        readonly metricRelabelings?: readonly Relabeling[];
      },
    ];
  };
}

const RESOURCES = { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '1', memory: '128Mi' } };
const PLATFORM = { namespace: 'observability', scrapeInterval: '15s', images: {} };

const monitors: readonly Monitor[] = [
  new KubernetesChart(Testing.app(), {
    ...PLATFORM,
    controlPlane: 'managed',
    kubelet: { namespace: 'observability', certificates: 'cluster-ca' },
  }),
  new ExportersChart(Testing.app(), {
    ...PLATFORM,
    nodeExporter: { resources: RESOURCES },
    kubeStateMetrics: { resources: RESOURCES },
    blackboxExporter: { resources: RESOURCES, targets: [] },
    dcgmExporter: { resources: RESOURCES },
  }),
]
  .flatMap((chart) => chart.toJson() as Monitor[])
  .filter(({ kind }) => kind === 'ServiceMonitor');

const jobOf = ({ metadata, spec }: Monitor): string =>
  spec.jobLabel === undefined
    ? metadata.name.replace(/-telemetry$/, '')
    : (spec.selector.matchLabels[spec.jobLabel] ?? '');

const WATCHED = [nodes, kubernetes, gpus].flatMap((workload: Workload) =>
  exportersOf(workload).map((exporter) => ({ job: exporter.scrape.job, exporter })),
);

const monitorsOf = ({ scrape }: Exporter): readonly Monitor[] => monitors.filter((one) => jobOf(one) === scrape.job);

const SUFFIXES = { counter: [''], gauge: [''], histogram: ['_bucket', '_count'], 'native histogram': [''] } as const;

/** Whether one of the monitors keeps the series. */
const isKept = (of: readonly Monitor[], series: Readonly<Record<string, string>>): boolean =>
  of.some(({ spec }) =>
    (spec.endpoints[0].metricRelabelings ?? []).every(({ action, regex, sourceLabels = [] }) => {
      const isMatch = new RegExp(`^(?:${regex})$`, 's').test(
        sourceLabels.map((label) => series[label] ?? '').join(';'),
      );
      if (action === 'keep') return isMatch;
      return action === 'drop' ? !isMatch : true;
    }),
  );

const seriesOf = (spec: MetricSpec): readonly Readonly<Record<string, string>>[] =>
  SUFFIXES[spec.kind].flatMap((suffix) => {
    const series = { __name__: `${spec.name}${suffix}`, pod: 'a', id: '/kubepods/a' };
    return suffix === '_bucket' ? boundsOf(spec, {}).map((bound) => ({ ...series, le: leText(bound) })) : [series];
  });

describe.each(WATCHED)('what is read of $job', ({ exporter }) => {
  const own = monitorsOf(exporter);
  const specs = Object.values(exporter.metrics).map(({ spec }) => spec);

  test('is scraped', () => {
    expect(own).not.toEqual([]);
  });

  test('is kept at the scrape, each bucket of it as well', () => {
    const dropped = specs.flatMap((spec) => seriesOf(spec).filter((series) => !isKept(own, series)));
    expect(dropped).toEqual([]);
  });

  test('has the labels that its series set themselves, if any', () => {
    expect(own[0]?.spec.endpoints[0].honorLabels ?? false).toBe(exporter.scrape.honorsLabels ?? false);
  });
});

test('labels that a monitor removes are none that a metric is said to have', () => {
  const wrong = WATCHED.flatMap(({ exporter }) => {
    const removed = (monitorsOf(exporter)[0]?.spec.endpoints[0].relabelings ?? [])
      .filter(({ action }) => action === 'labeldrop')
      .flatMap(({ regex }) => regex.split('|'));
    return Object.values(exporter.metrics).flatMap(({ spec }) =>
      labelNames(spec.labels)
        .filter((label) => removed.includes(label) && spec.labels[label] === undefined)
        // It tells of itself on a port of its own, whose monitor removes nothing.
        .filter(() => !spec.name.startsWith('kube_state_metrics_'))
        .map((label) => `${spec.name}: ${label}`),
    );
  });
  expect(wrong).toEqual([]);
});

describe('kube-state-metrics', () => {
  const kinds = stateResources()
    .replaceAll(/s(,|$)/g, '$1')
    .split(',');
  const states = Object.values(kubernetes.metrics)
    .map(({ spec }) => spec.name)
    .filter((name) => !name.startsWith('kube_state_metrics_'));

  test('tells of every kind of object that is read', () => {
    expect(states.filter((name) => !kinds.some((kind) => name.startsWith(`kube_${kind}`)))).toEqual([]);
  });

  test('is not asked to leave any of it out', () => {
    expect(states.filter((name) => STATE_METRICS_LEFT_OUT.some((regex) => new RegExp(regex).test(name)))).toEqual([]);
  });
});

test('the DCGM exporter is asked for every field that is read, in its kind', () => {
  const asked = dcgmMetricsCsv()
    .split('\n')
    .map((line) => line.split(', ').slice(0, 2).join(' '));
  const read = Object.values(gpus.metrics).map(({ spec }) => `${spec.name} ${spec.kind}`);
  expect(read.filter((field) => !asked.includes(field))).toEqual([]);
});
