import { count, ratio } from '../../promql';
import { above, atMost, gone, grows, signal, stays, type InputSeries } from '../../signals';
import { FLOOR, seenTwice, TESTS } from './examples';
import {
  autoscalerCondition,
  autoscalerDesired,
  autoscalerMaximum,
  autoscalerMinimum,
  containerCpuPeriods,
  containerCpuThrottled,
  quota,
} from './metrics';
import { throttled } from './recordings';

const autoscaler = (
  name: string,
  [minimum, desired, maximum]: readonly [number, number, number],
  instance = 'a',
): readonly InputSeries[] => {
  const of = { ...TESTS, horizontalpodautoscaler: name, instance };
  return [
    stays(autoscalerMinimum, of, minimum),
    stays(autoscalerDesired, of, desired),
    stays(autoscalerMaximum, of, maximum),
  ];
};

const BY = ['namespace', 'horizontalpodautoscaler'] as const;

export const autoscalerRoom = signal({
  name: 'KubernetesAutoscalerAtMaximum',
  title: 'Room of autoscalers',
  description: (t) =>
    `Pods that an autoscaler could still add, by autoscaler. At ${t.warning} it asks for as many as it may: more load makes the service slow.`,
  query: autoscalerMaximum.sub(autoscalerDesired).minBy(...BY),
  warning: atMost(count(0))
    .for('15m')
    .whilst('it has a choice at all', autoscalerMaximum.compare('>', autoscalerMinimum).maxBy(...BY)),
  examples: {
    warning: {
      fires: {
        series: [...autoscaler('etl', [2, 10, 10]), ...autoscaler('etl', [2, 9, 10], 'b')],
        at: '16m',
        notYetAt: '14m',
        labels: { ...TESTS, horizontalpodautoscaler: 'etl' },
      },
      // One pod short of it; and one that may only ask for three.
      quiet: {
        series: [
          ...autoscaler('etl', [2, 9, 10]),
          ...autoscaler('fixed', [3, 3, 3]),
          stays(autoscalerMinimum, { ...FLOOR, horizontalpodautoscaler: 'fixed' }, 3),
          stays(autoscalerMaximum, { ...FLOOR, horizontalpodautoscaler: 'fixed' }, 9),
        ],
        at: '40m',
      },
    },
  },
  impact: 'There is no reserve left for the next peak: queues grow and answers slow down with it.',
  nextSteps: [
    'See what it scales by and how far it is off: kubectl -n <namespace> describe hpa <horizontalpodautoscaler>.',
    'If the load is wanted and nodes have room (dashboard Kubernetes nodes), raise maxReplicas in the manifests of the workload.',
    'If each pod does less than it used to, the pods are the cause and not their number: compare the newest version with the one before.',
  ],
});

const blind = (status: string, value: number, instance = 'a') =>
  stays(
    autoscalerCondition,
    { ...FLOOR, horizontalpodautoscaler: 'ate', condition: 'ScalingActive', status, instance },
    value,
  );
const other = stays(
  autoscalerCondition,
  { ...FLOOR, horizontalpodautoscaler: 'ate', condition: 'ScalingLimited', status: 'false', instance: 'a' },
  1,
);

export const autoscalerBlind = signal({
  name: 'KubernetesAutoscalerBlind',
  title: 'Autoscalers that cannot scale',
  description: (t) =>
    `1 where an autoscaler does not know the load by which it scales, or its target is scaled to nothing, by autoscaler. Above ${t.warning} the number of pods stays as it is.`,
  query: autoscalerCondition.where({ condition: 'ScalingActive', status: 'false' }).maxBy(...BY),
  warning: above(count(0)).for('15m'),
  examples: {
    warning: {
      fires: {
        series: [blind('false', 1), blind('false', 0, 'b')],
        at: '16m',
        notYetAt: '14m',
        labels: { ...FLOOR, horizontalpodautoscaler: 'ate' },
      },
      quiet: {
        series: seenTwice(({ instance }) => [blind('false', 0, instance), blind('true', 1, instance), other]),
        at: '40m',
      },
    },
  },
  impact: 'Whatever the load, the service keeps the pods that it has.',
  nextSteps: [
    'Read the reason: kubectl -n <namespace> describe hpa <horizontalpodautoscaler>; FailedGetResourceMetric points at metrics-server, FailedGetExternalMetric at the adapter that it names.',
    'See whether the metrics are there: kubectl top pods -n <namespace>, and kubectl get apiservices | grep metrics.',
    'Until it scales again, set replicas by hand: kubectl -n <namespace> scale deployment/<deployment> --replicas=<n>.',
  ],
});

