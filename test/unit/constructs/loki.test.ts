import { dirname } from 'node:path';
import { Testing } from 'cdk8s';
import { load } from 'js-yaml';
import { LokiChart, type LokiChartProps } from '../../../charts/loki';
import { LOKI_BUCKET_SECRET } from '../../../constructs/loki/bucket';
import type { lokiConfig } from '../../../constructs/loki/config';
import { ofKind, only, type Rendered } from './render';

const resources = { requests: { cpu: '1', memory: '2Gi' }, limits: { cpu: '2', memory: '4Gi' } };
const SINGLE: LokiChartProps = {
  namespace: 'observability',
  images: {},
  scrapeInterval: '15s',
  retentionDays: 31,
  auditRetentionDays: 365,
  replicas: 1,
  resources,
  volume: '20Gi',
  workloads: [],
  links: { grafana: 'https://grafana', runbooks: 'https://runbooks' },
  externalLabels: { cluster: 'west', region: 'us-west-2' },
};
const REPLICATED: LokiChartProps = {
  ...SINGLE,
  replicas: 3,
  storageClass: 'fast',
  bucket: { bucket: 'fab-logs', endpoint: 's3.fab.example:9000', region: 'us-west-2' },
};

const rendered = (props: LokiChartProps): readonly Rendered[] =>
  new LokiChart(Testing.app(), props).toJson() as readonly Rendered[];
const configOf = (objects: readonly Rendered[]) =>
  load(only(objects, 'ConfigMap', 'loki').data?.['loki.yaml'] ?? '') as ReturnType<typeof lokiConfig>;
const podOf = (objects: readonly Rendered[]) =>
  only(objects, 'StatefulSet', 'loki').spec.template.spec as unknown as Pod;

interface Pod {
  readonly topologySpreadConstraints?: readonly object[];
  readonly volumes: readonly { readonly name: string; readonly secret?: { readonly secretName: string } }[];
  readonly containers: readonly [
    {
      readonly args: readonly string[];
      readonly env: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: object }[];
      readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
      readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
    },
  ];
}

describe('Loki on its volume', () => {
  const objects = rendered(SINGLE);

  test('is one process that finds itself: no gossip, no bucket, no budget that would forbid every eviction', () => {
    const config = configOf(objects);
    expect(config.common).toMatchObject({ replication_factor: 1, ring: { kvstore: { store: 'inmemory' } } });
    expect(config).not.toHaveProperty('memberlist');
    expect(podOf(objects).containers[0].ports.map(({ name }) => name)).toEqual(['http', 'grpc']);
    expect(ofKind(objects, 'PodDisruptionBudget')).toEqual([]);
    expect(podOf(objects).topologySpreadConstraints).toBeUndefined();
  });

  test('starts with the file that it is given, and has its data nowhere but on its volume', () => {
    const [{ args, volumeMounts }] = podOf(objects).containers;
    const mount = (volume: string) => volumeMounts.find(({ name }) => name === volume)?.mountPath;
    expect(args).toEqual([`-config.file=${mount('config')}/loki.yaml`, '-target=all']);
    const file = only(objects, 'ConfigMap', 'loki').data?.['loki.yaml'] ?? '';
    const paths = file.match(/: (\/\S+)/g)?.map((match) => match.slice(2)) ?? [];
    expect(paths.length).toBeGreaterThan(3);
    const written = paths.filter((path) => path !== dirname(mount('rules') ?? '?'));
    for (const path of written) expect(path.startsWith(mount('data') ?? '?')).toBe(true);
  });

  test('listens on the ports that its container names', () => {
    const { server } = configOf(objects);
    const ports = podOf(objects).containers[0].ports.map(({ containerPort }) => containerPort);
    expect([server.http_listen_port, server.grpc_listen_port]).toEqual(ports);
  });

  test('is alive while it answers something small, whether or not it is ready', () => {
    const [loki] = only(objects, 'StatefulSet', 'loki').spec.template.spec.containers;
    expect(loki?.livenessProbe.httpGet.path).toBe('/loki/api/v1/status/buildinfo');
    expect(loki?.readinessProbe.httpGet.path).toBe('/ready');
  });

  test('cannot be several, which could not share the volume', () => {
    expect(() => rendered({ ...SINGLE, replicas: 2 })).toThrow('loki: 2 replicas cannot share a volume');
  });

  test('leaves the class of its volume to the cluster, unless it is told one', () => {
    const claim = (props: LokiChartProps) =>
      (only(rendered(props), 'StatefulSet', 'loki').spec.volumeClaimTemplates as { spec: object }[])[0]?.spec;
    expect(claim(SINGLE)).not.toHaveProperty('storageClassName');
    expect(claim({ ...SINGLE, storageClass: 'fast' })).toHaveProperty('storageClassName', 'fast');
  });
});

