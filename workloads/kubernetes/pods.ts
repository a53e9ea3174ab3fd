import { count, type Duration } from '../../promql';
import { above, once, shown, signal, stays, type InputSeries } from '../../signals';
import { containerOf, FLOOR, onAndOff, podOf, TESTS } from './examples';
import { containerRestarts, containerWaiting, lastTermination, podOwner, podPhase } from './metrics';
import { cpuUse, crashing, killed, memoryOfLimit, memoryUse, pending, unstarted } from './recordings';

const waits = (reason: string, pod = 'etl-1', value = 1): InputSeries =>
  stays(containerWaiting, { ...containerOf(TESTS.namespace, pod, 'etl'), reason }, value);
const { series: crashesSeries } = waits('CrashLoopBackOff');
const phase = (of: Readonly<Record<'namespace' | 'pod' | 'uid', string>>, name: string, value = 1) =>
  stays(podPhase, { ...of, phase: name }, value);
const runs = phase(podOf(FLOOR.namespace, 'ate-0'), 'Running');

export const crashLoops = signal({
  name: 'KubernetesCrashLoop',
  title: 'Containers in a crash loop',
  description: (t) =>
    `Containers that end soon after every start, so that their kubelet waits longer and longer before it starts them again, by namespace. Above ${t.warning}, a version or its surroundings are broken.`,
  query: crashing,
  warning: above(count(0)).for('15m'),
  examples: {
    warning: {
      // Waits for three minutes of six.
      fires: { series: [onAndOff(crashesSeries, 3), runs], at: '16m', notYetAt: '14m', labels: TESTS },
      quiet: [
        // Waits for another reason.
        { series: [waits('ContainerCreating'), runs], at: '40m' },
        // Has waited for seven minutes and runs again.
        { series: [{ series: crashesSeries, values: () => '1+0x7' }, runs], at: '18m' },
      ],
    },
  },
  impact: 'The pods of this version do no work; if all of a service crash, it is down.',
  nextSteps: [
    'Name them: kubectl -n <namespace> get pods | grep -E "CrashLoopBackOff|Error".',
    'Read the last words of the one that ended: kubectl -n <namespace> logs <pod> -c <container> --previous --tail=50; and its exit code with kubectl -n <namespace> describe pod <pod>: 137 after OOMKilled is memory, 1 or 2 the program itself.',
    'If it began with a deployment, roll it back: kubectl -n <namespace> rollout undo deployment/<deployment>.',
  ],
});

export const cannotStart = signal({
  name: 'KubernetesContainerCannotStart',
  title: 'Containers that cannot start',
  description: (t) =>
    `Containers whose image cannot be pulled, or whose configuration names what is not there, by namespace. Above ${t.warning} for long, they wait for somebody to change it.`,
  query: unstarted,
  warning: above(count(0)).for('15m'),
  examples: {
    warning: {
      // The reasons take turns.
      fires: {
        series: [
          onAndOff(waits('ImagePullBackOff').series, 2),
          { ...waits('ErrImagePull'), values: (...of) => `_x2 ${onAndOff('', 2).values(...of)}` },
          runs,
        ],
        at: '16m',
        notYetAt: '14m',
        labels: TESTS,
      },
      quiet: { series: [waits('ContainerCreating'), waits('CrashLoopBackOff', 'etl-2'), runs], at: '40m' },
    },
  },
  impact: 'A new version or new pods do not come up; what runs already goes on until its next restart.',
  nextSteps: [
    'Name them with their reason: kubectl -n <namespace> get pods | grep -E "Image|Config|Create|RunContainer".',
    'Read the event of one: kubectl -n <namespace> describe pod <pod>. For an image, compare its tag with the registry and the pull secret; for a configuration, create the Secret or ConfigMap that it names, or correct the key.',
    'If a deployment brought it, roll it back: kubectl -n <namespace> rollout undo deployment/<deployment>.',
  ],
});

const owner = (pod: string, kind: string, name = 'reparse', namespace: string = TESTS.namespace) =>
  stays(podOwner, { ...podOf(namespace, pod), owner_kind: kind, owner_name: name, owner_is_controller: 'true' }, 1);

export const pendingPods = signal({
  name: 'KubernetesPodsPending',
  title: 'Pods that wait',
  description: (t) =>
    `Pods that have no node yet, whose containers are still being prepared, or whose node does not answer, by namespace; those of Jobs, which may wait for their turn, are left out. Above ${t.warning} for long, there is no room, no volume or no node for them.`,
  query: pending,
  warning: above(count(0)).for('15m'),
  examples: {
    warning: {
      fires: {
        series: [
          phase(podOf(TESTS.namespace, 'etl-1'), 'Pending'),
          owner('etl-1', 'ReplicaSet'),
          phase(podOf(FLOOR.namespace, 'ate-0'), 'Unknown'),
          phase(podOf('ml-platform', 'calm'), 'Pending', 0),
          // A Job of the namespace, and another's pod of the same name.
          owner('reparse-1', 'Job'),
          owner('etl-1', 'Job', 'other', FLOOR.namespace),
        ],
        at: '16m',
        notYetAt: '14m',
        labels: [TESTS, FLOOR],
      },
      quiet: {
        series: [
          phase(podOf(TESTS.namespace, 'reparse-1'), 'Pending'),
          owner('reparse-1', 'Job'),
          phase(podOf(TESTS.namespace, 'etl-1'), 'Running'),
          phase(podOf(TESTS.namespace, 'etl-1'), 'Pending', 0),
          owner('etl-1', 'ReplicaSet'),
        ],
        at: '40m',
      },
    },
  },
  impact: 'Services run with fewer pods than they ask for, and a deployment does not end.',
  nextSteps: [
    'Name them: kubectl get pods -A --field-selector=status.phase=Pending, and read why in the event FailedScheduling or FailedMount: kubectl -n <namespace> describe pod <pod>.',
    'If no node has room, compare requests with what nodes have on the dashboard Kubernetes nodes; add a node, or lower requests that are far above what is used.',
    'If the phase is Unknown, the node does not answer: see the dashboard Kubernetes nodes, and kubectl get nodes.',
  ],
});

