import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { DisruptionBudget, spread } from '../availability';
import { imageReference, IMAGES, pullSecrets } from '../images';
import { metadata } from '../metadata';
import { urlOf } from '../network/address';
import { portOf } from '../port-of';
import type { Component } from '../network/component';
import type { Platform } from '../platform';
import { RESTRICTED_CONTAINER, restrictedPod } from '../pod-security';
import { containerPorts, servicePorts } from '../ports';
import { httpProbes } from '../probes';
import { ServiceMonitor } from '../prometheus/service-monitor';
import { resourceRequirements, type Resources } from '../resources';
import { secretFiles } from '../secrets/mount';
import { ServiceAccount } from '../service-account';
import { authProxy } from './component';
import { COOKIE } from './secrets';
import { OIDC_CLIENT, SCOPES, type SignIn } from './sign-in';

export interface AuthProxyProps extends Platform {
  /** Whose user interface it stands in front of, and the name of the port that serves it. */
  readonly of: Component;
  readonly port: string;
  /** The public URL of that user interface, without a slash at the end. */
  readonly url: string;
  readonly signIn: SignIn;
  readonly replicas: number;
  readonly resources: Resources;
}

/** The user `nonroot` of the official image (distroless), v7.15.3. */
const USER = 65532;

const CLIENT = secretFiles({
  volume: 'oidc',
  secret: OIDC_CLIENT.name,
  keys: [OIDC_CLIENT.key],
  path: '/etc/oidc-client',
});
const COOKIES = secretFiles({ volume: 'cookie', secret: COOKIE.name, keys: [COOKIE.key], path: '/etc/cookie' });

/**
 * Lets those in who sign in and are of a team or administrate, to a user interface that knows no users (oauth2-proxy 7.15).
 * Who has signed in is in an encrypted cookie and nowhere else, so that replicas share nothing.
 */
export class AuthProxy extends Construct {
  constructor(scope: Construct, id: string, props: AuthProxyProps) {
    super(scope, id);
    const proxy = authProxy(props.of);
    const { name, namespace, pods } = proxy;
    const named = metadata({ name, namespace });

    new ServiceAccount(this, 'service-account', name, namespace);
    new k8s.KubeService(this, 'service', {
      metadata: named,
      spec: { type: 'ClusterIP', selector: pods, ports: servicePorts(proxy.ports) },
    });
    new k8s.KubeDeployment(this, 'deployment', { metadata: named, spec: deployment(proxy, props) });
    if (props.replicas > 1) new DisruptionBudget(this, 'disruption-budget', proxy);
    new ServiceMonitor(this, 'monitor', {
      name,
      namespace,
      serviceNamespace: namespace,
      selector: pods,
      port: 'metrics',
      interval: props.scrapeInterval,
    });
  }
}

function deployment(proxy: Component, props: AuthProxyProps): k8s.DeploymentSpec {
  return {
    replicas: props.replicas,
    selector: { matchLabels: proxy.pods },
    template: {
      metadata: { labels: proxy.pods },
      spec: {
        ...pullSecrets(props.images),
        serviceAccountName: proxy.name,
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        securityContext: restrictedPod(USER),
        ...(props.replicas > 1 && { topologySpreadConstraints: spread(proxy) }),
        containers: [
          {
            name: 'oauth2-proxy',
            image: imageReference(IMAGES.oauth2Proxy, props.images),
            args: authProxyArgs(proxy, props),
            ports: containerPorts(proxy.ports),
            resources: resourceRequirements(props.resources),
            securityContext: RESTRICTED_CONTAINER,
            ...httpProbes({ port: 'http', ready: '/ready', live: '/ping' }),
            volumeMounts: [CLIENT.mount, COOKIES.mount],
          },
        ],
        volumes: [CLIENT.volume, COOKIES.volume],
      },
    },
  };
}

/** The flags of oauth2-proxy 7.15: no path is exempt from signing in, but for its own probes. */
function authProxyArgs(proxy: Component, { of, port, url, signIn }: AuthProxyProps): string[] {
  const groups = [...new Set([...signIn.administrators, ...signIn.teams])];
  return [
    `--http-address=0.0.0.0:${portOf(proxy, 'http')}`,
    `--metrics-address=0.0.0.0:${portOf(proxy, 'metrics')}`,
    `--upstream=${urlOf(of, port)}`,
    // As long as Prometheus may take for a query.
    '--upstream-timeout=2m',
    '--provider=oidc',
    `--oidc-issuer-url=${signIn.issuer}`,
    `--client-id=${signIn.clientId}`,
    `--client-secret-file=${CLIENT.file(OIDC_CLIENT.key)}`,
    `--redirect-url=${url}/oauth2/callback`,
    `--scope=${SCOPES.join(' ')}`,
    '--code-challenge-method=S256',
    `--oidc-groups-claim=${signIn.groupsClaim}`,
    ...groups.map((group) => `--allowed-group=${group}`),
    // Groups decide, and not the domain of somebody's address.
    '--email-domain=*',
    `--cookie-secret-file=${COOKIES.file(COOKIE.key)}`,
    // The browser keeps a cookie of this prefix only if it is secure, and sends it to this very host alone.
    '--cookie-name=__Host-probecard',
    '--cookie-secure=true',
    '--cookie-httponly=true',
    '--cookie-samesite=lax',
    // Groups are looked at when somebody signs in: who has left one is out after a shift at the latest.
    '--cookie-expire=12h',
    '--session-cookie-minimal=true',
    // Requests come through the entry's own proxy; network policies let nobody else in.
    '--reverse-proxy=true',
    '--real-client-ip-header=X-Forwarded-For',
    '--pass-basic-auth=false',
    '--skip-provider-button=true',
    // A page that is still open after the cookie has expired learns it from the status, and not from a page in the place of data.
    '--api-route=^/api/',
    '--silence-ping-logging=true',
  ];
}
