import { Testing } from 'cdk8s';
import { load } from 'js-yaml';
import { GrafanaChart, type GrafanaChartProps } from '../../../charts/grafana';
import { OBSERVABILITY } from '../../../constructs/namespaces';
import { containersOf, ofKind, only, type Rendered } from './render';

const resources = { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '1', memory: '1Gi' } };
const sidecarResources = { requests: { cpu: '10m', memory: '64Mi' }, limits: { cpu: '50m', memory: '128Mi' } };

const SIGN_IN = {
  issuer: 'https://sso.fab.example/realms/fab',
  authorizeUrl: 'https://sso.fab.example/auth',
  tokenUrl: 'https://sso.fab.example/token',
  userInfoUrl: 'https://sso.fab.example/userinfo',
  clientId: 'observability-dev',
  groupsClaim: 'groups',
  administrators: ['fab-admins'],
  teams: ['ml-platform', 'sre'],
};

const SINGLE: GrafanaChartProps = {
  namespace: OBSERVABILITY,
  images: {},
  scrapeInterval: '15s',
  environment: 'dev',
  availability: 'single',
  hasGlobalQuery: false,
  links: {
    spanToLogs: '{a="${__span.tags.a}"}',
    spanToMetrics: [{ name: 'Rate', query: 'b{c="${__span.name}"}[$__rate_interval]' }],
  },
  url: 'https://grafana.dev.fab.example',
  signIn: SIGN_IN,
  dashboardNamespaces: [OBSERVABILITY, 'observability-node'],
  replicas: 1,
  resources,
  sidecarResources,
  volume: '1Gi',
};
const REPLICATED: GrafanaChartProps = {
  ...SINGLE,
  availability: 'replicated',
  replicas: 2,
  database: { host: 'postgres.fab.example', port: 5432, database: 'grafana' },
};

const render = (props: GrafanaChartProps) => new GrafanaChart(Testing.app(), props).toJson() as unknown as Rendered[];
const deploymentOf = (objects: readonly Rendered[]) => only(objects, 'Deployment', 'grafana').spec;
const podOf = (objects: readonly Rendered[]) => deploymentOf(objects).template.spec;
const file = (objects: readonly Rendered[], name: string) => only(objects, 'ConfigMap', 'grafana').data?.[name] ?? '';

/** A section of `grafana.ini`. */
function section(objects: readonly Rendered[], name: string): Record<string, string> {
  const [, text = ''] = file(objects, 'grafana.ini').split(`[${name}]\n`);
  const lines = (text.split('\n[')[0] ?? '').split('\n').filter(Boolean);
  return Object.fromEntries(lines.map((line) => line.split(/ = (.*)/s) as [string, string]));
}

const single = render(SINGLE);
const replicated = render(REPLICATED);
const [grafana] = podOf(single).containers;
const [sidecar] = podOf(single).initContainers ?? [];

describe('Grafana in one pod', () => {
  test('keeps its data in SQLite on a volume, which two pods never have at the same time', () => {
    expect(section(single, 'database')).toMatchObject({ type: 'sqlite3' });
    expect(only(single, 'PersistentVolumeClaim', 'grafana').spec.resources).toEqual({ requests: { storage: '1Gi' } });
    expect(deploymentOf(single)).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } });
    expect(podOf(single).volumes).toContainEqual({ name: 'data', persistentVolumeClaim: { claimName: 'grafana' } });
  });

  test('never loses that volume to Argo CD', () => {
    expect(only(single, 'PersistentVolumeClaim', 'grafana').metadata).toHaveProperty(
      ['annotations', 'argocd.argoproj.io/sync-options'],
      'Prune=false,Delete=false',
    );
  });

  test('has no disruption budget, which would only be in the way of who drains its node', () => {
    expect(ofKind(single, 'PodDisruptionBudget')).toEqual([]);
    expect(podOf(single)).not.toHaveProperty('topologySpreadConstraints');
  });

  test('takes the class of the volume that the environment names', () => {
    const [claim] = ofKind(render({ ...SINGLE, storageClass: 'fast' }), 'PersistentVolumeClaim');
    expect(claim?.spec.storageClassName).toBe('fast');
    expect(only(single, 'PersistentVolumeClaim', 'grafana').spec).not.toHaveProperty('storageClassName');
  });

  test('refuses replicas that would share its volume', () => {
    expect(() => render({ ...SINGLE, replicas: 2 })).toThrow('grafana: 2 replicas cannot share one volume');
  });
});

