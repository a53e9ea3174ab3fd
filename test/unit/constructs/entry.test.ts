import { Testing } from 'cdk8s';
import { EntryChart, signInSecrets, type EntryChartProps } from '../../../charts/entry';
import { OBSERVABILITY } from '../../../constructs/namespaces';
import { ofKind, only, type Rendered } from './render';

const resources = { requests: { cpu: '10m', memory: '32Mi' }, limits: { cpu: '100m', memory: '64Mi' } };
const url = (name: string) => `https://${name}.dev.fab.example`;

const INGRESS: EntryChartProps = {
  namespace: OBSERVABILITY,
  images: {},
  scrapeInterval: '15s',
  entry: { kind: 'ingress', className: 'nginx', issuer: 'fab-ca' },
  urls: {
    grafana: url('grafana'),
    prometheus: url('prometheus'),
    alertmanager: url('alertmanager'),
    jaeger: url('jaeger'),
  },
  availability: 'single',
  signIn: {
    issuer: 'https://sso.fab.example/realms/fab',
    authorizeUrl: 'https://sso.fab.example/auth',
    tokenUrl: 'https://sso.fab.example/token',
    userInfoUrl: 'https://sso.fab.example/userinfo',
    clientId: 'observability-dev',
    groupsClaim: 'groups',
    administrators: ['sre'],
    teams: ['ml-platform', 'sre'],
  },
  replicas: 1,
  resources,
};
const GATEWAY: EntryChartProps = {
  ...INGRESS,
  entry: { kind: 'gateway', className: 'fab', issuer: 'fab-ca' },
  availability: 'replicated',
  replicas: 2,
};

const render = (props: EntryChartProps) => new EntryChart(Testing.app(), props).toJson() as unknown as Rendered[];
const single = render(INGRESS);
const replicated = render(GATEWAY);
const named = (objects: readonly Rendered[], kind: string) =>
  ofKind(objects, kind).map(({ metadata }) => metadata.name);

const HOSTS = ['grafana', 'prometheus', 'alertmanager', 'jaeger'].map((name) => `${name}.dev.fab.example`);

/** Where requests for a host lead. */
interface Leads {
  readonly host: string;
  readonly service: string;
  readonly port: string | number;
  readonly secret: string | undefined;
}

const byIngress = (objects: readonly Rendered[]): readonly Leads[] =>
  (ofKind(objects, 'Ingress') as unknown as readonly IngressObject[]).map(({ spec: { rules, tls } }) => {
    const [{ host, http }] = rules;
    const [{ backend }] = http.paths;
    const secret = tls.find(({ hosts }) => hosts.includes(host))?.secretName;
    return { host, service: backend.service.name, port: backend.service.port.name, secret };
  });

interface IngressObject {
  readonly spec: {
    readonly rules: readonly [
      {
        readonly host: string;
        readonly http: {
          readonly paths: readonly [
            {
              readonly backend: {
                readonly service: { readonly name: string; readonly port: { readonly name: string } };
              };
            },
          ];
        };
      },
    ];
    readonly tls: readonly { readonly hosts: readonly string[]; readonly secretName: string }[];
  };
}

interface Listener {
  readonly name: string;
  readonly hostname?: string;
  readonly protocol: string;
  readonly tls?: { readonly certificateRefs: readonly { readonly name: string }[] };
}

interface RouteObject {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly parentRefs: readonly [{ readonly name: string; readonly sectionName: string }];
    readonly hostnames: readonly string[];
    readonly rules: readonly [{ readonly backendRefs?: readonly [{ readonly name: string; readonly port: number }] }];
  };
}

const listeners = only(replicated, 'Gateway', 'entry').spec.listeners as readonly Listener[];
const routes = ofKind(replicated, 'HTTPRoute') as unknown as readonly RouteObject[];

