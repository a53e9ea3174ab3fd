import { Testing } from 'cdk8s';
import { load } from 'js-yaml';
import { JaegerChart, type JaegerChartProps } from '../../../charts/jaeger';
import type { jaegerCollectorConfig } from '../../../constructs/jaeger/collector-config';
import type { jaegerConfig } from '../../../constructs/jaeger/config';
import { OPEN_SEARCH_SECRET } from '../../../constructs/jaeger/open-search';
import type { jaegerQueryConfig } from '../../../constructs/jaeger/query-config';
import { OF_ALL_SPANS } from '../../../telemetry/span-series';
import { ofKind, only, type Container, type Rendered } from './render';

const resources = { requests: { cpu: '100m', memory: '1Gi' }, limits: { cpu: '1', memory: '2Gi' } };
const ui = {
  grafanaUrl: 'https://grafana.fab.example',
  traceLinks: [{ text: 'Logs', url: 'https://grafana.fab.example/explore?trace=#{traceID}' }],
};
const platform = { namespace: 'observability', images: {}, scrapeInterval: '15s', retentionDays: 7, ui };
const REPLICATED: JaegerChartProps = {
  ...platform,
  availability: 'replicated',
  openSearch: {
    hosts: ['os-1.fab.example', 'os-2.fab.example'],
    port: 9200,
    indexPrefix: 'prod',
    shards: 3,
    copies: 1,
  },
  collector: { replicas: 2, resources },
  query: { replicas: 2, resources },
  indexCleaner: { resources },
};

const rendered = (props: JaegerChartProps): readonly Rendered[] =>
  new JaegerChart(Testing.app(), props).toJson() as readonly Rendered[];

const OF_ALL_SPANS_READ = [OF_ALL_SPANS.calls, `${OF_ALL_SPANS.duration}_bucket`];

/** The names that Jaeger 1.76 makes of its settings (internal/storage/metricstore/prometheus). */
const seriesRead = (of: {
  readonly metric_namespace: string;
  readonly latency_unit: string;
  readonly normalize_calls: boolean;
  readonly normalize_duration: boolean;
}): readonly string[] => [
  `${of.metric_namespace}_calls${of.normalize_calls ? '_total' : ''}`,
  `${of.metric_namespace}_duration${of.normalize_duration ? `_${{ s: 'seconds' }[of.latency_unit] ?? 'milliseconds'}` : ''}_bucket`,
];

interface CronJob {
  readonly schedule: string;
  readonly timeZone: string;
  readonly concurrencyPolicy: string;
  readonly jobTemplate: {
    readonly spec: {
      readonly activeDeadlineSeconds: number;
      readonly template: { readonly spec: { readonly containers: readonly [Container & { readonly env: object[] }] } };
    };
  };
}