describe('Grafana in several pods', () => {
  test('keeps its data in PostgreSQL, whose certificate and name it verifies', () => {
    expect(section(replicated, 'database')).toEqual({
      type: 'postgres',
      host: 'postgres.fab.example:5432',
      name: 'grafana',
      user: '$__file{/etc/grafana-database/username}',
      password: '$__file{/etc/grafana-database/password}',
      ssl_mode: 'verify-full',
      ca_cert_path: '/etc/grafana-database/ca.crt',
    });
    expect(ofKind(replicated, 'PersistentVolumeClaim')).toEqual([]);
  });

  test('is replaced one by one, spread, and never drained away', () => {
    expect(deploymentOf(replicated)).toMatchObject({
      replicas: 2,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    });
    expect(podOf(replicated)).toHaveProperty(['topologySpreadConstraints', 'length'], 2);
    const { selector } = only(replicated, 'PodDisruptionBudget', 'grafana').spec;
    expect(selector.matchLabels).toEqual(deploymentOf(replicated).selector.matchLabels);
  });

  test('is not restarted for a database that is away', () => {
    expect(grafana?.readinessProbe.httpGet.path).toBe('/api/health');
    expect(grafana?.livenessProbe.httpGet.path).toBe('/healthz');
  });
});

describe('credentials', () => {
  test.each([
    ['one pod', single],
    ['several', replicated],
  ])('of %s are files of Secrets that are not rendered, and every file that is named is mounted', (_, objects) => {
    const named = [...file(objects, 'grafana.ini').matchAll(/\$__file\{(.+?)\}|ca_cert_path = (\S+)/g)].map(
      ([, secret, authority]) => secret ?? authority ?? '',
    );
    const [container] = podOf(objects).containers;
    const mounted = (podOf(objects).volumes ?? []).flatMap(
      ({ name, secret }: { name: string; secret?: { items: { path: string }[] } }) => {
        const path = container?.volumeMounts?.find((mount) => mount.name === name)?.mountPath;
        return (secret?.items ?? []).map((item) => `${path}/${item.path}`);
      },
    );
    expect([...named].sort()).toEqual([...mounted].sort());
    expect(named.length).toBeGreaterThanOrEqual(4);
    expect(ofKind(objects, 'Secret')).toEqual([]);
    expect(container?.env ?? []).toEqual([]);
  });
});

describe('signing in', () => {
  const oauth = section(single, 'auth.generic_oauth');

  test('is with the issuer alone: nobody is anonymous, no form, no sign-up', () => {
    expect(section(single, 'auth')).toEqual({ disable_login_form: 'true' });
    expect(section(single, 'auth.anonymous')).toEqual({ enabled: 'false' });
    expect(section(single, 'users')).toMatchObject({ allow_sign_up: 'false', auto_assign_org_role: 'Viewer' });
    expect(oauth).toMatchObject({
      enabled: 'true',
      client_id: 'observability-dev',
      auth_url: SIGN_IN.authorizeUrl,
      token_url: SIGN_IN.tokenUrl,
      api_url: SIGN_IN.userInfoUrl,
      use_pkce: 'true',
    });
  });

  test('makes an administrator, an editor or a viewer of somebody by their groups, the most first', () => {
    expect(oauth.role_attribute_path).toBe(
      "contains(groups[*], 'fab-admins') && 'GrafanaAdmin' || contains(groups[*], 'ml-platform') && 'Editor' || contains(groups[*], 'sre') && 'Editor'",
    );
    expect(oauth.allow_assign_grafana_admin).toBe('true');
  });

  test.each([
    ['a group that would end the string', { teams: ["o'brien"] }, "the group 'o'brien' has quotes"],
    ['a group that would begin a comment', { administrators: ['a;b'] }, "the group 'a;b' has quotes"],
    [
      'a claim that is no name',
      { groupsClaim: 'https://fab/groups' },
      "the groups claim 'https://fab/groups' is no plain name",
    ],
  ])('refuses %s', (_, change, message) => {
    expect(() => render({ ...SINGLE, signIn: { ...SIGN_IN, ...change } })).toThrow(message);
  });

  test('leaves cookies and pages to browsers that are told to be careful', () => {
    expect(section(single, 'security')).toMatchObject({
      cookie_secure: 'true',
      disable_gravatar: 'true',
      content_security_policy: 'true',
      strict_transport_security: 'true',
    });
  });
});

test('asks nothing of the internet', () => {
  for (const off of ['reporting_enabled', 'check_for_updates', 'check_for_plugin_updates', 'news_feed_enabled']) {
    expect(file(single, 'grafana.ini')).toContain(`${off} = false`);
  }
  expect(section(single, 'plugins')).toMatchObject({ preinstall_disabled: 'true' });
});

test('evaluates no rules of its own, so that replicas have nothing to tell each other', () => {
  expect(section(replicated, 'unified_alerting')).toEqual({ enabled: 'true', execute_alerts: 'false' });
});

