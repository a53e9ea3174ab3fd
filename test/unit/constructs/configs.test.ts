import { load } from 'js-yaml';
import { GRAFANA_SECRET } from '../../../constructs/grafana/deployment';
import { jaegerConfig } from '../../../constructs/jaeger/config';
import { lokiConfig } from '../../../constructs/loki/config';
import { ALERTMANAGER_CONFIG, objectsOf, only, renderStack, type Container, type Rendered } from './render';

const objects = objectsOf(renderStack());
const container = (workload: Rendered): Container => {
  const [first] = workload.spec.template.spec.containers;
  if (!first) throw new Error(`${workload.metadata.name} has no container`);
  return first;
};
const port = ({ ports = [] }: Container, name: string) =>
  ports.find((candidate) => candidate.name === name)?.containerPort;
const mountOf = ({ volumeMounts = [] }: Container, volume: string) =>
  volumeMounts.find(({ name }) => name === volume)?.mountPath;

describe('loki', () => {
  const loki = container(only(objects, 'StatefulSet', 'loki'));
  const file = only(objects, 'ConfigMap', 'loki').data?.['loki.yaml'] ?? '';
  const config = lokiConfig({ retentionDays: 31, dataPath: mountOf(loki, 'data') ?? '' });

  test('reads the file that the ConfigMap carries', () => {
    expect(load(file)).toEqual(config);
    expect(loki.args).toContain(`-config.file=${mountOf(loki, 'config')}/loki.yaml`);
  });

  test('listens on the ports that its container names', () => {
    expect(config.server.http_listen_port).toBe(port(loki, 'http'));
    expect(config.server.grpc_listen_port).toBe(port(loki, 'grpc'));
  });

  test('is alive while it answers something small, whether or not it is ready', () => {
    expect(loki.livenessProbe.httpGet.path).toBe('/loki/api/v1/status/buildinfo');
    expect(loki.readinessProbe.httpGet.path).toBe('/ready');
  });

  test('deletes what is older than the retention, and writes nowhere but to its volume', () => {
    expect(config.compactor.retention_enabled).toBe(true);
    expect(config.limits_config.retention_period).toBe('31d');
    const paths = file.match(/: (\/\S+)/g)?.map((match) => match.slice(2)) ?? [];
    expect(paths.length).toBeGreaterThan(3);
    for (const path of paths) expect(path).toMatch(/^\/loki/);
  });
});

describe('jaeger', () => {
  const jaeger = container(only(objects, 'Deployment', 'jaeger'));
  const config = jaegerConfig({ retentionDays: 7, dataPath: mountOf(jaeger, 'data') ?? '' });

  test('reads the file that the ConfigMap carries', () => {
    expect(load(only(objects, 'ConfigMap', 'jaeger').data?.['jaeger.yaml'] ?? '')).toEqual(config);
    expect(jaeger.args).toEqual([`--config=${mountOf(jaeger, 'config')}/jaeger.yaml`]);
  });

  test('listens on the ports that its container names', () => {
    const { grpc, http } = config.receivers.otlp.protocols;
    const { jaeger_query: query, healthcheckv2: health } = config.extensions;
    const [reader] = config.service.telemetry.metrics.readers;
    expect(grpc.endpoint).toBe(`0.0.0.0:${port(jaeger, 'otlp-grpc')}`);
    expect(http.endpoint).toBe(`0.0.0.0:${port(jaeger, 'otlp-http')}`);
    expect(query.http.endpoint).toBe(`0.0.0.0:${port(jaeger, 'query')}`);
    expect(health.http.endpoint).toBe(`0.0.0.0:${port(jaeger, 'health')}`);
    expect(reader?.pull.exporter.prometheus.port).toBe(port(jaeger, 'metrics'));
  });

  test('forgets spans after seven days, in hours as Go has them', () => {
    expect(config.extensions.jaeger_storage.backends.badger.badger.ttl.spans).toBe('168h');
  });

  test('uses what it declares: every part of the pipeline and every extension has its configuration', () => {
    const { receivers, processors, exporters } = config.service.pipelines.traces;
    expect(Object.keys(config.receivers)).toEqual(receivers);
    expect(Object.keys(config.processors)).toEqual(processors);
    expect(Object.keys(config.exporters)).toEqual(exporters);
    expect(Object.keys(config.extensions)).toEqual(config.service.extensions);
  });
});

describe('alertmanager', () => {
  const { spec } = only(objects, 'Alertmanager', 'main');

  test('reads the configuration that it was given, which a reviewer can read as well', () => {
    const secret = only(objects, 'Secret', String(spec.configSecret));
    expect(secret.stringData).toEqual({ 'alertmanager.yaml': ALERTMANAGER_CONFIG });
  });

  test('mounts the credentials of the receivers, which are not rendered', () => {
    expect(spec.secrets).toEqual(['alertmanager-receivers']);
    expect(objects.filter(({ kind }) => kind === 'Secret').map(({ metadata }) => metadata.name)).toEqual([
      'alertmanager-config',
    ]);
  });
});

describe('grafana', () => {
  const grafana = container(only(objects, 'Deployment', 'grafana'));
  const [sidecar] = only(objects, 'Deployment', 'grafana').spec.template.spec.initContainers ?? [];
  const variable = (name: string) => sidecar?.env?.find((candidate) => candidate.name === name)?.value;
  const files = only(objects, 'ConfigMap', 'grafana').data ?? {};

  test('takes its credentials from files of a Secret that is not rendered', () => {
    const { user, password, secretKey } = GRAFANA_SECRET.keys;
    const path = mountOf(grafana, 'credentials');
    expect(grafana.env?.map(({ value }) => value)).toEqual([user, password, secretKey].map((key) => `${path}/${key}`));
  });

  test('lets nobody in without a password and asks nothing of the internet', () => {
    expect(files['grafana.ini']).toMatch(/\[auth\.anonymous\]\nenabled = false/);
    for (const off of ['reporting_enabled', 'check_for_updates', 'check_for_plugin_updates', 'news_feed_enabled']) {
      expect(files['grafana.ini']).toContain(`${off} = false`);
    }
    expect(files['grafana.ini']).toContain('preinstall_disabled = true');
  });

  test('reads dashboards from the folder into which the sidecar writes them', () => {
    const folder = variable('FOLDER');
    const { providers } = load(files['dashboards.yaml'] ?? '') as { providers: { options: { path: string } }[] };
    expect(providers.map(({ options }) => options.path)).toEqual([folder]);
    expect(mountOf(grafana, 'dashboards')).toBe(folder);
  });

  test('the sidecar looks only into namespaces in which it may read ConfigMaps', () => {
    const watched = variable('NAMESPACE')?.split(',');
    const allowed = objects.filter(
      ({ kind, rules = [] }) => kind === 'Role' && rules.some(({ resources }) => resources.join() === 'configmaps'),
    );
    expect(allowed.map(({ metadata }) => metadata.namespace)).toEqual(watched);
  });

  test('the sidecar looks for a label and a folder annotation that no other stack in the cluster uses', () => {
    expect(variable('LABEL')).toBe('probecard.dev/dashboard');
    expect(variable('FOLDER_ANNOTATION')).toBe('probecard.dev/folder');
  });

  test('starts after the sidecar has written the dashboards, which then runs on beside it', () => {
    expect(sidecar?.restartPolicy).toBe('Always');
    expect(sidecar?.startupProbe.httpGet.path).toBe('/healthz');
  });
});