describe('Jaeger in one pod', () => {
  const objects = rendered({ ...platform, availability: 'single', resources, volume: '10Gi', storageClass: 'fast' });

  test('has its spans on a volume of the class that it is told, and nothing of OpenSearch', () => {
    const { spec, metadata } = only(objects, 'PersistentVolumeClaim', 'jaeger');
    expect(spec.storageClassName).toBe('fast');
    expect(metadata).toHaveProperty(['annotations', 'argocd.argoproj.io/sync-options'], 'Prune=false,Delete=false');
    expect(JSON.stringify(objects)).not.toContain('opensearch');
    expect(ofKind(objects, 'PodDisruptionBudget')).toEqual([]);
  });

  const [container] = only(objects, 'Deployment', 'jaeger').spec.template.spec.containers;
  const config = load(only(objects, 'ConfigMap', 'jaeger').data?.['jaeger.yaml'] ?? '') as ReturnType<
    typeof jaegerConfig
  >;
  const mount = (volume: string) => container?.volumeMounts?.find(({ name }) => name === volume)?.mountPath;

  test('starts with the file that it is given, and listens on the ports that its container names', () => {
    const port = (wanted: string) => container?.ports?.find(({ name }) => name === wanted)?.containerPort;
    const { grpc, http } = config.receivers.otlp.protocols;
    const { jaeger_query: query, healthcheckv2: health } = config.extensions;
    const [reader] = config.service.telemetry.metrics.readers;
    expect(container?.args).toEqual([`--config=${mount('config')}/jaeger.yaml`]);
    expect(grpc.endpoint).toBe(`0.0.0.0:${port('otlp-grpc')}`);
    expect(http.endpoint).toBe(`0.0.0.0:${port('otlp-http')}`);
    expect(query.http.endpoint).toBe(`0.0.0.0:${port('query')}`);
    expect(health.http.endpoint).toBe(`0.0.0.0:${port('health')}`);
    expect(reader?.pull.exporter.prometheus.port).toBe(port('metrics'));
  });

  test('says that it has a span when it has written it: nothing waits where a failure would lose it', () => {
    expect(config.service.pipelines.traces.processors).toEqual(['memory_limiter']);
    expect(Object.keys(config.exporters.jaeger_storage_exporter)).toEqual(['trace_storage']);
  });

  test('forgets spans after seven days, in hours as Go has them, and has them on its volume', () => {
    const { badger } = config.extensions.jaeger_storage.backends.badger;
    expect(badger.ttl.spans).toBe('168h');
    for (const folder of Object.values(badger.directories)) expect(folder).toMatch(`${mount('data')}/`);
  });

  test('draws its Monitor tab from what samplers count, as Prometheus has it', () => {
    expect(seriesRead(config.extensions.jaeger_storage.metric_backends.prometheus.prometheus)).toEqual(
      OF_ALL_SPANS_READ,
    );
    expect(config.extensions.jaeger_query.storage).toEqual({ traces: 'badger', metrics: 'prometheus' });
    expect(config.extensions.jaeger_storage.metric_backends.prometheus.prometheus.endpoint).toBe(
      'http://prometheus.observability.svc:9090',
    );
  });

  test('shows pages that lead to the logs of a trace, look back as far as spans are kept, and not to the internet', () => {
    const text = only(objects, 'ConfigMap', 'jaeger').data?.['ui.json'] ?? '';
    expect(config.extensions.jaeger_query.ui.config_file).toBe(`${mount('config')}/ui.json`);
    expect(JSON.parse(text)).toEqual({
      archiveEnabled: false,
      dependencies: { menuEnabled: true },
      menu: [{ label: 'Grafana', url: ui.grafanaUrl, anchorTarget: '_blank' }],
      search: { maxLookback: { label: '7 Days', value: '7d' } },
      linkPatterns: [{ type: 'traces', ...ui.traceLinks[0] }],
    });
  });

  test('is restarted when its pages change', () => {
    const other = rendered({
      ...platform,
      availability: 'single',
      resources,
      volume: '10Gi',
      ui: { ...ui, grafanaUrl: 'https://elsewhere.example' },
    });
    const hash = (of: readonly Rendered[]) => only(of, 'Deployment', 'jaeger').spec.template.metadata;
    expect(hash(other)).not.toEqual(hash(rendered({ ...platform, availability: 'single', resources, volume: '10Gi' })));
  });

  test('uses what it declares: every part of the pipeline and every extension has its configuration', () => {
    const { receivers, processors, exporters } = config.service.pipelines.traces;
    expect(Object.keys(config.receivers)).toEqual(receivers);
    expect(Object.keys(config.processors)).toEqual(processors);
    expect(Object.keys(config.exporters)).toEqual(exporters);
    expect(Object.keys(config.extensions)).toEqual(config.service.extensions);
  });
});

