import { present, record } from '../../promql';
import {
  containerCpu,
  containerCpuPeriods,
  containerCpuThrottled,
  containerLimits,
  containerMemory,
  containerRestarts,
  containerWaiting,
  lastTermination,
  podOwner,
  podPhase,
} from './metrics';

// Thousands of series of pods and containers are read once here, and not by every panel and rule.

/** Zero for every namespace that has pods. */
const pods = podPhase.maxBy('namespace');

/** Reasons why a container cannot be started, and will not be before somebody changes something. */
const CANNOT_START = [
  'ImagePullBackOff',
  'ErrImagePull',
  'InvalidImageName',
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
] as const;

/** Between two crashes a container runs for a while; within this time, one that crashes again and again is seen waiting. */
const ROUND = '5m';

export const crashing = record(
  'namespace:kube_pod_container_crashing:count',
  containerWaiting.where({ reason: 'CrashLoopBackOff' }).maxOverTime(ROUND).sumBy('namespace').orZeroOf(pods),
);

/** The reasons take turns: an image that could not be pulled waits, and is tried again. */
export const unstarted = record(
  'namespace:kube_pod_container_unstarted:count',
  containerWaiting.where({ reason: CANNOT_START }).sumBy('namespace').orZeroOf(pods),
);

/** Restarts within an hour of containers whose last end was that they needed more memory than their limit. */
export const killed = record(
  'namespace:kube_pod_container_oom_killed:increase1h',
  containerRestarts
    .increase('1h')
    .on('namespace', 'pod', 'container')
    .and(lastTermination.where({ reason: 'OOMKilled' }))
    .sumBy('namespace')
    .orZeroOf(pods),
  { interval: '1m' },
);

/** Pods of Jobs may wait for their turn. */
export const pending = record(
  'namespace:kube_pod_pending:count',
  podPhase
    .where({ phase: ['Pending', 'Unknown'] })
    .on('namespace', 'pod')
    .unless(podOwner.where({ owner_kind: 'Job' }))
    .sumBy('namespace'),
);

/** Of the periods in which a container wanted to run, those in which it had to wait at its limit; its replicas together. */
export const throttled = record(
  'namespace_container:container_cpu_throttled:ratio_rate5m',
  containerCpuThrottled
    .rate('5m')
    .sumBy('namespace', 'container')
    .div(containerCpuPeriods.rate('5m').sumBy('namespace', 'container').positive()),
);

/** Cores. A pod as a whole has a series without a container, which is left out. */
export const cpuUse = record(
  'namespace:container_cpu_usage:cores_rate5m',
  containerCpu.where({ container: present }).rate('5m').sumBy('namespace').as('cores'),
);

const CONTAINER = ['namespace', 'pod', 'container'] as const;

/** Of the replicas of a container, the one that is nearest to its limit. */
export const memoryOfLimit = record(
  'namespace_container:container_memory_working_set:ratio_of_limit',
  containerMemory
    .where({ container: present })
    .maxBy(...CONTAINER)
    .div(
      containerLimits
        .where({ resource: 'memory' })
        .maxBy(...CONTAINER)
        .as('bytes')
        .positive(),
    )
    .maxBy('namespace', 'container'),
);

export const memoryUse = record(
  'namespace:container_memory_working_set_bytes:sum',
  containerMemory.where({ container: present }).sumBy('namespace'),
);
