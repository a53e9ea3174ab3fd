import { count } from '../../promql';
import { above, signal, stays, type InputSeries } from '../../signals';
import { FLOOR, seenTwice, TESTS } from './examples';
import {
  daemonSetAvailable,
  daemonSetDesired,
  deploymentAvailable,
  deploymentCondition,
  deploymentReplicas,
  statefulSetReady,
  statefulSetReplicas,
} from './metrics';

/** An exporter that was replaced still tells, for five minutes, of a time when all was well. */
const told = (of: (instance: string, missing: number) => readonly InputSeries[]) => [...of('a', 1), ...of('b', 0)];

const LOOK_AT_PODS =
  'List its pods and what keeps them: kubectl -n <namespace> get pods -o wide, then kubectl -n <namespace> describe pod <pod>; the last events name the cause (image, probe, volume, no node with room).';
const SEE_NODES =
  'If several workloads miss pods on one node, open the dashboard Kubernetes nodes: the node is the cause, and kubectl drain <node> --ignore-daemonsets --delete-emptydir-data moves the others.';

const deployment = (name: string, [wanted, available]: readonly [number, number], instance = 'a') => {
  const of = { ...TESTS, deployment: name, instance };
  return [stays(deploymentReplicas, of, wanted), stays(deploymentAvailable, of, available)];
};

export const deployments = signal({
  name: 'KubernetesDeploymentIncomplete',
  title: 'Missing pods of Deployments',
  description: (t) =>
    `Pods that a Deployment asks for and that do not serve, by Deployment. Above ${t.warning} for long, they do not come by themselves.`,
  query: deploymentReplicas.sub(deploymentAvailable).maxBy('namespace', 'deployment'),
  warning: above(count(0)).for('15m'),
  examples: {
    warning: {
      fires: {
        series: told((instance, missing) => deployment('etl', [4, 4 - missing], instance)),
        at: '16m',
        notYetAt: '14m',
        labels: { ...TESTS, deployment: 'etl' },
      },
      // Complete; and scaled to nothing.
      quiet: { series: [...deployment('etl', [4, 4]), ...deployment('off', [0, 0])], at: '40m' },
    },
  },
  impact: 'The service carries its load with fewer pods than it was sized for; without any, it does not answer.',
  nextSteps: [
    LOOK_AT_PODS,
    'If it began with a deployment, roll it back: kubectl -n <namespace> rollout undo deployment/<deployment>.',
    SEE_NODES,
  ],
});

const statefulSet = (name: string, [wanted, ready]: readonly [number, number], instance = 'a') => {
  const of = { ...TESTS, statefulset: name, instance };
  return [stays(statefulSetReplicas, of, wanted), stays(statefulSetReady, of, ready)];
};

export const statefulSets = signal({
  name: 'KubernetesStatefulSetIncomplete',
  title: 'Missing pods of StatefulSets',
  description: (t) =>
    `Pods that a StatefulSet asks for and that are not ready, by StatefulSet. Above ${t.warning} an update of it stands still as well: it waits for every pod before it goes on to the next.`,
  query: statefulSetReplicas.sub(statefulSetReady).maxBy('namespace', 'statefulset'),
  warning: above(count(0)).for('15m'),
  examples: {
    warning: {
      fires: {
        series: told((instance, missing) => statefulSet('postgres', [3, 3 - missing], instance)),
        at: '16m',
        notYetAt: '14m',
        labels: { ...TESTS, statefulset: 'postgres' },
      },
      quiet: { series: statefulSet('postgres', [3, 3]), at: '40m' },
    },
  },
  impact: 'A store has lost copies of its data, or does not answer; one more loss may be one too many.',
  nextSteps: [
    LOOK_AT_PODS,
    'If the pod waits for its volume, read kubectl -n <namespace> get pvc and the events of the claim: a volume of a zone can only be mounted by nodes of that zone.',
    'Delete no claim and force no pod away before its data are known to be elsewhere; a pod whose node is gone for good is released by kubectl delete node <node>.',
  ],
});

const daemonSet = (name: string, [wanted, available]: readonly [number, number], instance = 'a') => {
  const of = { ...TESTS, daemonset: name, instance };
  return [stays(daemonSetDesired, of, wanted), stays(daemonSetAvailable, of, available)];
};

export const daemonSets = signal({
  name: 'KubernetesDaemonSetIncomplete',
  title: 'Missing pods of DaemonSets',
  description: (t) =>
    `Nodes that should run a pod of a DaemonSet and where none serves, by DaemonSet. Above ${t.warning} for long, these nodes lack what every node needs: network, storage, or the collectors of logs and metrics.`,
  query: daemonSetDesired.sub(daemonSetAvailable).maxBy('namespace', 'daemonset'),
  warning: above(count(0)).for('15m'),
  examples: {
    warning: {
      fires: {
        series: told((instance, missing) => daemonSet('csi-node', [40, 40 - missing], instance)),
        at: '16m',
        notYetAt: '14m',
        labels: { ...TESTS, daemonset: 'csi-node' },
      },
      quiet: { series: daemonSet('csi-node', [40, 40]), at: '40m' },
    },
  },
  impact: 'On these nodes pods may start without network or volumes, or run unseen.',
  nextSteps: [
    'Find the nodes: kubectl -n <namespace> get pods -o wide | grep <daemonset> shows the pods that are not ready, and where.',
    'Read why, with kubectl -n <namespace> describe pod <pod>: a taint that is not tolerated, a full node, an image that cannot be pulled.',
    SEE_NODES,
  ],
});

const condition = (
  of: Readonly<Record<'condition' | 'status' | 'deployment', string>>,
  value: number,
  instance = 'a',
) => stays(deploymentCondition, { ...FLOOR, reason: 'any', ...of, instance }, value);
const STUCK = { deployment: 'ate', condition: 'Progressing', status: 'false' } as const;

export const rollouts = signal({
  name: 'KubernetesRolloutStuck',
  title: 'Rollouts that stand still',
  description: (t) =>
    `1 where a Deployment has made no progress for longer than its progressDeadlineSeconds, by Deployment. Above ${t.warning}, the old version still serves with what pods it has.`,
  query: deploymentCondition.where({ condition: 'Progressing', status: 'false' }).maxBy('namespace', 'deployment'),
  warning: above(count(0)).for('5m'),
  examples: {
    warning: {
      fires: {
        series: [condition(STUCK, 1), condition(STUCK, 0, 'b')],
        at: '6m',
        notYetAt: '4m',
        labels: { ...FLOOR, deployment: 'ate' },
      },
      // It progresses, and that it lacks pods is another condition.
      quiet: {
        series: seenTwice((from) => [
          condition(STUCK, 0, from.instance),
          condition({ ...STUCK, status: 'true' }, 1, from.instance),
          condition({ ...STUCK, condition: 'Available' }, 1, from.instance),
        ]),
        at: '20m',
      },
    },
  },
  impact: 'What was to be deployed is not, and two versions may answer side by side.',
  nextSteps: [
    'See which pods of the new version do not become ready, and why: kubectl -n <namespace> rollout status deployment/<deployment>, then kubectl -n <namespace> describe pod <newest pod>.',
    'Roll back: kubectl -n <namespace> rollout undo deployment/<deployment>; where Argo CD applies it, revert the commit, or it is rolled out again.',
  ],
});