const quotaOf = (name: string, used: number, hard = 1000, instance = 'a'): readonly InputSeries[] => {
  const of = { ...TESTS, resourcequota: name, resource: 'requests.cpu', instance };
  return [stays(quota, { ...of, type: 'used' }, used), stays(quota, { ...of, type: 'hard' }, hard)];
};
const QUOTA = ['namespace', 'resourcequota', 'resource'] as const;

export const quotas = signal({
  name: 'KubernetesQuotaNearlySpent',
  title: 'Quotas',
  description: (t) =>
    `What a namespace has of what its quota lets it have, by quota and resource. Above ${t.warning}, the next pod or a deployment that makes new pods before it removes old ones may be refused.`,
  query: quota
    .where({ type: 'used' })
    .maxBy(...QUOTA)
    .div(
      quota
        .where({ type: 'hard' })
        .maxBy(...QUOTA)
        .positive(),
    ),
  warning: above(ratio(0.95)).for('15m'),
  examples: {
    warning: {
      fires: {
        series: [...quotaOf('team', 955), ...quotaOf('team', 900, 900, 'b'), ...quotaOf('other', 10)],
        at: '16m',
        notYetAt: '14m',
        labels: { ...TESTS, resourcequota: 'team', resource: 'requests.cpu' },
      },
      // Just short of it; and one that forbids the resource by now.
      quiet: {
        series: [...quotaOf('team', 945), ...quotaOf('team', 90, 100, 'b'), ...quotaOf('none', 5, 0)],
        at: '40m',
      },
    },
  },
  impact: 'Rollouts of the namespace stand still, and what is lost with a node does not come back.',
  nextSteps: [
    'See what takes it: kubectl -n <namespace> describe resourcequota <resourcequota>, and the requests of its pods with kubectl -n <namespace> describe pods | grep -A2 Requests.',
    'Compare with what is used on the dashboard Kubernetes resources: lower requests that are far above it, delete what is not needed, or raise the quota in the manifests of the namespace.',
  ],
});

const cgroup = (pod: string, container = 'stdf-parser') => ({
  ...TESTS,
  pod,
  container,
  node: 'n1',
  id: `/kubepods/${pod}`,
  image: 'i',
  name: pod,
});
/** @param share of ten periods a second, of each pod */
const waits = (share: number, pod: string, container?: string, perSecond = 10): readonly InputSeries[] => [
  grows(containerCpuPeriods, cgroup(pod, container), perSecond),
  grows(containerCpuThrottled, cgroup(pod, container), share * perSecond),
];

export const throttling = signal({
  name: 'KubernetesCpuThrottled',
  title: 'CPU throttling',
  description: (t) =>
    `Of the tenths of a second in which a container wanted to run, the share in which it reached its CPU limit and had to wait, by container. Above ${t.warning} everything that it does takes longer.`,
  query: throttled,
  warning: above(ratio(0.5)).for('30m'),
  examples: {
    warning: {
      // Two replicas, of which one is idle and one always waits; and a container that is well.
      fires: {
        series: [
          ...waits(0.9, 'etl-0'),
          ...waits(0.105, 'etl-1'),
          ...waits(0.1, 'etl-0', 'sidecar', 100),
          ...gone(waits(0, 'etl-2'), '20m'),
        ],
        at: '56m',
        notYetAt: '53m',
        labels: { ...TESTS, container: 'stdf-parser' },
      },
      quiet: [
        {
          series: [...waits(0.9, 'etl-0'), ...waits(0.095, 'etl-1'), ...waits(0, 'idle-0', 'idle', 0)],
          at: '90m',
        },
        // A replica that waited is gone.
        { series: [...waits(0, 'etl-0'), ...gone(waits(1, 'etl-1', 'stdf-parser', 100), '26m')], at: '39m' },
      ],
    },
  },
  impact: 'Answers are slow although the node may have CPU to spare.',
  nextSteps: [
    'Compare its use with its limit: kubectl -n <namespace> top pods --containers | grep <container>, and resources.limits.cpu in the manifests of the workload.',
    'Raise the limit, or leave it out where the requests are right: nodes then share what is idle. A program that starts more threads than its limit has cores is throttled at any load: set GOMAXPROCS or its worker count.',
  ],
});
