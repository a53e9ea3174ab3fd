import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { imageReference, IMAGES, pullSecrets } from '../images';
import { metadata } from '../metadata';
import type { Platform } from '../platform';
import { RESTRICTED_CONTAINER, restrictedPod } from '../pod-security';
import { servicePorts } from '../ports';
import { httpProbes } from '../probes';
import { resourceRequirements, type Resources } from '../resources';
import { ServiceAccount } from '../service-account';
import { NODE_EXPORTER } from './component';
import { nodeExporterMonitor, ownService } from './monitors';
import { nodeExporterArgs } from './node-exporter-args';

export interface NodeExporterProps extends Platform {
  readonly resources: Resources;
}

const { name: NAME, namespace: NAMESPACE, pods: PODS, ports: PORTS } = NODE_EXPORTER;

/** Where the container sees the file systems of its node. */
const HOST = '/host';
/** The user `nobody` of the official image, v1.12.1. */
const USER = 65534;

/**
 * CPU, memory, disks and network of every node. Beyond *restricted* it has the node's network and processes and reads the
 * node's files, without any privilege over them: it is no root and has no capability.
 */
export class NodeExporter extends Construct {
  constructor(scope: Construct, id: string, props: NodeExporterProps) {
    super(scope, id);
    const named = metadata({ name: NAME, namespace: NAMESPACE });

    new ServiceAccount(this, 'service-account', NAME, NAMESPACE);
    new k8s.KubeDaemonSet(this, 'daemon-set', { metadata: named, spec: daemonSet(props) });
    new k8s.KubeService(this, 'service', {
      metadata: named,
      spec: { type: 'ClusterIP', clusterIp: 'None', selector: { ...PODS }, ports: servicePorts(PORTS) },
    });
    nodeExporterMonitor(this, {
      namespace: props.namespace,
      service: ownService(NODE_EXPORTER, 'metrics'),
      interval: props.scrapeInterval,
    });
  }
}

function daemonSet(props: NodeExporterProps): k8s.DaemonSetSpec {
  const maxUnavailable = k8s.IntOrString.fromString('10%');
  return {
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable } },
    selector: { matchLabels: { ...PODS } },
    template: {
      metadata: { labels: { ...PODS } },
      spec: {
        ...pullSecrets(props.images),
        serviceAccountName: NAME,
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        // The counters in /proc/net are those of the reader's network.
        hostNetwork: true,
        // /proc/net leads through /proc/self, which the node's /proc has only for processes that it knows.
        hostPid: true,
        nodeSelector: { 'kubernetes.io/os': 'linux' },
        // A node is looked at whatever is wrong with it, and however full it is.
        tolerations: [{ operator: 'Exists' }],
        priorityClassName: 'system-node-critical',
        securityContext: restrictedPod(USER),
        containers: [container(props)],
        volumes: [{ name: 'host', hostPath: { path: '/', type: 'Directory' } }],
      },
    },
  };
}

function container(props: NodeExporterProps): k8s.Container {
  return {
    name: NAME,
    image: imageReference(IMAGES.nodeExporter, props.images),
    // The node's address and no other of its interfaces. In brackets, it may be of IPv6.
    args: [`--web.listen-address=[$(NODE_ADDRESS)]:${PORTS.metrics}`, ...nodeExporterArgs(HOST)],
    env: [{ name: 'NODE_ADDRESS', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'status.hostIP' } } }],
    // On the node's network a port is one of the node; said here, the scheduler finds no place for a second one.
    ports: Object.entries(PORTS).map(([name, port]) => ({
      name,
      containerPort: port,
      hostPort: port,
      protocol: 'TCP',
    })),
    resources: resourceRequirements(props.resources),
    securityContext: RESTRICTED_CONTAINER,
    ...httpProbes({ port: 'metrics', ready: '/' }),
    // What is mounted on the node later is seen as well.
    volumeMounts: [{ name: 'host', mountPath: HOST, mountPropagation: 'HostToContainer', readOnly: true }],
  };
}
