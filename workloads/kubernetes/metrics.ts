import { any, counter, gauge } from '../../promql';
import { OF_CGROUP, OF_CLUSTER, OF_CONTAINER, OF_NAMESPACE, OF_POD } from './labels';

// Names, labels and meaning as in kube-state-metrics v2.19.1 (internal/store) unless something else is said. Its gauges of
// states are 1 for the state that holds; most have a series with 0 for each of the others.

const STATUS = ['true', 'false', 'unknown'] as const;

export const containerWaiting = gauge('kube_pod_container_status_waiting_reason', {
  labels: { ...OF_CONTAINER, reason: any },
  unit: 'count',
  help: 'Containers that wait, by reason; no series for those that do not.',
});

export const containerRestarts = counter('kube_pod_container_status_restarts_total', {
  labels: OF_CONTAINER,
  help: 'Restarts of the container, as its kubelet counts them.',
});

export const lastTermination = gauge('kube_pod_container_status_last_terminated_reason', {
  labels: { ...OF_CONTAINER, reason: any },
  unit: 'count',
  help: 'Why the container ended before it was restarted.',
});

export const podPhase = gauge('kube_pod_status_phase', {
  labels: { ...OF_POD, phase: ['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown'] },
  unit: 'count',
  help: 'Phase of the pod.',
});

export const podOwner = gauge('kube_pod_owner', {
  labels: { ...OF_POD, owner_kind: any, owner_name: any, owner_is_controller: any },
  unit: 'count',
  help: 'Owner of the pod, as labels; always 1.',
});

/** `resource` is cpu (in cores), memory and ephemeral_storage (in bytes) or an extended one: pin it, and say `.as(…)`. */
export const containerLimits = gauge('kube_pod_container_resource_limits', {
  labels: { ...OF_CONTAINER, node: any, resource: any, unit: any },
  unit: 'value',
  help: 'What the container may use at most.',
});

/** As {@link containerLimits}. */
export const containerRequests = gauge('kube_pod_container_resource_requests', {
  labels: { ...OF_CONTAINER, node: any, resource: any, unit: any },
  unit: 'value',
  help: 'What the container is promised.',
});

const DEPLOYMENT = { ...OF_NAMESPACE, deployment: any } as const;

export const deploymentGeneration = gauge('kube_deployment_metadata_generation', {
  labels: DEPLOYMENT,
  unit: 'count',
  help: 'Grows by one with every change of what the Deployment asks for.',
});

export const deploymentReplicas = gauge('kube_deployment_spec_replicas', {
  labels: DEPLOYMENT,
  unit: 'count',
  help: 'Pods that the Deployment asks for.',
});

export const deploymentAvailable = gauge('kube_deployment_status_replicas_available', {
  labels: DEPLOYMENT,
  unit: 'count',
  help: 'Its pods that have been ready for long enough.',
});

export const deploymentCondition = gauge('kube_deployment_status_condition', {
  labels: { ...DEPLOYMENT, condition: ['Available', 'Progressing', 'ReplicaFailure'], status: STATUS, reason: any },
  unit: 'count',
  help: 'Conditions of the Deployment.',
});

const STATEFUL_SET = { ...OF_NAMESPACE, statefulset: any } as const;

export const statefulSetReplicas = gauge('kube_statefulset_replicas', {
  labels: STATEFUL_SET,
  unit: 'count',
  help: 'Pods that the StatefulSet asks for.',
});

export const statefulSetReady = gauge('kube_statefulset_status_replicas_ready', {
  labels: STATEFUL_SET,
  unit: 'count',
  help: 'Its pods that are ready.',
});

const DAEMON_SET = { ...OF_NAMESPACE, daemonset: any } as const;

export const daemonSetDesired = gauge('kube_daemonset_status_desired_number_scheduled', {
  labels: DAEMON_SET,
  unit: 'count',
  help: 'Nodes that should run a pod of the DaemonSet.',
});

export const daemonSetAvailable = gauge('kube_daemonset_status_number_available', {
  labels: DAEMON_SET,
  unit: 'count',
  help: 'Nodes whose pod has been ready for long enough.',
});

const JOB = { ...OF_NAMESPACE, job_name: any } as const;

export const jobFailed = gauge('kube_job_failed', {
  labels: { ...JOB, condition: STATUS },
  unit: 'count',
  help: 'Whether the Job has given up; no series for one that has not.',
});

export const jobActive = gauge('kube_job_status_active', {
  labels: JOB,
  unit: 'count',
  help: 'Pods of the Job that run.',
});

