import { always, ONE, ONE_A_NODE, oneOr, type Plan, type StoredPlan } from './plan';
import { GIB, MIB } from './quantity';

const KUBE_PROMETHEUS = 'kube-prometheus: what it requests';

/** What does not grow with what is measured, or with the number of nodes only. */
export const operator: Plan = {
  title: 'Prometheus Operator',
  runs: 'everywhere',
  memoryIs: 'shared',
  replicas: ONE,
  cpu: always(0.1, '100m', KUBE_PROMETHEUS),
  memory: always(128 * MIB, '128 MiB', `${KUBE_PROMETHEUS} (100 MiB)`),
};

export const alertmanager: StoredPlan = {
  title: 'Alertmanager',
  runs: 'everywhere',
  memoryIs: 'shared',
  replicas: oneOr(3, 'the dead man’s switch and a split network: two still agree on what has been notified'),
  cpu: always(0.02, '20m', 'estimate: some hundred alerts, each repeated every half minute'),
  memory: always(96 * MIB, '96 MiB', `${KUBE_PROMETHEUS} (100 MiB)`),
  volume: always(0.5 * GIB, '512 MiB', 'estimate: silences, and five days of what has been notified'),
};

export const grafana: StoredPlan = {
  title: 'Grafana',
  runs: 'everywhere',
  memoryIs: 'shared',
  replicas: oneOr(2, 'either answers alone; what they know is in PostgreSQL'),
  cpu: always(0.25, '250m', 'estimate, for some dozen users; Grafana documentation, "Install": a machine of one core'),
  memory: always(512 * MIB, '512 MiB', 'Grafana documentation, "Install": 512 MB'),
  volume: always(0.75 * GIB, '768 MiB', 'estimate: SQLite, where there is no PostgreSQL'),
};

export const grafanaSidecar: Plan = {
  title: 'Grafana’s dashboard sidecar',
  runs: 'everywhere',
  memoryIs: 'shared',
  replicas: oneOr(2, 'one in each Grafana pod'),
  cpu: always(0.01, '10m', 'estimate: it waits for ConfigMaps'),
  memory: always(96 * MIB, '96 MiB', 'estimate: Python, and a few dashboards'),
};

export const nodeExporter: Plan = {
  title: 'Node exporter',
  runs: 'everywhere',
  memoryIs: 'shared',
  replicas: ONE_A_NODE,
  cpu: always(0.1, '100m', `${KUBE_PROMETHEUS} (102m)`),
  memory: always(96 * MIB, '96 MiB', `${KUBE_PROMETHEUS} at most 180 MiB`),
};

export const kubeStateMetrics: Plan = {
  title: 'kube-state-metrics',
  runs: 'everywhere',
  memoryIs: 'shared',
  replicas: ONE,
  cpu: {
    formula: '0.1 + 0.001 × nodes',
    source: 'kube-state-metrics README, "Resource recommendation"',
    of: ({ nodes }) => 0.1 + 0.001 * nodes,
  },
  memory: {
    formula: '250 MiB + 2 MiB × nodes',
    source: 'kube-state-metrics README, "Resource recommendation", for its tests of 30 pods a node',
    of: ({ nodes }) => (250 + 2 * nodes) * MIB,
  },
};

export const blackboxExporter: Plan = {
  title: 'Blackbox exporter',
  runs: 'everywhere',
  memoryIs: 'shared',
  replicas: ONE,
  cpu: always(0.01, '10m', KUBE_PROMETHEUS),
  memory: always(32 * MIB, '32 MiB', `${KUBE_PROMETHEUS} (20 MiB)`),
};

export const dcgmExporter: Plan = {
  title: 'DCGM exporter',
  runs: 'everywhere',
  memoryIs: 'shared',
  replicas: { ...ONE_A_NODE, formula: '1 on each node with GPUs' },
  cpu: always(0.1, '100m', 'estimate: it asks eight GPUs every 30 s'),
  memory: always(256 * MIB, '256 MiB', 'estimate: the DCGM library keeps some minutes of every field'),
};

export const authProxy: Plan = {
  title: 'Sign-in proxy',
  runs: 'everywhere',
  memoryIs: 'shared',
  replicas: oneOr(2, 'either answers alone'),
  cpu: always(0.01, '10m', 'estimate: some requests a second of people'),
  memory: always(64 * MIB, '64 MiB', 'estimate: sessions are in cookies'),
};
