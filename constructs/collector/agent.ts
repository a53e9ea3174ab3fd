import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { API_TOKEN_MOUNT, API_TOKEN_VOLUME } from '../api-token';
import { metadata } from '../metadata';
import type { Platform } from '../platform';
import { portOf } from '../port-of';
import type { Resources } from '../resources';
import { toYaml } from '../yaml';
import { agentConfig, NODE_VARIABLE } from './agent-config';
import { collectorBase } from './base';
import { COLLECTOR_AGENT, COLLECTOR_GATEWAY } from './component';
import { collectorPod } from './pod';

export interface CollectorAgentProps extends Platform {
  readonly resources: Resources;
  /** The base URL of Loki. */
  readonly lokiUrl: string;
}

const { name: NAME, namespace: NAMESPACE } = COLLECTOR_AGENT;

/** Cluster-scoped names are ours alone. */
const CLUSTER_NAME = `probecard-${NAME}`;

const LOGS_PATH = '/var/log/pods';
const STATE_PATH = '/var/lib/probecard/collector-agent';

/** What it asks of the Kubernetes API: the pods of its node. Roles know no nodes, so that it could read those of others. */
const RULES: k8s.PolicyRule[] = [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] }];

/**
 * The user and group *root*, since the container runtime makes log files readable for nobody else: the reason why the agent is in
 * the privileged namespace, together with the two directories of the node. It has no capabilities, and writes to one of the two.
 */
const ROOT = { runAsUser: 0, runAsGroup: 0, runAsNonRoot: false, seccompProfile: { type: 'RuntimeDefault' } };

/** A collector on every node, which pods of the same node reach under one name. */
export class CollectorAgent extends Construct {
  constructor(scope: Construct, id: string, props: CollectorAgentProps) {
    super(scope, id);
    const config = toYaml(
      agentConfig({
        logsPath: LOGS_PATH,
        statePath: STATE_PATH,
        gateway: {
          host: `${COLLECTOR_GATEWAY.name}.${COLLECTOR_GATEWAY.namespace}.svc`,
          port: portOf(COLLECTOR_GATEWAY, 'otlp-grpc'),
        },
        lokiUrl: props.lokiUrl,
      }),
    );
    collectorBase(this, {
      component: COLLECTOR_AGENT,
      config,
      monitorNamespace: props.namespace,
      scrapeInterval: props.scrapeInterval,
      // Spans and logs go to the agent of their own node, which knows their pod, and cross no zone on the way.
      service: { internalTrafficPolicy: 'Local' },
    });
    this.access();
    new k8s.KubeDaemonSet(this, 'daemon-set', {
      metadata: metadata({ name: NAME, namespace: NAMESPACE }),
      spec: daemonSet(props, config),
    });
  }

  private access(): void {
    const clusterWide = metadata({ name: CLUSTER_NAME, component: NAME, wave: 'rbac' });
    new k8s.KubeClusterRole(this, 'cluster-role', { metadata: clusterWide, rules: RULES });
    new k8s.KubeClusterRoleBinding(this, 'cluster-role-binding', {
      metadata: clusterWide,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: CLUSTER_NAME },
      subjects: [{ kind: 'ServiceAccount', name: NAME, namespace: NAMESPACE }],
    });
  }
}

function daemonSet(props: CollectorAgentProps, config: string): k8s.DaemonSetSpec {
  const { spec, ...pod } = collectorPod({
    ...props,
    component: COLLECTOR_AGENT,
    config,
    graceSeconds: 60,
    // A file's position moves on when its lines are in the queue on the disk, not when they are on their way there: otherwise up to
    // two hundred of them would be lost whenever the process is killed.
    featureGates: ['stanza.synchronousLogEmitter'],
    env: [{ name: NODE_VARIABLE, valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'spec.nodeName' } } }],
    volumes: [
      { name: 'logs', hostPath: { path: LOGS_PATH, type: 'Directory' } },
      { name: 'state', hostPath: { path: STATE_PATH, type: 'DirectoryOrCreate' } },
      API_TOKEN_VOLUME,
    ],
    mounts: [
      { name: 'logs', mountPath: LOGS_PATH, readOnly: true },
      { name: 'state', mountPath: STATE_PATH },
      API_TOKEN_MOUNT,
    ],
  });
  return {
    selector: { matchLabels: COLLECTOR_AGENT.pods },
    updateStrategy: {
      type: 'RollingUpdate',
      rollingUpdate: { maxUnavailable: k8s.IntOrString.fromString('10%') },
    },
    template: {
      ...pod,
      // Every node has pods with logs, whatever else it keeps away.
      spec: {
        ...spec,
        securityContext: ROOT,
        // Without it, a full node would be the one whose logs and spans are lost.
        priorityClassName: 'system-node-critical',
        tolerations: [{ operator: 'Exists' }],
      },
    },
  };
}
