/** A container image, pinned by version and, where it is known, by digest. */
export interface Image {
  /** Registry host and path, without a tag. */
  readonly repository: string;
  /** The tag. Never `latest`: what is deployed is what was tested. */
  readonly version: string;
  /** `sha256:…` of the multi-platform index. When given, it is what the container runtime obeys. */
  readonly digest?: string;
}

/** Every image that we deploy. The one place where a version is written. */
export const IMAGES = {
  prometheus: { repository: 'quay.io/prometheus/prometheus', version: 'v3.14.0' },
  alertmanager: { repository: 'quay.io/prometheus/alertmanager', version: 'v0.31.1' },
  prometheusOperator: { repository: 'quay.io/prometheus-operator/prometheus-operator', version: 'v0.93.1' },
  configReloader: { repository: 'quay.io/prometheus-operator/prometheus-config-reloader', version: 'v0.93.1' },
  // Flags that we use of 0.42 are gone or deprecated in neighbouring versions: read the changelog before upgrading.
  thanos: { repository: 'quay.io/thanos/thanos', version: 'v0.42.4' },
  loki: { repository: 'docker.io/grafana/loki', version: '3.7.6' },
  jaeger: { repository: 'docker.io/jaegertracing/jaeger', version: '2.13.0' },
  // Released together with Jaeger 2.13.0: until 2.14, the tools are published under the number of the first generation.
  jaegerIndexCleaner: { repository: 'docker.io/jaegertracing/jaeger-es-index-cleaner', version: '1.76.0' },
  collector: { repository: 'docker.io/otel/opentelemetry-collector-contrib', version: '0.159.0' },
  // From 13.2 on, the data sources of Prometheus, Loki and Jaeger are bundled plugins instead of parts of the core, and are
  // reported lost without internet or on a read-only file system (grafana/grafana 130921, 131490): test both before upgrading.
  grafana: { repository: 'docker.io/grafana/grafana', version: '13.1.3' },
  sidecar: { repository: 'quay.io/kiwigrid/k8s-sidecar', version: '2.10.1' },
  oauth2Proxy: { repository: 'quay.io/oauth2-proxy/oauth2-proxy', version: 'v7.15.3' },
  nodeExporter: { repository: 'quay.io/prometheus/node-exporter', version: 'v1.12.1' },
  kubeStateMetrics: { repository: 'registry.k8s.io/kube-state-metrics/kube-state-metrics', version: 'v2.19.1' },
  blackboxExporter: { repository: 'quay.io/prometheus/blackbox-exporter', version: 'v0.28.0' },
  // The version of DCGM, and that of the exporter.
  dcgmExporter: { repository: 'nvcr.io/nvidia/k8s/dcgm-exporter', version: '4.5.3-4.8.2-distroless' },
} as const satisfies Readonly<Record<string, Image>>;

/** Where a cluster pulls its images from: a fab without a way out has a mirror of its own. */
export interface ImageSource {
  /**
   * A registry, with an optional path, that mirrors all images (`registry.fab.example/mirror`); it replaces the registry host
   * and keeps the path. Left out, images come from where their makers publish them.
   */
  readonly registry?: string;
  /** The name of the Secret (`kubernetes.io/dockerconfigjson`) with its credentials, in our namespaces and in those with a deploy gate. */
  readonly pullSecret?: string;
}

/** The reference under which a cluster pulls an image. */
export function imageReference(image: Image, { registry }: ImageSource = {}): string {
  const repository = registry === undefined ? image.repository : `${registry}/${withoutHost(image.repository)}`;
  const digest = image.digest === undefined ? '' : `@${image.digest}`;
  return `${repository}:${image.version}${digest}`;
}

/** The field of a pod that names the registry's credentials; nothing where none are needed. */
export const pullSecrets = ({ pullSecret }: ImageSource) =>
  pullSecret === undefined ? {} : { imagePullSecrets: [{ name: pullSecret }] };

function withoutHost(repository: string): string {
  return repository.slice(repository.indexOf('/') + 1);
}
