import { Testing } from 'cdk8s';
import { AlertmanagerChart } from '../../../charts/alertmanager';
import { GrafanaChart } from '../../../charts/grafana';
import type { KubeObject, RenderedChart } from '../../../charts/invariants';
import { JaegerChart } from '../../../charts/jaeger';
import { LokiChart } from '../../../charts/loki';
import { NamespacesChart, OBSERVABILITY } from '../../../charts/namespaces';
import { OperatorChart } from '../../../charts/operator';
import type { ImageSource } from '../../../constructs/images';
import { PrometheusChart } from '../../../charts/prometheus';

/** As much of a rendered object as the tests look into. */
export interface Rendered extends KubeObject {
  readonly data?: Readonly<Record<string, string>>;
  readonly stringData?: Readonly<Record<string, string>>;
  readonly rules?: readonly { readonly apiGroups: string[]; readonly resources: string[]; readonly verbs: string[] }[];
  readonly roleRef?: { readonly kind: string; readonly name: string };
  readonly subjects?: readonly { readonly name: string; readonly namespace: string }[];
  readonly spec: Spec;
}

interface Spec {
  readonly [field: string]: unknown;
  readonly selector: Readonly<Record<string, string>> & { readonly matchLabels: Readonly<Record<string, string>> };
  readonly ports: readonly { readonly name: string; readonly port: number; readonly targetPort: string }[];
  readonly endpoints: readonly { readonly port: string; readonly interval: string }[];
  readonly template: { readonly metadata: { readonly labels: Readonly<Record<string, string>> }; readonly spec: Pod };
  readonly containers: readonly Container[];
}

export interface Pod {
  readonly serviceAccountName: string;
  readonly automountServiceAccountToken: boolean;
  readonly securityContext: { readonly fsGroup: number };
  readonly initContainers?: readonly Container[];
  readonly containers: readonly Container[];
  readonly volumes?: readonly { readonly name: string; readonly configMap?: { readonly name: string } }[];
}

export interface Container {
  readonly name: string;
  readonly restartPolicy?: string;
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value: string }[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string; readonly subPath?: string }[];
  readonly startupProbe: Probe;
  readonly livenessProbe: Probe;
  readonly readinessProbe: Probe;
}

interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
}

const resources = { requests: { cpu: '100m', memory: '1Gi' }, limits: { cpu: '1', memory: '2Gi' } };
const common = { namespace: OBSERVABILITY, resources, scrapeInterval: '15s', images: {} };

export const ALERTMANAGER_CONFIG = 'route:\n  receiver: "null"\nreceivers:\n  - name: "null"\n';

/** All charts of the stack for one small environment with two workload namespaces. */
export function renderStack(images: ImageSource = {}): readonly RenderedChart[] {
  const app = Testing.app();
  const props = { ...common, images };
  return [
    new NamespacesChart(app),
    new OperatorChart(app, props),
    new PrometheusChart(app, {
      ...props,
      owner: { name: 'sre', title: 'SRE', slackChannel: '#sre' },
      links: { grafana: 'https://grafana.dev.fab.example', runbooks: 'https://runbooks.dev.fab.example' },
      externalLabels: { cluster: 'dev', region: 'us-west-2' },
      externalUrl: 'https://prometheus.dev.fab.example',
      workloadNamespaces: ['ml-platform', 'test-data'],
      evaluationInterval: '30s',
      retention: { days: 35, size: '16GiB' },
      replicas: 1,
      volume: '20Gi',
    }),
    new AlertmanagerChart(app, {
      ...props,
      config: ALERTMANAGER_CONFIG,
      receiversSecret: 'alertmanager-receivers',
      externalUrl: 'https://alertmanager.dev.fab.example',
      replicas: 1,
      volume: '1Gi',
    }),
    new GrafanaChart(app, {
      ...props,
      environment: 'dev',
      url: 'https://grafana.dev.fab.example',
      dashboardNamespaces: [OBSERVABILITY],
      volume: '1Gi',
    }),
    new JaegerChart(app, { ...props, retentionDays: 7, volume: '10Gi' }),
    new LokiChart(app, { ...props, retentionDays: 31, volume: '20Gi' }),
  ].map((chart) => ({ name: chart.node.id, objects: chart.toJson() as KubeObject[] }));
}

/** All objects of the stack. */
export const objectsOf = (charts: readonly RenderedChart[]): readonly Rendered[] =>
  charts.flatMap(({ objects }) => objects) as unknown as readonly Rendered[];

/** The objects of a kind. */
export const ofKind = (objects: readonly Rendered[], kind: string): readonly Rendered[] =>
  objects.filter((object) => object.kind === kind);

/** The one object of a kind and name. */
export function only(objects: readonly Rendered[], kind: string, name: string): Rendered {
  const [found, ...others] = ofKind(objects, kind).filter((object) => object.metadata.name === name);
  if (!found || others.length > 0) throw new Error(`not exactly one ${kind} ${name}`);
  return found;
}

/** All containers of a pod, in the order in which they start. */
export const containersOf = ({ initContainers = [], containers }: Pod): readonly Container[] => [
  ...initContainers,
  ...containers,
];

/** The workload objects whose pods we describe ourselves. */
export const workloadsOf = (objects: readonly Rendered[]): readonly Rendered[] =>
  objects.filter(({ kind }) => ['Deployment', 'StatefulSet', 'DaemonSet'].includes(kind));