const byGateway = (): readonly Leads[] =>
  routes.flatMap(({ spec: { hostnames, parentRefs, rules } }) => {
    const listener = listeners.find(({ name }) => name === parentRefs[0].sectionName);
    const [to] = rules[0].backendRefs ?? [];
    if (!to) return [];
    const secret =
      listener?.protocol === 'HTTPS' && listener.hostname === hostnames[0]
        ? listener.tls?.certificateRefs[0]?.name
        : undefined;
    return [{ host: hostnames.join(), service: to.name, port: to.port, secret }];
  });

describe.each([
  ['an Ingress', single, byIngress(single)],
  ['a Gateway', replicated, byGateway()],
])('%s', (_, objects, leads) => {
  test('leads each public host to Grafana or to a proxy that asks people to sign in, and to nothing else', () => {
    expect(leads.map(({ host }) => host)).toEqual(HOSTS);
    for (const { service } of leads) expect(service).toMatch(/^grafana$|-auth-proxy$/);
  });

  test('does so at a port that the Service has', () => {
    for (const { service, port } of leads.filter(({ service: name }) => name !== 'grafana')) {
      const [http] = only(objects, 'Service', service).spec.ports;
      expect([http?.name, http?.port]).toContain(port);
    }
  });

  test('does so by TLS, with a certificate for that very host from the issuer of the environment', () => {
    for (const { host, secret } of leads) {
      const certificates = ofKind(objects, 'Certificate').filter(({ spec }) => spec.secretName === secret);
      expect(certificates).toHaveLength(1);
      expect(certificates[0]?.spec).toEqual({
        secretName: secret,
        dnsNames: [host],
        issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'fab-ca' },
        privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
      });
    }
  });
});

describe('a Gateway', () => {
  test('sends what comes without TLS to where it is with TLS, and does nothing else for it', () => {
    expect(listeners.filter(({ protocol }) => protocol === 'HTTP').map(({ name }) => name)).toEqual(['http']);
    const plain = routes.filter(({ spec }) => spec.parentRefs[0].sectionName === 'http');
    expect(plain).toHaveLength(1);
    expect(plain[0]?.spec.hostnames).toEqual(HOSTS);
    expect(plain[0]?.spec.rules).toEqual([
      {
        matches: [{ path: { type: 'PathPrefix', value: '/' } }],
        filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }],
      },
    ]);
  });

  test('takes routes of our namespace only, and has every default of the CRDs (v1.7.0) written out', () => {
    for (const listener of listeners)
      expect(listener).toMatchObject({ allowedRoutes: { namespaces: { from: 'Same' } } });
    const [, grafana] = listeners;
    expect(grafana?.tls).toEqual({
      mode: 'Terminate',
      certificateRefs: [{ group: '', kind: 'Secret', name: 'grafana-tls' }],
    });
    const route = routes.find(({ metadata }) => metadata.name === 'grafana');
    expect(route?.spec).toEqual({
      parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'entry', sectionName: 'grafana' }],
      hostnames: ['grafana.dev.fab.example'],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          backendRefs: [{ group: '', kind: 'Service', name: 'grafana', port: 3000, weight: 1 }],
        },
      ],
    });
  });
});

