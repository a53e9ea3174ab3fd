import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { configHash } from '../config-hash';
import { imageReference, IMAGES, pullSecrets } from '../images';
import { selectorLabels } from '../labels';
import { metadata } from '../metadata';
import type { Platform } from '../platform';
import { RESTRICTED_CONTAINER } from '../pod-security';
import { containerPorts, servicePorts } from '../ports';
import { httpProbes } from '../probes';
import { NODE_OF_POD, withoutWhere, WITHOUT_OWN_POD } from '../prometheus/relabelings';
import { ServiceMonitor } from '../prometheus/service-monitor';
import { resourceRequirements, type Resources } from '../resources';
import { ServiceAccount } from '../service-account';
import { DCGM_EXPORTER } from './component';
import { dcgmMetricsCsv } from './dcgm-metrics';

export interface DcgmExporterProps extends Platform {
  readonly resources: Resources;
}

const { name: NAME, namespace: NAMESPACE, pods: PODS, ports: PORTS } = DCGM_EXPORTER;

/** Put on nodes with GPUs by NVIDIA's feature discovery, which comes with its device plugin and its operator. */
const GPU_NODES = { 'nvidia.com/gpu.present': 'true' };
/** Where the kubelet tells which pod has which device; its socket is root's alone. */
const POD_RESOURCES = '/var/lib/kubelet/pod-resources';
const METRICS_FILE = 'metrics.csv';
const METRICS_PATH = '/etc/probecard-dcgm';

/**
 * The GPUs of a node, and which pod has each. Beyond *restricted* it is root, for the kubelet's socket, and mounts the folder of
 * that socket; it has no capability, not even SYS_ADMIN, and reaches the devices through NVIDIA's container runtime, which must
 * be the default one on these nodes.
 */
export class DcgmExporter extends Construct {
  constructor(scope: Construct, id: string, props: DcgmExporterProps) {
    super(scope, id);
    const named = metadata({ name: NAME, namespace: NAMESPACE });
    const metrics = dcgmMetricsCsv();

    new ServiceAccount(this, 'service-account', NAME, NAMESPACE);
    new k8s.KubeConfigMap(this, 'config', { metadata: named, data: { [METRICS_FILE]: metrics } });
    new k8s.KubeDaemonSet(this, 'daemon-set', { metadata: named, spec: daemonSet(props, metrics) });
    new k8s.KubeService(this, 'service', {
      metadata: named,
      spec: { type: 'ClusterIP', clusterIp: 'None', selector: { ...PODS }, ports: servicePorts(PORTS) },
    });
    new ServiceMonitor(this, 'monitor', {
      name: NAME,
      namespace: props.namespace,
      serviceNamespace: NAMESPACE,
      selector: selectorLabels(NAME),
      port: 'metrics',
      interval: props.scrapeInterval,
      // A series bears the pod that has the GPU; where none has it, it bears no namespace either.
      honorLabels: true,
      relabelings: [NODE_OF_POD, WITHOUT_OWN_POD],
      metricRelabelings: [withoutWhere('namespace', 'pod', '^$')],
    });
  }
}

function daemonSet(props: DcgmExporterProps, metrics: string): k8s.DaemonSetSpec {
  return {
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: k8s.IntOrString.fromString('10%') } },
    selector: { matchLabels: { ...PODS } },
    template: {
      metadata: { labels: { ...PODS }, annotations: configHash(metrics) },
      spec: {
        ...pullSecrets(props.images),
        serviceAccountName: NAME,
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        nodeSelector: GPU_NODES,
        // Nodes with GPUs turn away what does not ask for one.
        tolerations: [{ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }],
        priorityClassName: 'system-node-critical',
        securityContext: { runAsUser: 0, runAsGroup: 0, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [container(props)],
        volumes: [
          { name: 'config', configMap: { name: NAME } },
          { name: 'pod-resources', hostPath: { path: POD_RESOURCES, type: 'Directory' } },
          { name: 'tmp', emptyDir: {} },
        ],
      },
    },
  };
}

function container(props: DcgmExporterProps): k8s.Container {
  return {
    name: NAME,
    image: imageReference(IMAGES.dcgmExporter, props.images),
    args: [`--collectors=${METRICS_PATH}/${METRICS_FILE}`, `--address=:${PORTS.metrics}`, '--log-format=json'],
    env: [
      { name: 'DCGM_EXPORTER_KUBERNETES', value: 'true' },
      // The label `node` says it, as it does of every other exporter.
      { name: 'DCGM_EXPORTER_NO_HOSTNAME', value: 'true' },
      // Milliseconds: as often as the most frequent scrape of ours.
      { name: 'DCGM_EXPORTER_INTERVAL', value: '15000' },
    ],
    ports: containerPorts(PORTS),
    resources: resourceRequirements(props.resources),
    securityContext: RESTRICTED_CONTAINER,
    // It answers when the library has found the devices of the node.
    ...httpProbes({ port: 'metrics', ready: '/health', startupSeconds: 120 }),
    volumeMounts: [
      { name: 'config', mountPath: METRICS_PATH, readOnly: true },
      { name: 'pod-resources', mountPath: POD_RESOURCES, readOnly: true },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  };
}
