import type { MetricSpec } from '../../promql';
import { sampler } from '../../workloads/collector/tiers';
import * as apiServer from '../../workloads/kubernetes/api-server-metrics';
import * as kubelet from '../../workloads/kubernetes/kubelet-metrics';
import * as metrics from '../../workloads/kubernetes/metrics';
import type { Labels, Profile } from '../profile';
import { byName, countersBy } from './by-name';

const one = (value: string) => () => [value];

/** Whose memory the pipeline watches by what the cluster tells of it. */
const PARSER = 'stdf-parser';

/** Of the stack, the pods of which the collectors' alerts ask whether they were restarted. */
const SAMPLERS = sampler.job;

const CONTAINERS: Readonly<Record<string, string>> = { 'test-data': PARSER, [sampler.namespace]: SAMPLERS };

/** Three namespaces with two pods of one container each, on two nodes, and one of each kind of object. */
const values: Profile['values'] = {
  namespace: () => ['ml-platform', ...Object.keys(CONTAINERS)],
  pod: ({ namespace = '' }) => [0, 1].map((i) => `${namespace === sampler.namespace ? SAMPLERS : namespace}-${i}`),
  container: ({ namespace = '' }) => [CONTAINERS[namespace] ?? 'main'],
  uid: ({ pod }) => [`uid-${pod}`],
  node: () => ['node-0', 'node-1'],
  id: ({ pod }) => [`/kubepods/${pod}`],
  image: one('registry.fab.example/main:1'),
  name: one('v1beta1.metrics.k8s.io'),
  reason: () => ['CrashLoopBackOff', 'ImagePullBackOff', 'OOMKilled'],
  resource: (labels) => ('verb' in labels ? ['pods'] : ['cpu', 'memory']),
  unit: ({ resource }) => [resource === 'cpu' ? 'core' : 'byte'],
  owner_kind: one('ReplicaSet'),
  owner_name: ({ namespace }) => [`${namespace}-7d9f`],
  owner_is_controller: one('true'),
  deployment: one('main'),
  statefulset: one('store'),
  daemonset: one('agent'),
  job_name: one('reparse'),
  cronjob: one('backup'),
  horizontalpodautoscaler: one('main'),
  resourcequota: one('team'),
  persistentvolumeclaim: one('data'),
  condition: () => ['Ready', 'DiskPressure'],
  eviction_signal: one('memory.available'),
  verb: () => ['GET', 'LIST', 'PATCH'],
  group: one(''),
  version: one('v1'),
  subresource: one(''),
  scope: one('resource'),
  component: one('apiserver'),
  dry_run: one(''),
  code: () => ['200', '429', '503'],
};

const SIZES = byName([
  [metrics.deploymentReplicas, 3],
  [metrics.statefulSetReplicas, 3],
  [metrics.daemonSetDesired, 2],
  [metrics.autoscalerMinimum, 2],
  [metrics.autoscalerMaximum, 10],
  [metrics.nodeCordoned, 0],
  [metrics.nodeAllocatable, 100],
  [metrics.jobStarted, 1e9],
  [metrics.cronJobActive, 0],
  [metrics.podOwner, 1],
  [metrics.containerLimits, 4e9],
  [kubelet.volumeCapacity, 100e9],
  [kubelet.volumeInodes, 1e6],
]);

const HEALTHY_LEVELS = byName([
  [metrics.deploymentAvailable, 3],
  [metrics.statefulSetReady, 3],
  [metrics.daemonSetAvailable, 2],
  [metrics.autoscalerDesired, 3],
  [metrics.jobActive, 0],
  // In 2096.
  [metrics.cronJobNext, 4e9],
  [metrics.containerRequests, 1],
  [metrics.containerMemory, 1e9],
  [kubelet.volumeAvailable, 60e9],
  [kubelet.volumeInodesFree, 8e5],
  [kubelet.clientCertificate, 2e7],
  [kubelet.serverCertificate, 2e7],
  [apiServer.unavailableApi, 0],
]);