describe('a proxy', () => {
  const podOf = (objects: readonly Rendered[], name: string) => only(objects, 'Deployment', name).spec.template.spec;
  const argsOf = (objects: readonly Rendered[], name: string): readonly string[] =>
    podOf(objects, name).containers[0]?.args ?? [];
  const proxies = [
    ['prometheus-auth-proxy', single, 'http://prometheus.observability.svc:9090', 'prometheus'],
    ['alertmanager-auth-proxy', single, 'http://alertmanager.observability.svc:9093', 'alertmanager'],
    ['jaeger-auth-proxy', single, 'http://jaeger.observability.svc:16686', 'jaeger'],
    ['jaeger-query-auth-proxy', replicated, 'http://jaeger-query.observability.svc:16686', 'jaeger'],
  ] as const;

  test.each(proxies)(
    '%s stands in front of one user interface, under its public URL',
    (name, objects, upstream, host) => {
      expect(argsOf(objects, name).filter((arg) => arg.startsWith('--upstream='))).toEqual([`--upstream=${upstream}`]);
      expect(argsOf(objects, name)).toContain(`--redirect-url=https://${host}.dev.fab.example/oauth2/callback`);
    },
  );

  test.each(proxies)(
    '%s lets in who is of a team or administrates, and exempts nobody and nothing',
    (name, objects) => {
      const args = argsOf(objects, name);
      expect(args.filter((arg) => arg.startsWith('--allowed-group='))).toEqual([
        '--allowed-group=sre',
        '--allowed-group=ml-platform',
      ]);
      expect(
        args.filter((arg) => /^--(skip-auth|trusted-ip|skip-jwt|insecure|ssl-insecure|skip-oidc)/.test(arg)),
      ).toEqual([]);
      expect(args).toEqual(
        expect.arrayContaining(['--cookie-secure=true', '--cookie-httponly=true', '--code-challenge-method=S256']),
      );
    },
  );

  test.each(proxies)('%s reads its credentials from files, each of which is mounted', (name, objects) => {
    const args = argsOf(objects, name);
    const { volumes = [], containers } = podOf(objects, name);
    const files = args.flatMap((arg) => /^--[-a-z]+-file=(.+)$/.exec(arg)?.[1] ?? []);
    const mounted = containers.flatMap(({ volumeMounts = [] }) =>
      volumeMounts.flatMap(({ name: volume, mountPath }) => {
        const secret = (volumes as readonly { name: string; secret?: { items: { path: string }[] } }[]).find(
          (v) => v.name === volume,
        )?.secret;
        return (secret?.items ?? []).map(({ path }) => `${mountPath}/${path}`);
      }),
    );
    expect(files).toHaveLength(2);
    expect([...files].sort()).toEqual([...mounted].sort());
    expect(args.join(' ')).not.toMatch(/--(client|cookie)-secret=/);
  });

  test('listens where its Service leads, and answers its probes without signing in', () => {
    const [proxy] = podOf(single, 'prometheus-auth-proxy').containers;
    expect(proxy?.ports).toEqual([
      { name: 'http', containerPort: 4180, protocol: 'TCP' },
      { name: 'metrics', containerPort: 44180, protocol: 'TCP' },
    ]);
    expect(proxy?.args).toEqual(
      expect.arrayContaining(['--http-address=0.0.0.0:4180', '--metrics-address=0.0.0.0:44180']),
    );
    expect(proxy?.readinessProbe.httpGet).toMatchObject({ path: '/ready', port: 'http' });
    expect(proxy?.livenessProbe.httpGet.path).toBe('/ping');
  });

  test('that is replicated is spread and drained one at a time; a single one is not', () => {
    expect(podOf(replicated, 'prometheus-auth-proxy')).toHaveProperty(['topologySpreadConstraints', 'length'], 2);
    expect(named(replicated, 'PodDisruptionBudget')).toEqual([
      'prometheus-auth-proxy',
      'alertmanager-auth-proxy',
      'jaeger-query-auth-proxy',
    ]);
    expect(ofKind(single, 'PodDisruptionBudget')).toEqual([]);
  });

  test('tells how it is doing at a port that only Prometheus asks', () => {
    expect(only(single, 'ServiceMonitor', 'jaeger-auth-proxy').spec.endpoints).toMatchObject([{ port: 'metrics' }]);
  });
});

test('the Secrets of signing in name everybody who reads them', () => {
  const [client, cookie] = signInSecrets(OBSERVABILITY, 'replicated');
  const proxies = ['prometheus-auth-proxy', 'alertmanager-auth-proxy', 'jaeger-query-auth-proxy'];
  expect(client).toMatchObject({ name: 'oidc-client', usedBy: ['grafana', ...proxies] });
  expect(cookie).toMatchObject({ name: 'auth-proxy-cookie', usedBy: proxies });
  expect(cookie?.keys[0]?.made).toContain('openssl rand');
});