describe('data sources', () => {
  interface Source {
    readonly uid: string;
    readonly type: string;
    readonly name: string;
    readonly url: string;
    readonly isDefault: boolean;
    readonly jsonData?: Readonly<Record<string, unknown>>;
  }
  const sources = (props: GrafanaChartProps) =>
    (load(file(render(props), 'data-sources.yaml')) as { datasources: readonly Source[] }).datasources;
  const urls = (props: GrafanaChartProps) => Object.fromEntries(sources(props).map(({ uid, url }) => [uid, url]));

  test('in one pod of everything are the four systems', () => {
    expect(urls(SINGLE)).toEqual({
      prometheus: 'http://prometheus.observability.svc:9090',
      alertmanager: 'http://alertmanager.observability.svc:9093',
      loki: 'http://loki.observability.svc:3100',
      jaeger: 'http://jaeger.observability.svc:16686',
    });
  });

  test('where everything is replicated, Thanos reads both replicas and the bucket, and Jaeger has a part that reads', () => {
    expect(urls(REPLICATED)).toMatchObject({
      thanos: 'http://thanos-query-frontend.observability.svc:10902',
      jaeger: 'http://jaeger-query.observability.svc:16686',
    });
    expect(urls(REPLICATED)).not.toHaveProperty('thanos-global');
  });

  /** Grafana's provisioning takes `$name` for a variable of the environment, and `$$` for a dollar. */
  const provisioned = <T>(value: T): T =>
    JSON.parse(
      JSON.stringify(value).replaceAll(/\$\$|\$\{\w+\}|\$\w+/g, (found) => (found === '$$' ? '$' : 'LOST')),
    ) as T;
  const settings = (uid: string) => provisioned(sources(SINGLE).find((source) => source.uid === uid)?.jsonData);

  test('lead from an exemplar and from a line to its trace, by what both call it', () => {
    expect(settings('prometheus')).toHaveProperty('exemplarTraceIdDestinations', [
      { name: 'trace_id', datasourceUid: 'jaeger' },
    ]);
    const toTrace = { datasourceUid: 'jaeger', url: '${__value.raw}', urlDisplayLabel: 'Open the trace' };
    expect(settings('loki')).toEqual({
      derivedFields: [
        { name: 'Trace', matcherType: 'label', matcherRegex: '^trace_id$', ...toTrace },
        { name: 'Trace in the line', matcherType: 'regex', matcherRegex: '\\btrace_id=([0-9a-f]{32})\\b', ...toTrace },
      ],
    });
  });

  test('lead from a span to its lines and its metrics, by queries that provisioning leaves as they are', () => {
    expect(settings('jaeger')).toMatchObject({
      tracesToLogsV2: { datasourceUid: 'loki', customQuery: true, query: SINGLE.links.spanToLogs },
      tracesToMetrics: { datasourceUid: 'prometheus', queries: SINGLE.links.spanToMetrics },
    });
  });

  test('lead from no exemplar of all regions to this one, where most traces are not', () => {
    const all = sources({ ...REPLICATED, hasGlobalQuery: true });
    const leading = all.filter(({ jsonData }) => JSON.stringify(jsonData ?? {}).includes('exemplarTraceId'));
    expect(leading.map(({ uid }) => uid)).toEqual(['prometheus', 'thanos']);
  });

  test('has all regions where the global query is', () => {
    expect(urls({ ...REPLICATED, hasGlobalQuery: true })).toMatchObject({
      'thanos-global': 'http://thanos-global-query-frontend.observability.svc:10902',
    });
  });

  test('has the local Prometheus as its default, and its variable finds no other', () => {
    const all = sources({ ...REPLICATED, hasGlobalQuery: true });
    expect(all.filter(({ isDefault }) => isDefault).map(({ uid }) => uid)).toEqual(['prometheus']);
    expect(all.filter(({ name }) => name.startsWith('Prometheus ')).map(({ uid }) => uid)).toEqual(['prometheus']);
  });
});

describe('dashboards', () => {
  const variable = (name: string) => sidecar?.env?.find((candidate) => candidate.name === name)?.value;

  test('are read from the folder into which the sidecar writes them', () => {
    const { providers } = load(file(single, 'dashboards.yaml')) as { providers: { options: { path: string } }[] };
    expect(providers.map(({ options }) => options.path)).toEqual([variable('FOLDER')]);
    expect(grafana?.volumeMounts?.find(({ name }) => name === 'dashboards')?.mountPath).toBe(variable('FOLDER'));
  });

  test('are looked for only in namespaces in which the sidecar may read ConfigMaps', () => {
    const allowed = ofKind(single, 'Role').filter(({ rules = [] }) =>
      rules.some(({ resources: read }) => read.join() === 'configmaps'),
    );
    expect(allowed.map(({ metadata }) => metadata.namespace)).toEqual(variable('NAMESPACE')?.split(','));
  });

  test('are known by a label and a folder annotation that no other stack in the cluster uses', () => {
    expect(variable('LABEL')).toBe('probecard.dev/dashboard');
    expect(variable('FOLDER_ANNOTATION')).toBe('probecard.dev/folder');
  });

  test('are there before Grafana starts, and the sidecar has its own size', () => {
    expect(sidecar?.restartPolicy).toBe('Always');
    expect(sidecar?.startupProbe.httpGet.path).toBe('/healthz');
    expect(sidecar).toMatchObject({ resources: sidecarResources });
    expect(containersOf(podOf(single)).map(({ name }) => name)).toEqual(['dashboards', 'grafana']);
  });
});