/** Per second. */
const RATES = countersBy([
  [metrics.containerCpu, 0.4],
  [metrics.containerCpuPeriods, 10],
  [metrics.stateLists, 0.01],
  [metrics.stateWatches, 0.01],
  [kubelet.relist, 1],
]);

const HEALTHY_RATES = {
  ...RATES,
  ...countersBy([
    [metrics.containerCpuThrottled, 0.1],
    [metrics.containerRestarts, 0],
    [kubelet.evictions, 0],
    [apiServer.clientCertificateLeft, 0],
  ]),
};

/** Conditions that are good when they are true; all others are when they are false. */
const GOOD: readonly string[] = ['Ready', 'Progressing', 'Available', 'AbleToScale', 'ScalingActive'];

/** Of the states that an object can be in, one. */
function state({ name }: MetricSpec, labels: Labels, isWell: boolean): number | undefined {
  const holds = (yes: boolean): number => (yes ? 1 : 0);
  switch (name) {
    case metrics.podPhase.spec.name:
      return holds(labels.phase === (isWell ? 'Running' : 'Pending'));
    case metrics.claimPhase.spec.name:
      return holds(labels.phase === (isWell ? 'Bound' : 'Lost'));
    case metrics.jobFailed.spec.name:
      return holds(labels.condition === (isWell ? 'false' : 'true'));
    case metrics.nodeCondition.spec.name:
    case metrics.deploymentCondition.spec.name:
    case metrics.autoscalerCondition.spec.name:
      return holds(
        (labels.status === 'true') === (GOOD.includes(labels.condition ?? '') === isWell) &&
          labels.status !== 'unknown',
      );
    case metrics.quota.spec.name:
      return labels.type === 'hard' ? 100 : isWell ? 50 : 99;
    default:
      return undefined;
  }
}

const REQUESTS: Readonly<Record<string, number>> = { 429: 0.001, 503: 0.0001 };

/** A cluster in good health: nothing waits, nothing is restarted. */
export const healthy: Profile = {
  values,
  traffic: ({ name }, { code, result }) => {
    if (code !== undefined) return REQUESTS[code];
    return result === 'error' ? 0 : HEALTHY_RATES[name];
  },
  level: (metric, labels) => state(metric, labels, true) ?? HEALTHY_LEVELS[metric.name] ?? SIZES[metric.name],
  // Only of containers that wait, or have ended, is there anything to say.
  lost: ({ name }) => name === metrics.containerWaiting.spec.name || name === metrics.lastTermination.spec.name,
  peak: ({ name }) =>
    name === kubelet.relist.spec.name || name === apiServer.requestDuration.spec.name ? 0.1 : undefined,
};

const SICK_LEVELS = byName([
  [metrics.containerWaiting, 1],
  [metrics.lastTermination, 1],
  [metrics.deploymentAvailable, 1],
  [metrics.statefulSetReady, 1],
  [metrics.daemonSetAvailable, 1],
  [metrics.autoscalerDesired, 10],
  [metrics.jobActive, 1],
  [metrics.cronJobNext, 1e9],
  [metrics.containerRequests, 1000],
  [metrics.containerMemory, 3.9e9],
  [kubelet.volumeAvailable, 1e9],
  [kubelet.volumeInodesFree, 1e3],
  [kubelet.clientCertificate, 1000],
  [kubelet.serverCertificate, 1000],
  [apiServer.unavailableApi, 1],
]);

const SICK_RATES = { ...RATES, ...countersBy([[metrics.containerCpuThrottled, 9]]) };

/** Everything wrong at once. */
export const sick: Profile = {
  values,
  traffic: ({ name }) => SICK_RATES[name],
  level: (metric, labels) => state(metric, labels, false) ?? SICK_LEVELS[metric.name] ?? SIZES[metric.name],
  peak: ({ name }) => (name === kubelet.relist.spec.name ? 0.95 : undefined),
};

/** They look back for an hour, which no minute can bring about: their examples prove them. */
export const takeHours: readonly string[] = ['KubernetesVolumeFillingUp'];
