import type { IServiceMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { API_TOKEN_MOUNT } from '../api-token';
import { metadata } from '../metadata';
import { INSTANCE_LABEL } from './instance';
import type { Limits } from './limits';
import type { Relabeling } from './relabelings';

export interface ServiceMonitorProps extends Scrape {
  /** The monitor's name. */
  readonly name: string;
  /** The monitor's namespace: the one in which our operator looks. */
  readonly namespace: string;
  /** The component that it belongs to. Default: the name. */
  readonly component?: string;
  /** The namespace of the Service. */
  readonly serviceNamespace: string;
  /** The labels that the Service must carry. */
  readonly selector: Readonly<Record<string, string>>;
  /** The label of the Service that is the job. Default: the job is the Service's name. */
  readonly jobLabel?: string;
  /** Where the targets legitimately bring more than the Prometheus resource allows by default. */
  readonly limits?: Limits;
}

export interface Scrape {
  /** The name of the Service's port. */
  readonly port: string;
  /** Default: `/metrics`. */
  readonly path?: string;
  /** How often targets are scraped: a Prometheus duration. */
  readonly interval: string;
  /** By TLS and with the token of our Prometheus. Default: neither. */
  readonly tls?: ScrapeTls;
  /**
   * Where a series and its target have a label of one name, the series' own stays. For exporters, whose series are about other
   * pods. Default: the target's, and the series' own becomes `exported_…`.
   */
  readonly honorLabels?: boolean;
  /** Whether times that the target states are those of the samples. Default: they are. */
  readonly honorTimestamps?: boolean;
  /** What becomes of a target's labels. */
  readonly relabelings?: readonly Relabeling[];
  /** What becomes of series; `up` and what else Prometheus writes about a scrape is not among them. */
  readonly metricRelabelings?: readonly Relabeling[];
}

/** Who is believed to be the target: whom the cluster's CA vouches for under a name, or whoever answers. */
export type ScrapeTls =
  { readonly verified: true; /** Default: the address. */ readonly serverName?: string } | { readonly verified: false };

/** Where a pod's token for the API and the cluster's CA lie. */
const { mountPath: IDENTITY } = API_TOKEN_MOUNT;

/**
 * Scrapes the pods behind a Service. Every field that has a default in the CRD of v0.93.1 is written out.
 */
export class ServiceMonitor extends ApiObject {
  constructor(scope: Construct, id: string, props: ServiceMonitorProps) {
    const { name, namespace, component = name } = props;
    const object: IServiceMonitor = {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: metadata({ name, namespace, component, labels: INSTANCE_LABEL }),
      spec: {
        ...(props.jobLabel !== undefined && { jobLabel: props.jobLabel }),
        namespaceSelector: { matchNames: [props.serviceNamespace] },
        selector: { matchLabels: { ...props.selector } },
        ...props.limits,
        endpoints: [endpoint(props)],
      },
    };
    super(scope, id, object);
  }
}

function endpoint(scrape: Scrape): IServiceMonitor['spec']['endpoints'][number] {
  const { tls, honorTimestamps, relabelings, metricRelabelings } = scrape;
  return {
    port: scrape.port,
    path: scrape.path ?? '/metrics',
    interval: scrape.interval,
    honorLabels: scrape.honorLabels ?? false,
    ...(tls ? authenticated(tls) : { scheme: 'http' as const }),
    ...(honorTimestamps !== undefined && { honorTimestamps }),
    ...(relabelings && { relabelings: [...relabelings] }),
    ...(metricRelabelings && { metricRelabelings: [...metricRelabelings] }),
  };
}

/**
 * `bearerTokenFile` is deprecated in favour of `authorization`, which takes Secrets only: a token that never ends, instead of one
 * that the kubelet renews every hour.
 */
const authenticated = (tls: ScrapeTls) => ({
  scheme: 'https' as const,
  bearerTokenFile: `${IDENTITY}/token`,
  tlsConfig: tls.verified
    ? { caFile: `${IDENTITY}/ca.crt`, ...(tls.serverName !== undefined && { serverName: tls.serverName }) }
    : { insecureSkipVerify: true },
});
