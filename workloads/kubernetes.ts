import { dashboard, moreGeneral, nodeGone, row, workload } from '../signals';
import * as apiServer from './kubernetes/api-server';
import * as apiServerMetrics from './kubernetes/api-server-metrics';
import * as autoscaling from './kubernetes/autoscaling';
import * as cluster from './kubernetes/cluster';
import * as controllers from './kubernetes/controllers';
import * as jobs from './kubernetes/jobs';
import * as kubeletMetrics from './kubernetes/kubelet-metrics';
import * as kubelets from './kubernetes/kubelets';
import * as metrics from './kubernetes/metrics';
import * as objectives from './kubernetes/objectives';
import * as pods from './kubernetes/pods';
import * as recordings from './kubernetes/recordings';
import * as scrapes from './kubernetes/scrapes';
import * as known from './kubernetes/state-metrics';
import * as volumes from './kubernetes/volumes';
import { sre } from './teams';

const { containerMemory, containerCpu, containerCpuPeriods, containerCpuThrottled, ...stateMetrics } = metrics;

/** The cluster: does what was asked for run, is there room for it, and does the control plane answer? */
export const kubernetes = workload({
  name: 'kubernetes',
  title: 'Kubernetes',
  team: sre,
  scrape: scrapes.stateMetrics,
  metrics: { ...stateMetrics },
  parts: [
    {
      scrape: scrapes.kubelet,
      metrics: { ...kubeletMetrics, containerMemory, containerCpu, containerCpuPeriods, containerCpuThrottled },
    },
    { scrape: scrapes.apiServer, metrics: { ...apiServerMetrics } },
  ],
  recordings: [
    ...Object.values(recordings),
    volumes.volumePace,
    cluster.committed,
    cluster.evictedWithin,
    apiServer.answered,
    apiServer.slowest,
  ],
  signals: [
    controllers.deployments,
    controllers.statefulSets,
    controllers.daemonSets,
    controllers.rollouts,
    pods.crashLoops,
    pods.cannotStart,
    pods.pendingPods,
    pods.oomKills,
    jobs.failedJobs,
    jobs.longJobs,
    jobs.lateCronJobs,
    volumes.volumeRoom,
    volumes.volumeFilling,
    volumes.volumeInodeRoom,
    volumes.claimsLost,
    autoscaling.autoscalerRoom,
    autoscaling.autoscalerBlind,
    autoscaling.quotas,
    autoscaling.throttling,
    pods.cpuByNamespace,
    pods.memoryByNamespace,
    pods.memoryOfLimits,
    cluster.nodesReady,
    cluster.nodeReady,
    cluster.nodePressure,
    cluster.evicted,
    cluster.overcommitment,
    kubelets.targets,
    kubelets.runtimeAnswers,
    kubelets.kubeletCertificates,
    apiServer.traffic,
    apiServer.errors,
    apiServer.latency,
    apiServer.refused,
    apiServer.working,
    apiServer.aggregated,
    apiServer.clientCertificates,
    apiServer.targets,
    known.targets,
    known.errors,
  ],
  // Labels lead from a node to what tells of it, and not to those of the pods on it: these are told of by namespace.
  inhibitions: [
    moreGeneral(cluster.nodesReady, {
      than: [
        cluster.nodeReady,
        cluster.overcommitment,
        controllers.deployments,
        controllers.statefulSets,
        controllers.daemonSets,
        pods.pendingPods,
      ],
    }),
    moreGeneral(cluster.nodeReady, { than: [cluster.nodePressure, kubelets.runtimeAnswers] }),
    nodeGone(cluster.nodeReady),
    nodeGone(cluster.nodesReady),
    moreGeneral(volumes.volumeRoom, { than: [volumes.volumeFilling] }),
    moreGeneral(volumes.claimsLost, { than: [volumes.volumeRoom, volumes.volumeFilling] }),
    moreGeneral(controllers.deployments, { than: [controllers.rollouts] }),
  ],
  gaps: { [metrics.deploymentGeneration.spec.name]: 'Its changes are the deployments that all dashboards mark.' },
  objectives: [objectives.answers, objectives.speed],
  dashboards: [
    dashboard(
      'Kubernetes',
      {
        uid: 'kubernetes',
        description: 'Does what was asked for run? Top to bottom: Deployments and their like, pods, Jobs.',
        variables: ['namespace'],
      },
      row('Workloads', controllers.deployments, controllers.statefulSets, controllers.daemonSets, controllers.rollouts),
      row('Pods', pods.crashLoops, pods.cannotStart, pods.pendingPods, pods.oomKills),
      row('Jobs', jobs.failedJobs, jobs.longJobs, jobs.lateCronJobs),
    ),
    dashboard(
      'Kubernetes resources',
      {
        uid: 'kubernetes-resources',
        description: 'Do namespaces have what they need: CPU, memory, volumes, and room to grow?',
        variables: ['namespace'],
      },
      row('Use', pods.cpuByNamespace, pods.memoryByNamespace, pods.memoryOfLimits, autoscaling.throttling),
      row('Volumes', volumes.volumeRoom, volumes.volumeFilling, volumes.volumeInodeRoom, volumes.claimsLost),
      row('Limits', autoscaling.autoscalerRoom, autoscaling.autoscalerBlind, autoscaling.quotas),
    ),
    dashboard(
      'Kubernetes nodes',
      {
        uid: 'kubernetes-nodes',
        description: 'Do the nodes take pods, and is there room for those of a node that is lost?',
        variables: ['node'],
      },
      row('Nodes', cluster.nodesReady, cluster.nodeReady, cluster.nodePressure, cluster.evicted),
      row('Room', cluster.overcommitment),
      row('Kubelets', kubelets.targets, kubelets.runtimeAnswers, kubelets.kubeletCertificates),
    ),
    dashboard(
      'Kubernetes control plane',
      {
        uid: 'kubernetes-control-plane',
        description: 'Does the API server answer, fast and everybody, and is what it knows read?',
      },
      row('Answers', apiServer.traffic, apiServer.errors, apiServer.latency, apiServer.refused),
      row('API server', apiServer.targets, apiServer.working, apiServer.aggregated, apiServer.clientCertificates),
      row('What is known of objects', known.targets, known.errors),
    ),
  ],
});