export const jobStarted = gauge('kube_job_status_start_time', {
  labels: JOB,
  unit: 'seconds',
  help: 'When the Job began, since 1970.',
});

const CRON_JOB = { ...OF_NAMESPACE, cronjob: any } as const;

export const cronJobActive = gauge('kube_cronjob_status_active', {
  labels: CRON_JOB,
  unit: 'count',
  help: 'Jobs of the CronJob that run.',
});

export const cronJobNext = gauge('kube_cronjob_next_schedule_time', {
  labels: CRON_JOB,
  unit: 'seconds',
  help: 'When the CronJob should run next after its last run, since 1970; no series for one that is suspended.',
});

const AUTOSCALER = { ...OF_NAMESPACE, horizontalpodautoscaler: any } as const;

export const autoscalerMaximum = gauge('kube_horizontalpodautoscaler_spec_max_replicas', {
  labels: AUTOSCALER,
  unit: 'count',
  help: 'Most pods that the autoscaler may ask for.',
});

export const autoscalerMinimum = gauge('kube_horizontalpodautoscaler_spec_min_replicas', {
  labels: AUTOSCALER,
  unit: 'count',
  help: 'Fewest pods that it may ask for.',
});

export const autoscalerDesired = gauge('kube_horizontalpodautoscaler_status_desired_replicas', {
  labels: AUTOSCALER,
  unit: 'count',
  help: 'Pods that it asks for.',
});

export const autoscalerCondition = gauge('kube_horizontalpodautoscaler_status_condition', {
  labels: { ...AUTOSCALER, condition: ['AbleToScale', 'ScalingActive', 'ScalingLimited'], status: STATUS },
  unit: 'count',
  help: 'Conditions of the autoscaler.',
});

/** `resource` as in the quota: `requests.cpu` in cores, `requests.memory` in bytes, `pods`. */
export const quota = gauge('kube_resourcequota', {
  labels: { ...OF_NAMESPACE, resourcequota: any, resource: any, type: ['hard', 'used'] },
  unit: 'value',
  help: 'What a namespace may have of a resource, and what it has.',
});

export const nodeCondition = gauge('kube_node_status_condition', {
  labels: { ...OF_CLUSTER, node: any, condition: any, status: STATUS },
  unit: 'count',
  help: 'Conditions of the node, such as Ready or DiskPressure.',
});

export const nodeCordoned = gauge('kube_node_spec_unschedulable', {
  labels: { ...OF_CLUSTER, node: any },
  unit: 'count',
  help: 'Whether the node takes no new pods.',
});

/** `resource` as of {@link containerLimits}, and `pods`. */
export const nodeAllocatable = gauge('kube_node_status_allocatable', {
  labels: { ...OF_CLUSTER, node: any, resource: any, unit: any },
  unit: 'value',
  help: 'What pods can have of the node.',
});

export const claimPhase = gauge('kube_persistentvolumeclaim_status_phase', {
  labels: { ...OF_NAMESPACE, persistentvolumeclaim: any, phase: ['Bound', 'Lost', 'Pending'] },
  unit: 'count',
  help: 'Phase of the claim.',
});

/** Of itself, on its second port; names as in pkg/watch. */
export const stateLists = counter('kube_state_metrics_list_total', {
  labels: { resource: any, result: ['success', 'error'] },
  unit: 'requests',
  help: 'Times that it listed objects of a kind.',
});

/** As {@link stateLists}. */
export const stateWatches = counter('kube_state_metrics_watch_total', {
  labels: { resource: any, result: ['success', 'error'] },
  unit: 'requests',
  help: 'Times that it began to watch objects of a kind.',
});

// cAdvisor, as in the kubelet of Kubernetes 1.36.

export const containerMemory = gauge('container_memory_working_set_bytes', {
  labels: OF_CGROUP,
  unit: 'bytes',
  help: 'Memory that the container needs: what counts towards its limit, without file cache that can be given back.',
});

export const containerCpu = counter('container_cpu_usage_seconds_total', {
  labels: { ...OF_CGROUP, cpu: ['total'] },
  unit: 'seconds',
  help: 'CPU time that the container used.',
});

export const containerCpuPeriods = counter('container_cpu_cfs_periods_total', {
  labels: OF_CGROUP,
  help: 'Periods in which the container, which has a limit of CPU, wanted to run.',
});

export const containerCpuThrottled = counter('container_cpu_cfs_throttled_periods_total', {
  labels: OF_CGROUP,
  help: 'Of these, those in which it reached its limit and had to wait.',
});
