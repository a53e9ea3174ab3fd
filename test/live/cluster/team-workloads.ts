import type { KubeObject } from '../harness/rendered';

/** What belongs to the teams and is there before us: their namespaces, their pods, and the Services that monitors look for. */
interface TeamWorkload {
  readonly name: string;
  readonly namespace: string;
  readonly container: string;
  readonly replicas: number;
}

/** As the teams run them. The names are facts about their clusters, and not derived from what is rendered. */
const WORKLOADS: readonly TeamWorkload[] = [
  { name: 'yield-predictor', namespace: 'ml-platform', container: 'yield-predictor', replicas: 4 },
  { name: 'stdf-etl', namespace: 'test-data', container: 'stdf-parser', replicas: 2 },
  { name: 'wafer-map', namespace: 'test-data', container: 'wafer-map', replicas: 2 },
  { name: 'ate', namespace: 'test-floor', container: 'ate-exporter', replicas: 1 },
];

const NAMESPACES = [...new Set(WORKLOADS.map(({ namespace }) => namespace))];

const labelsOf = ({ name }: TeamWorkload) => ({ 'app.kubernetes.io/name': name });

export const TEAM_OBJECTS: readonly KubeObject[] = [
  ...NAMESPACES.map((name): KubeObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
  ...WORKLOADS.flatMap((workload) => [deployment(workload), service(workload)]),
];

function deployment(workload: TeamWorkload): KubeObject {
  const { name, namespace, container, replicas } = workload;
  const labels = labelsOf(workload);
  const ports = [{ name: 'metrics', containerPort: 8080, protocol: 'TCP' }];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, labels },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: container, image: `registry.fab.example/${container}:1`, ports }] },
      },
    },
  };
}

function service(workload: TeamWorkload): KubeObject {
  const { name, namespace } = workload;
  const labels = labelsOf(workload);
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, labels },
    spec: { selector: labels, ports: [{ name: 'metrics', port: 8080, targetPort: 'metrics', protocol: 'TCP' }] },
  };
}
