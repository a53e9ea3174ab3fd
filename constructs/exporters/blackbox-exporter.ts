import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { configHash } from '../config-hash';
import { imageReference, IMAGES, pullSecrets } from '../images';
import { selectorLabels } from '../labels';
import { metadata } from '../metadata';
import type { Platform } from '../platform';
import { RESTRICTED_CONTAINER, restrictedPod } from '../pod-security';
import { containerPorts, servicePorts } from '../ports';
import { httpProbes } from '../probes';
import { Probe } from '../prometheus/probe';
import { ServiceMonitor } from '../prometheus/service-monitor';
import { resourceRequirements, type Resources } from '../resources';
import { ServiceAccount } from '../service-account';
import { toYaml } from '../yaml';
import { blackboxConfig, CA_FILE, type Module } from './blackbox-config';
import { BLACKBOX_EXPORTER } from './component';

/** Something to look at from outside. */
export interface ProbeTarget {
  /** Of the probe, and the label `target` of its series: unique, short, a DNS label. */
  readonly name: string;
  /** A URL. */
  readonly url: string;
  /** Default: `http_2xx`. */
  readonly module?: Module;
}

export interface BlackboxExporterProps extends Platform {
  readonly resources: Resources;
  readonly targets: readonly ProbeTarget[];
  /**
   * The Secret and key with the certificate of the CA that signs the targets' certificates; cert-manager puts it beside each
   * certificate that it issues. Default: the public CAs that the image knows.
   */
  readonly ca?: { readonly secret: string; readonly key: string };
}

const { name: NAME, namespace: NAMESPACE, pods: PODS, ports: PORTS } = BLACKBOX_EXPORTER;

/** The job of all probes, apart from the exporter's own. */
const JOB = 'probe';
/** As often as the health of a region is to be looked at. */
const INTERVAL = '30s';
const CONFIG_FILE = 'blackbox.yaml';
const CONFIG_PATH = '/etc/blackbox-exporter';
/** The user `nobody`: the official image, v0.28.0, names none. */
const USER = 65534;

/** Looks at public URLs as people do: by name, through the entry of the cluster, with TLS. */
export class BlackboxExporter extends Construct {
  constructor(scope: Construct, id: string, props: BlackboxExporterProps) {
    super(scope, id);
    const named = metadata({ name: NAME, namespace: NAMESPACE });
    const config = toYaml(blackboxConfig({ ownCa: props.ca !== undefined }));

    new ServiceAccount(this, 'service-account', NAME, NAMESPACE);
    new k8s.KubeConfigMap(this, 'config', { metadata: named, data: { [CONFIG_FILE]: config } });
    new k8s.KubeDeployment(this, 'deployment', { metadata: named, spec: deployment(props, config) });
    new k8s.KubeService(this, 'service', {
      metadata: named,
      spec: { type: 'ClusterIP', selector: { ...PODS }, ports: servicePorts(PORTS) },
    });
    new ServiceMonitor(this, 'monitor', {
      name: NAME,
      namespace: props.namespace,
      serviceNamespace: NAMESPACE,
      selector: selectorLabels(NAME),
      port: 'http',
      interval: props.scrapeInterval,
    });
    props.targets.forEach((target) => {
      this.probe(target, props.namespace);
    });
  }

  private probe({ name, url, module = 'http_2xx' }: ProbeTarget, namespace: string): void {
    new Probe(this, `probe-${name}`, {
      name: `probe-${name}`,
      namespace,
      component: NAME,
      prober: `${NAME}.${NAMESPACE}.svc:${PORTS.http}`,
      module,
      target: url,
      job: JOB,
      labels: { target: name },
      interval: INTERVAL,
    });
  }
}

function deployment(props: BlackboxExporterProps, config: string): k8s.DeploymentSpec {
  return {
    replicas: 1,
    strategy: { type: 'RollingUpdate' },
    selector: { matchLabels: { ...PODS } },
    template: {
      metadata: { labels: { ...PODS }, annotations: configHash(config) },
      spec: {
        ...pullSecrets(props.images),
        serviceAccountName: NAME,
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        securityContext: restrictedPod(USER),
        containers: [container(props)],
        volumes: [{ name: 'config', configMap: { name: NAME } }, ...(props.ca ? [caVolume(props.ca)] : [])],
      },
    },
  };
}

/** Of the Secret, the certificate of the CA and not the key that lies beside it. */
const caVolume = ({ secret, key }: NonNullable<BlackboxExporterProps['ca']>): k8s.Volume => ({
  name: 'ca',
  secret: { secretName: secret, items: [{ key, path: 'ca.crt' }] },
});

function container(props: BlackboxExporterProps): k8s.Container {
  return {
    name: NAME,
    image: imageReference(IMAGES.blackboxExporter, props.images),
    args: [`--config.file=${CONFIG_PATH}/${CONFIG_FILE}`, `--web.listen-address=:${PORTS.http}`, '--log.format=json'],
    ports: containerPorts(PORTS),
    resources: resourceRequirements(props.resources),
    securityContext: RESTRICTED_CONTAINER,
    ...httpProbes({ port: 'http', ready: '/-/healthy' }),
    volumeMounts: [
      { name: 'config', mountPath: CONFIG_PATH, readOnly: true },
      ...(props.ca ? [{ name: 'ca', mountPath: CA_FILE.slice(0, CA_FILE.lastIndexOf('/')), readOnly: true }] : []),
    ],
  };
}