describe('Loki in replicas', () => {
  const objects = rendered(REPLICATED);
  const config = configOf(objects);
  const pod = podOf(objects);
  const [container] = pod.containers;

  test('has each line on three of them, which are apart and are evicted one at a time', () => {
    expect(config.common).toMatchObject({ replication_factor: 3, ring: { kvstore: { store: 'memberlist' } } });
    expect(pod.topologySpreadConstraints).toHaveLength(2);
    expect(only(objects, 'PodDisruptionBudget', 'loki').spec).toMatchObject({ maxUnavailable: 1 });
  });

  test('needs three at least', () => {
    expect(() => rendered({ ...REPLICATED, replicas: 2 })).toThrow('each line is on 3 replicas, and there are 2');
  });

  test('they find each other under a name that resolves before they are ready, on the port that they listen on', () => {
    const { memberlist } = config as { memberlist?: { bind_port: number; join_members: string[] } };
    const headless = only(objects, 'Service', 'loki-headless').spec;
    const port = container.ports.find(({ name }) => name === 'gossip')?.containerPort;
    expect(memberlist?.bind_port).toBe(port);
    expect(memberlist?.join_members).toEqual([`dns+loki-headless.observability.svc:${port}`]);
    expect(headless).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true });
    expect(only(objects, 'StatefulSet', 'loki').spec.serviceName).toBe('loki-headless');
  });

  test('each is known by the address of its pod, which the configuration takes from the environment', () => {
    const named = container.env.find(({ valueFrom }) => JSON.stringify(valueFrom ?? {}).includes('status.podIP'))?.name;
    expect(config.common.instance_addr).toBe(`\${${named}}`);
    expect(container.args).toContain('-config.expand-env=true');
  });

  test('one that is lost keeps no other from becoming ready', () => {
    expect(config.ingester.lifecycler.readiness_check_ring_health).toBe(false);
  });

  test('takes its credentials from a file of a Secret, and neither configuration nor environment has them', () => {
    const path = container.volumeMounts.find(({ name }) => name === 'bucket')?.mountPath;
    expect(pod.volumes).toContainEqual({ name: 'bucket', secret: { secretName: LOKI_BUCKET_SECRET.name } });
    expect(container.env).toContainEqual({ name: 'AWS_SHARED_CREDENTIALS_FILE', value: `${path}/credentials` });
    expect(config.common).toMatchObject({
      storage: {
        s3: {
          endpoint: 'https://s3.fab.example:9000',
          region: 'us-west-2',
          bucketnames: 'fab-logs',
          http_config: { ca_file: `${path}/ca.crt` },
        },
      },
    });
    expect(LOKI_BUCKET_SECRET.keys.map(({ key }) => key)).toEqual(['credentials', 'ca.crt']);
    expect(JSON.stringify(config)).not.toMatch(/access_key|secret/);
  });

  test('has index, delete requests and chunks in the bucket', () => {
    expect(config.schema_config.configs.map(({ object_store }) => object_store)).toEqual(['s3']);
    expect(config.compactor.delete_request_store).toBe('s3');
  });

  test('takes in as much for each replica as one alone does', () => {
    const rate = (props: LokiChartProps) => configOf(rendered(props)).limits_config.ingestion_rate_mb;
    expect(rate(REPLICATED)).toBe(3 * rate(SINGLE));
  });
});

describe.each([
  ['alone', SINGLE],
  ['in replicas', REPLICATED],
])('Loki %s', (_, props) => {
  const { limits_config: limits, compactor, ingester, querier } = configOf(rendered(props));

  test('keeps audit lines for a year and others for a month, and both can be asked for as long as they are kept', () => {
    expect(compactor.retention_enabled).toBe(true);
    expect(limits.retention_period).toBe('31d');
    expect(limits.retention_stream).toEqual([{ selector: '{log_type="audit"}', priority: 1, period: '365d' }]);
    expect(limits.max_query_lookback).toBe('365d');
  });

  test('makes four stream labels, of what marks audit lines among others, and of nothing that belongs to one pod, request or user', () => {
    const { ignore_defaults, attributes_config } = limits.otlp_config.resource_attributes;
    const [labels] = attributes_config;
    expect(ignore_defaults).toBe(true);
    expect(labels?.attributes).toContain('log.type');
    expect(labels?.attributes).toHaveLength(4);
    for (const attribute of labels?.attributes ?? [])
      expect(attribute).not.toMatch(/pod|instance|user|trace|request|uid/);
  });

  test('takes what an agent delivers that was cut off for half a working day, and finds it before it is stored', () => {
    expect(ingester.max_chunk_age).toBe('12h');
    expect(parseInt(querier.query_ingesters_within)).toBeGreaterThanOrEqual(12 + 6);
  });

  test('replays no more of its log at a start than fits into its memory', () => {
    expect(ingester.wal.replay_memory_ceiling).toBe('2048MB');
  });
});
