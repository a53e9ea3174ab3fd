import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { ALERTMANAGER_COMPONENT } from '../constructs/alertmanager/component';
import { AuthProxy, type AuthProxyProps } from '../constructs/entry/auth-proxy';
import { Certificate } from '../constructs/entry/certificate';
import { authProxy } from '../constructs/entry/component';
import { Gateway } from '../constructs/entry/gateway';
import { Ingress } from '../constructs/entry/ingress';
import type { Route } from '../constructs/entry/route';
import { proxyCookie } from '../constructs/entry/secrets';
import { oidcClient } from '../constructs/entry/sign-in';
import { GRAFANA_COMPONENT } from '../constructs/grafana/component';
import { JAEGER_COMPONENT, JAEGER_QUERY } from '../constructs/jaeger/component';
import type { Component } from '../constructs/network/component';
import { PROMETHEUS_COMPONENT } from '../constructs/prometheus/component';
import type { RequiredSecret } from '../constructs/secrets/secret';

export interface EntryChartProps extends Omit<AuthProxyProps, 'of' | 'port' | 'url'> {
  /** Through what requests come in. */
  readonly entry: { readonly kind: 'ingress' | 'gateway'; readonly className: string; readonly issuer: string };
  /** Public URLs without a slash at the end. */
  readonly urls: Readonly<Record<'grafana' | 'prometheus' | 'alertmanager' | 'jaeger', string>>;
  /** Whether Jaeger runs in parts. */
  readonly availability: Availability;
}

type Availability = 'single' | 'replicated';

/** A user interface that knows no users. */
interface Interface {
  readonly of: Component;
  /** The name of its port. */
  readonly port: string;
  /** What its public URL is called. */
  readonly url: 'prometheus' | 'alertmanager' | 'jaeger';
}

const interfaces = (availability: Availability): readonly Interface[] => [
  { of: PROMETHEUS_COMPONENT, port: 'web', url: 'prometheus' },
  { of: ALERTMANAGER_COMPONENT, port: 'web', url: 'alertmanager' },
  { of: availability === 'replicated' ? JAEGER_QUERY : JAEGER_COMPONENT, port: 'query', url: 'jaeger' },
];

/** What leaves the cluster: by TLS, and only for those who have signed in, to Grafana itself or to a proxy. */
export class EntryChart extends Chart {
  constructor(scope: Construct, props: EntryChartProps) {
    super(scope, 'entry', { disableResourceNameHashes: true });
    const { entry, urls, namespace } = props;
    const proxied = interfaces(props.availability);

    for (const { of, port, url } of proxied) {
      new AuthProxy(this, `${of.name}-auth-proxy`, { ...props, of, port, url: urls[url] });
    }
    const routes: readonly Route[] = [
      { host: new URL(urls.grafana).hostname, to: GRAFANA_COMPONENT, port: 'http' },
      ...proxied.map(({ of, url }) => ({ host: new URL(urls[url]).hostname, to: authProxy(of), port: 'http' })),
    ];
    for (const route of routes) new Certificate(this, `${route.to.name}-certificate`, route, entry.issuer);
    if (entry.kind === 'gateway') {
      new Gateway(this, 'gateway', { namespace, className: entry.className, routes });
    } else {
      for (const route of routes) new Ingress(this, `${route.to.name}-ingress`, route, entry.className);
    }
  }
}

/** The Secrets with which people are signed in, to Grafana and by the proxies. */
export function signInSecrets(namespace: string, availability: Availability): readonly RequiredSecret[] {
  const proxies = interfaces(availability).map(({ of }) => authProxy(of).name);
  return [oidcClient(namespace, [GRAFANA_COMPONENT.name, ...proxies]), proxyCookie(namespace, proxies)];
}
