import { count, ratio, record } from '../../promql';
import { above, atMost, below, shown, signal, stays, type InputSeries } from '../../signals';
import { containerOf, podOf, seenTwice, TESTS } from './examples';
import { evictions, runningPods } from './kubelet-metrics';
import { containerRequests, nodeAllocatable, nodeCondition, nodeCordoned, podPhase } from './metrics';

const ready = nodeCondition.where({ condition: 'Ready', status: 'true' });

const nodeIs = (node: string, value: number, condition = 'Ready', status: 'true' | 'false' = 'true', instance = 'a') =>
  stays(nodeCondition, { node, condition, status, instance }, value);
/** So many nodes that are ready, and so many that are not. */
const nodesAre = (up: number, down: number): readonly InputSeries[] => [
  ...Array.from({ length: up }, (_, i) => nodeIs(`up-${i}`, 1)),
  ...Array.from({ length: down }, (_, i) => nodeIs(`down-${i}`, 0)),
];

const DESCRIBE =
  'Read its conditions and events: kubectl describe node <node>; whether the machine is there and its kubelet runs: ssh <node> systemctl status kubelet containerd.';

export const nodesReady = signal({
  name: 'KubernetesNodesLost',
  title: 'Nodes that are ready',
  description: (t) =>
    `The share of all nodes whose kubelet says that it can run pods. Below ${t.critical}, the others cannot take over what ran on them.`,
  query: ready.avgBy().as('ratio'),
  critical: below(ratio(0.75)).for('5m'),
  view: { as: 'number' },
  examples: {
    critical: {
      fires: { series: nodesAre(149, 51), at: '6m', notYetAt: '4m', labels: {} },
      // What they say of other conditions does not count.
      quiet: {
        series: [
          ...nodesAre(151, 49),
          ...nodesAre(0, 4).map((_, i) => nodeIs(`up-${i}`, 0, 'DiskPressure')),
          ...nodesAre(0, 4).map((_, i) => nodeIs(`up-${i}`, 0, 'Ready', 'false')),
        ],
        at: '20m',
      },
    },
  },
  impact: 'A part of the cluster is lost at once: services lose replicas faster than they get them back.',
  nextSteps: [
    'List them: kubectl get nodes | grep NotReady; what do they share: a zone, a switch, an image, a deployment to all nodes?',
    'If their kubelets run, they do not reach the API server: look at the dashboard Kubernetes control plane, and at the network between.',
    'Stop what is being rolled out to nodes: pause the upgrade of the node pool; roll a DaemonSet back with kubectl -n <namespace> rollout undo daemonset/<daemonset>.',
  ],
});

const cordoned = (node: string, value: number, instance = 'a') => stays(nodeCordoned, { node, instance }, value);

export const nodeReady = signal({
  name: 'KubernetesNodeNotReady',
  title: 'State of nodes',
  description: (t) =>
    `Whether the kubelet of a node says that it can run pods (1) or not (0), by node. At ${t.warning}, and if nobody has cordoned it, its pods are ended and started elsewhere after five minutes.`,
  query: ready.minBy('node'),
  warning: atMost(count(0))
    .for('5m')
    .whilst('it should take pods', nodeCordoned.maxBy('node').compare('==', count(0))),
  view: { as: 'states', words: { good: 'ready', bad: 'not ready' }, drillDown: 'nodes' },
  examples: {
    warning: {
      fires: {
        series: [
          nodeIs('n1', 0),
          nodeIs('n1', 1, 'Ready', 'true', 'b'),
          cordoned('n1', 0),
          nodeIs('n2', 1),
          cordoned('n2', 0),
        ],
        at: '6m',
        notYetAt: '4m',
        labels: { node: 'n1' },
      },
      // One that was cordoned, as before it is restarted; and one that is well, whatever else it says.
      quiet: {
        series: [
          nodeIs('n1', 0),
          cordoned('n1', 1),
          cordoned('n1', 0, 'b'),
          ...seenTwice(({ instance }) => [
            nodeIs('n2', 1, 'Ready', 'true', instance),
            nodeIs('n2', 0, 'Ready', 'false', instance),
            nodeIs('n2', 0, 'DiskPressure', 'true', instance),
            cordoned('n2', 0, instance),
          ]),
        ],
        at: '20m',
      },
    },
  },
  impact:
    'What ran there runs elsewhere after some minutes, if there is room; a pod with a volume may wait until the node is known to be gone.',
  nextSteps: [
    DESCRIBE,
    'On the dashboard Nodes, see what it ran out of before: memory, disk, network.',
    'If it does not come back, replace it: kubectl drain <node> --ignore-daemonsets --delete-emptydir-data --force, then kubectl delete node <node>, which also releases its volumes.',
  ],
});

const PRESSURES = ['MemoryPressure', 'DiskPressure', 'PIDPressure'] as const;