const ended = (pod: string, { reason = 'OOMKilled', perHour = 4 }: { reason?: string; perHour?: number } = {}) => {
  const of = containerOf(TESTS.namespace, pod, 'stdf-parser');
  return [
    { ...stays(lastTermination, { ...of, reason }, 1) },
    { series: restartsOf(pod), values: restartsEvery(60 / perHour) },
  ];
};
const restartsOf = (pod: string): string =>
  stays(
    { spec: { ...containerRestarts.spec, kind: 'gauge' } },
    { ...containerOf(TESTS.namespace, pod, 'stdf-parser') },
    0,
  ).series;
/** Once every so many minutes, and never before. */
const restartsEvery =
  (minutes: number): InputSeries['values'] =>
  (steps, seconds) => {
    const length = Math.round((minutes * 60) / seconds);
    return Array.from({ length: Math.ceil(steps / length) + 1 }, (_, i) => `${i}+0x${length - 1}`).join(' ');
  };

/** Killed once, at that time. */
const killedAt = (pod: string, at: Duration): readonly InputSeries[] => {
  const of = containerOf(TESTS.namespace, pod, 'stdf-parser');
  return [stays(lastTermination, { ...of, reason: 'OOMKilled' }, 1), once(containerRestarts, of, at)];
};

export const oomKills = signal({
  name: 'KubernetesOomKills',
  title: 'Containers killed for memory',
  description: (t) =>
    `Restarts within the last hour of containers whose last end was that they needed more memory than their limit, by namespace. Above ${t.warning}, it was no accident.`,
  query: killed,
  warning: above(count(2)).for('1m'),
  examples: {
    warning: {
      fires: [
        {
          series: [...ended('stdf-etl-0', { perHour: 3 }), runs],
          at: '61m',
          notYetAt: '60m',
          labels: TESTS,
        },
        // Three of them, once each.
        {
          series: [...killedAt('a', '10m'), ...killedAt('b', '20m'), ...killedAt('c', '55m'), runs],
          at: '57m',
          notYetAt: '54m',
          labels: TESTS,
        },
      ],
      quiet: [
        { series: [...killedAt('a', '10m'), ...killedAt('b', '20m'), ...killedAt('c', '85m'), runs], at: '90m' },
        // Once; and often, but for another reason.
        {
          series: [
            ...ended('stdf-etl-0', { perHour: 1 }),
            ...ended('stdf-etl-1', { reason: 'Error' }),
            stays(lastTermination, { ...containerOf(TESTS.namespace, 'stdf-etl-1', 'other'), reason: 'OOMKilled' }, 1),
            stays(
              lastTermination,
              { ...containerOf(FLOOR.namespace, 'stdf-etl-1', 'stdf-parser'), reason: 'OOMKilled' },
              1,
            ),
            runs,
          ],
          at: '80m',
        },
      ],
    },
  },
  impact: 'Whatever the container was doing is lost each time; a file is parsed from its beginning, a request fails.',
  nextSteps: [
    'Name them: kubectl -n <namespace> get pods -o json | grep -B30 OOMKilled | grep \'"name"\'; compare what one uses with its limit: kubectl -n <namespace> top pod <pod> --containers.',
    'If memory grows from start to end, it is a leak: roll back the newest version with kubectl -n <namespace> rollout undo deployment/<deployment>.',
    'If it is one large input, raise the limit of the container in the manifests of its workload; a node must have the room: kubectl describe node <node> shows what is promised.',
  ],
});

export const cpuByNamespace = shown({
  name: 'KubernetesCpuByNamespace',
  title: 'CPU by namespace',
  description: 'Cores that the containers of a namespace use, without what the nodes themselves need.',
  query: cpuUse,
});

export const memoryOfLimits = shown({
  name: 'KubernetesMemoryOfLimits',
  title: 'Memory against limits',
  description:
    'Memory that a container needs, as a share of its limit, by container; of its replicas, the one that is nearest to it. At 100 % it is killed.',
  query: memoryOfLimit,
});

export const memoryByNamespace = shown({
  name: 'KubernetesMemoryByNamespace',
  title: 'Memory by namespace',
  description: 'Memory that the containers of a namespace need: their working sets together.',
  query: memoryUse,
});