describe('Jaeger in parts', () => {
  const objects = rendered(REPLICATED);
  const config = (name: string): unknown => load(only(objects, 'ConfigMap', name).data?.['jaeger.yaml'] ?? '');
  const collector = config('jaeger-collector') as ReturnType<typeof jaegerCollectorConfig>;
  const query = config('jaeger-query') as ReturnType<typeof jaegerQueryConfig>;
  const cleaner = only(objects, 'CronJob', 'jaeger-index-cleaner').spec as unknown as CronJob;
  const [cleaning] = cleaner.jobTemplate.spec.template.spec.containers;

  test('what writes and what reads are apart, each in replicas that are evicted one at a time', () => {
    for (const name of ['jaeger-collector', 'jaeger-query']) {
      const { spec } = only(objects, 'Deployment', name);
      expect(spec.replicas).toBe(2);
      expect(spec.template.spec).toHaveProperty('topologySpreadConstraints.length', 2);
      expect(only(objects, 'PodDisruptionBudget', name).spec).toMatchObject({ maxUnavailable: 1 });
    }
    expect(collector.service.extensions).not.toContain('jaeger_query');
    expect(query.service.pipelines.traces.receivers).toEqual(['nop']);
  });

  test('what writes has no batches of its own, which would be gone where the store refuses them', () => {
    expect(collector.service.pipelines.traces.processors).toEqual(['memory_limiter']);
    expect(Object.keys(collector.exporters.jaeger_storage_exporter)).toEqual(['trace_storage']);
  });

  test('both look for the same spans in the same place', () => {
    expect(query.extensions.jaeger_storage.backends).toEqual(collector.extensions.jaeger_storage.backends);
    const { opensearch } = collector.extensions.jaeger_storage.backends.opensearch;
    expect(opensearch.server_urls).toEqual(['https://os-1.fab.example:9200', 'https://os-2.fab.example:9200']);
    expect(opensearch.indices.spans).toMatchObject({ shards: 3, replicas: 1 });
  });

  /** What the cleaner of 1.76 does with the index of a day, on a day: it was created on its own. In days since the epoch. */
  const isDeleted = (index: number, today: number, told: number) => index < today + 1 - told;

  test('spans can be looked back to for seven days at any hour, and no index is kept that nobody looks at for a day', () => {
    const { opensearch } = query.extensions.jaeger_storage.backends.opensearch;
    const lookBackDays = Number(opensearch.max_span_age.replace('h', '')) / 24;
    const told = Number(cleaning.args?.[0]);
    const today = 20_000;
    // Just before midnight, the look-back begins just before midnight, too; just after, it ends a day earlier.
    expect(lookBackDays).toBe(7);
    expect(isDeleted(today - lookBackDays, today, told)).toBe(false);
    expect(isDeleted(today - lookBackDays - 1, today, told)).toBe(true);
  });

  test('what reads asks both replicas of Prometheus as one, and shows no graph of services, which nobody computes', () => {
    const { prometheus } = query.extensions.jaeger_storage.metric_backends.prometheus;
    expect(prometheus.endpoint).toBe('http://thanos-query-frontend.observability.svc:10902');
    expect(seriesRead(prometheus)).toEqual(OF_ALL_SPANS_READ);
    expect(collector.extensions.jaeger_storage).not.toHaveProperty('metric_backends');
    expect(only(objects, 'ConfigMap', 'jaeger-collector').data).not.toHaveProperty(['ui.json']);
    expect(JSON.parse(only(objects, 'ConfigMap', 'jaeger-query').data?.['ui.json'] ?? '')).toMatchObject({
      dependencies: { menuEnabled: false },
    });
  });

  test('the cleaner looks for the names that indices are given: a prefix, and one index for each day of UTC', () => {
    const { index_prefix, spans, services } = query.extensions.jaeger_storage.backends.opensearch.opensearch.indices;
    expect(cleaning.args).toContain(`--index-prefix=${index_prefix}`);
    for (const index of [spans, services]) {
      expect(index).toMatchObject({ date_layout: '2006-01-02', rollover_frequency: 'day' });
    }
    expect(cleaner.timeZone).toBe('Etc/UTC');
  });

  test('the cleaner never runs twice at a time, nor for ever', () => {
    expect(cleaner.concurrencyPolicy).toBe('Forbid');
    expect(cleaner.jobTemplate.spec.activeDeadlineSeconds).toBeGreaterThan(0);
  });

  test('credentials come from one Secret: the password as a file where a program can read one', () => {
    const keys: readonly string[] = OPEN_SEARCH_SECRET.keys.map(({ key }) => key);
    expect(keys).toEqual(['username', 'password', 'ca.crt']);
    for (const name of ['jaeger-collector', 'jaeger-query']) {
      const { containers, volumes } = only(objects, 'Deployment', name).spec.template.spec;
      const mount = containers[0]?.volumeMounts?.find((candidate) => candidate.name === 'opensearch');
      const { auth, tls } = collector.extensions.jaeger_storage.backends.opensearch.opensearch;
      expect(volumes).toContainEqual(
        expect.objectContaining({ secret: expect.objectContaining({ secretName: OPEN_SEARCH_SECRET.name }) as object }),
      );
      expect(auth.basic.password_file).toBe(`${mount?.mountPath}/password`);
      expect(tls.ca_file).toBe(`${mount?.mountPath}/ca.crt`);
      expect(JSON.stringify(containers[0]?.env)).not.toContain('password');
      expect(containers[0]?.env?.map((variable) => `\${env:${variable.name}}`)).toContain(auth.basic.username);
    }
    expect(cleaning.env).toContainEqual({
      name: 'ES_PASSWORD',
      valueFrom: { secretKeyRef: { name: OPEN_SEARCH_SECRET.name, key: 'password' } },
    });
  });

  test('those who send spans see all replicas of the collector, and those who ask see one name', () => {
    expect(only(objects, 'Service', 'jaeger-collector').spec.clusterIP).toBe('None');
    expect(only(objects, 'Service', 'jaeger-query').spec).not.toHaveProperty('clusterIP');
  });

  test('listens on the ports that its containers name', () => {
    const port = (name: string, wanted: string) =>
      only(objects, 'Deployment', name).spec.template.spec.containers[0]?.ports?.find((one) => one.name === wanted)
        ?.containerPort;
    expect(collector.receivers.otlp.protocols.grpc.endpoint).toBe(`0.0.0.0:${port('jaeger-collector', 'otlp-grpc')}`);
    expect(query.extensions.jaeger_query.http.endpoint).toBe(`0.0.0.0:${port('jaeger-query', 'query')}`);
    for (const [name, { extensions }] of [
      ['jaeger-collector', collector],
      ['jaeger-query', query],
    ] as const) {
      expect(extensions.healthcheckv2.http.endpoint).toBe(`0.0.0.0:${port(name, 'health')}`);
    }
  });
});