export const nodePressure = signal({
  name: 'KubernetesNodePressure',
  title: 'Pressure on nodes',
  description: (t) =>
    `1 while a kubelet ends pods, or is about to, because its node lacks memory, disk or process ids, by node and condition. Above ${t.warning} the node takes no new pods.`,
  query: nodeCondition.where({ condition: PRESSURES, status: 'true' }).maxBy('node', 'condition'),
  warning: above(count(0)).for('4m'),
  view: { drillDown: 'nodes' },
  examples: {
    warning: {
      fires: {
        series: PRESSURES.flatMap((condition) => [nodeIs('n1', 1, condition), nodeIs('n1', 0, condition, 'true', 'b')]),
        at: '5m',
        notYetAt: '3m',
        labels: PRESSURES.map((condition) => ({ node: 'n1', condition })),
      },
      quiet: {
        series: [nodeIs('n1', 1), nodeIs('n1', 1, 'DiskPressure', 'false'), nodeIs('n1', 0, 'DiskPressure')],
        at: '20m',
      },
    },
  },
  impact: 'Pods are evicted, those first that use more than they asked for; they come back elsewhere if there is room.',
  nextSteps: [
    'See who was evicted: kubectl get pods -A --field-selector=status.phase=Failed -o wide | grep <node>.',
    'Disk: see which file system is full on the dashboard Nodes; unused images go with ssh <node> crictl rmi --prune, a container that logs too much is named by ssh <node> du -xh /var/log/pods | sort -h | tail.',
    'Memory: kubectl top pods -A --sort-by=memory shows who takes it; give that container a limit, and a request that is true.',
  ],
});

/** Recorded, since its name is that of no counter, which Prometheus would remark on at every panel. */
export const evictedWithin = record(
  'node:kubelet_evictions:increase1h',
  evictions.increase('1h').sumBy('node').orZeroOf(runningPods.maxBy('node')),
  { interval: '1m' },
);

export const evicted = shown({
  name: 'KubernetesEvictions',
  title: 'Evictions',
  description: 'Pods that kubelets ended within an hour because their node lacked something, by node.',
  query: evictedWithin,
});

/** What pods that are there have asked for, as a share of what all nodes but the largest can give. */
export const committed = record(
  'resource:kube_pod_container_resource_requests:ratio_of_allocatable',
  containerRequests
    .where({ resource: ['cpu', 'memory'] })
    .on('namespace', 'pod')
    .and(podPhase.where({ phase: ['Pending', 'Running'] }).positive())
    .sumBy('resource')
    .div(
      nodeAllocatable
        .where({ resource: ['cpu', 'memory'] })
        .sumBy('resource')
        .sub(nodeAllocatable.where({ resource: ['cpu', 'memory'] }).maxBy('resource'))
        .positive(),
    ),
);

const allocatable = (node: string, cores: number) =>
  (['cpu', 'memory', 'pods'] as const).map((resource) =>
    stays(nodeAllocatable, { node, resource, unit: 'any' }, cores),
  );
const asks = (pod: string, cores: number, phase: 'Running' | 'Succeeded' = 'Running'): readonly InputSeries[] => [
  ...(['cpu', 'memory', 'nvidia_com_gpu'] as const).map((resource) =>
    stays(
      containerRequests,
      { ...containerOf(TESTS.namespace, pod, 'main'), node: 'n1', resource, unit: 'any' },
      cores,
    ),
  ),
  ...(['Running', 'Succeeded'] as const).map((one) =>
    stays(podPhase, { ...podOf(TESTS.namespace, pod), phase: one }, one === phase ? 1 : 0),
  ),
];
const THREE = [...allocatable('n1', 100), ...allocatable('n2', 100), ...allocatable('n3', 120)];

export const overcommitment = signal({
  name: 'KubernetesNoRoomForANode',
  title: 'Requests against all nodes but the largest',
  description: (t) =>
    `What all pods have asked for of CPU and memory, as a share of what is left when the largest node is lost. Above ${t.warning}, its pods would find no place.`,
  query: committed,
  warning: above(ratio(1)).for('30m'),
  examples: {
    warning: {
      fires: {
        series: [...THREE, ...asks('a', 150), ...asks('b', 51)],
        at: '32m',
        notYetAt: '29m',
        labels: [{ resource: 'cpu' }, { resource: 'memory' }],
      },
      // What has ended asks for nothing any more.
      quiet: {
        series: [
          ...THREE,
          ...asks('a', 150),
          ...asks('b', 49),
          ...asks('done', 60, 'Succeeded'),
          stays(podPhase, { ...podOf('elsewhere', 'done'), phase: 'Running' }, 1),
        ],
        at: '80m',
      },
    },
  },
  impact: 'Nothing yet; but with the next node that fails or is updated, pods stay pending.',
  nextSteps: [
    'See who asks for most: kubectl describe nodes | grep -A8 "Allocated resources", and compare with what is used on the dashboard Kubernetes resources.',
    'Lower requests that are far above use; if all are true, add a node.',
  ],
});
