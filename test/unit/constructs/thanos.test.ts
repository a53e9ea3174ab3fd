import { Testing } from 'cdk8s';
import { ThanosChart, type ThanosChartProps } from '../../../charts/thanos';
import { ThanosGlobalChart } from '../../../charts/thanos-global';
import { GLOBAL_CERTIFICATE, regionalCertificate } from '../../../constructs/thanos/certificates';
import { objectStorageSecret } from '../../../constructs/thanos/object-storage';
import { ofKind, only, workloadsOf, type Container, type Rendered } from './render';

const resources = { requests: { cpu: '100m', memory: '1Gi' }, limits: { cpu: '1', memory: '2Gi' } };
const platform = { namespace: 'observability', images: {}, scrapeInterval: '15s' };
const HOST = 'thanos-query.prod-us-east-1.fab.example';

const PROPS: ThanosChartProps = {
  ...platform,
  store: { replicas: 2, resources, volume: '20Gi' },
  compactor: { resources, volume: '100Gi', retention: { raw: 15, fiveMinutes: 90, hour: 365 } },
  query: { replicas: 2, resources },
  queryFrontend: { replicas: 2, resources },
};

const regional = (props: Partial<ThanosChartProps> = {}): readonly Rendered[] =>
  new ThanosChart(Testing.app(), { ...PROPS, ...props }).toJson() as readonly Rendered[];

const global = (): readonly Rendered[] =>
  new ThanosGlobalChart(Testing.app(), {
    ...platform,
    environment: 'prod-us-west-2',
    regions: [
      { environment: 'prod-us-west-2', host: 'thanos-query.prod-us-west-2.fab.example', port: 10901 },
      { environment: 'prod-us-east-1', host: HOST, port: 10901 },
    ],
    query: { replicas: 2, resources },
    queryFrontend: { replicas: 2, resources },
  }).toJson() as readonly Rendered[];

const container = (objects: readonly Rendered[], kind: string, name: string): Container => {
  const [found] = only(objects, kind, name).spec.template.spec.containers;
  if (!found) throw new Error(`${name} has no container`);
  return found;
};
const args = (objects: readonly Rendered[], kind: string, name: string): readonly string[] =>
  container(objects, kind, name).args ?? [];
const ports = (objects: readonly Rendered[], kind: string, name: string) =>
  container(objects, kind, name).ports?.map((port) => port.name);

describe('a region', () => {
  const objects = regional();

  test('keeps raw samples for 15 days, those of five minutes for 90, those of an hour for a year', () => {
    expect(args(objects, 'StatefulSet', 'thanos-compactor')).toEqual(
      expect.arrayContaining([
        '--retention.resolution-raw=15d',
        '--retention.resolution-5m=90d',
        '--retention.resolution-1h=365d',
      ]),
    );
  });

  test.each([
    [{ raw: 10, fiveMinutes: 90, hour: 365 }, /raw samples are kept for 10 days: more than 10/],
    [{ raw: 15, fiveMinutes: 9, hour: 365 }, /fiveMinutes samples are kept for 9 days/],
    [{ raw: 90, fiveMinutes: 30, hour: 365 }, /coarser samples are kept at least as long/],
    [{ raw: 15, fiveMinutes: 90, hour: 60 }, /coarser samples are kept at least as long/],
  ])('refuses a retention of %p, which downsampling cannot keep up with', (retention, message) => {
    expect(() => regional({ compactor: { ...PROPS.compactor, retention } })).toThrow(message);
  });

  test('has one compactor: two would corrupt the bucket', () => {
    expect(only(objects, 'StatefulSet', 'thanos-compactor').spec.replicas).toBe(1);
  });

  test('leaves replicas out of what it answers', () => {
    expect(args(objects, 'Deployment', 'thanos-query')).toContain('--query.replica-label=prometheus_replica');
  });

  test('asks every sidecar and every store, by the SRV records of headless Services', () => {
    const [endpoints] = args(objects, 'Deployment', 'thanos-query').filter((arg) => arg.startsWith('--endpoint'));
    expect(endpoints).toContain('dnssrv+_grpc._tcp.thanos-sidecar.observability.svc\n');
    expect(endpoints).toContain('dnssrv+_grpc._tcp.thanos-store.observability.svc\n');
    const store = only(objects, 'Service', 'thanos-store').spec;
    expect(store.clusterIP).toBe('None');
    expect(store.ports.map(({ name }) => name)).toContain('grpc');
  });

  test('is asked through the query frontend, which passes on to a port of the Service of the query', () => {
    const [url] = args(objects, 'Deployment', 'thanos-query-frontend').filter((arg) => arg.includes('downstream'));
    const [port] = only(objects, 'Service', 'thanos-query').spec.ports;
    expect(url).toBe(`--query-frontend.downstream-url=http://thanos-query.observability.svc:${String(port?.port)}`);
  });

  test('divides memory between what is remembered and what is under way', () => {
    expect(args(objects, 'StatefulSet', 'thanos-store')).toEqual(
      expect.arrayContaining(['--index-cache-size=409MiB', '--chunk-pool-size=819MiB']),
    );
    expect(args(objects, 'Deployment', 'thanos-query-frontend').join()).toContain('max_size: 512MiB');
  });

  test('reads the credentials of the bucket from a file, where it needs them and nowhere else', () => {
    const secret = objectStorageSecret({ bucket: 'metrics', endpoint: 's3.fab.example:443', region: 'us-west-2' });
    const readers = workloadsOf(objects).filter((object) => JSON.stringify(object).includes(secret.name));
    expect(readers.map(({ metadata }) => metadata.name)).toEqual(
      secret.usedBy.filter((component) => component !== 'prometheus'),
    );
    for (const { spec, metadata } of readers) {
      const [program] = spec.template.spec.containers;
      const [mount] = (program?.volumeMounts ?? []).filter(({ name }) => name === 'object-storage');
      expect(program?.args).toContain(
        `--objstore.config-file=${String(mount?.mountPath)}/${String(secret.keys[0]?.key)}`,
      );
      expect(metadata.namespace).toBe(secret.namespace);
    }
    expect(secret.keys[0]?.holds).toMatch(/bucket metrics.*s3\.fab\.example:443.*us-west-2/);
  });

  test('spreads replicas, and lets one of them go at a time; what is alone has no budget', () => {
    expect(ofKind(objects, 'PodDisruptionBudget').map(({ metadata }) => metadata.name)).toEqual([
      'thanos-store',
      'thanos-query',
      'thanos-query-frontend',
    ]);
    for (const { spec, metadata } of workloadsOf(objects)) {
      const { topologySpreadConstraints = [] } = spec.template.spec as unknown as {
        topologySpreadConstraints?: readonly { labelSelector: { matchLabels: object } }[];
      };
      expect([metadata.name, topologySpreadConstraints.length]).toEqual([metadata.name, spec.replicas === 1 ? 0 : 2]);
      topologySpreadConstraints.forEach(({ labelSelector }) => {
        expect(spec.template.metadata.labels).toMatchObject(labelSelector.matchLabels);
      });
    }
    expect(ofKind(regional({ query: { replicas: 1, resources } }), 'PodDisruptionBudget')).toHaveLength(2);
  });

  test('has a monitor for every program, which selects one Service of it', () => {
    for (const { metadata, spec } of ofKind(objects, 'ServiceMonitor')) {
      const labels = Object.entries(spec.selector.matchLabels);
      const selected = ofKind(objects, 'Service').filter((service) =>
        labels.every(([label, value]) => service.metadata.labels?.[label] === value),
      );
      expect(selected.map((service) => service.metadata.name)).toEqual([metadata.name]);
    }
    expect(ofKind(objects, 'ServiceMonitor')).toHaveLength(4);
  });

  test('lets nobody delete blocks from a page', () => {
    for (const name of ['thanos-store', 'thanos-compactor']) {
      expect(args(objects, 'StatefulSet', name)).toEqual(
        expect.arrayContaining(['--web.disable', '--disable-admin-operations']),
      );
    }
  });

  test('puts volumes into the class of the environment', () => {
    const claims = (props: Partial<ThanosChartProps>) =>
      ofKind(regional(props), 'StatefulSet').flatMap(
        ({ spec }) => spec.volumeClaimTemplates as { spec: { storageClassName?: string } }[],
      );
    expect(claims({ storageClass: 'fast' }).map(({ spec }) => spec.storageClassName)).toEqual(['fast', 'fast']);
    expect(claims({}).map(({ spec }) => spec.storageClassName)).toEqual([undefined, undefined]);
  });
});

describe('other regions', () => {
  test('cannot ask a region that is not to be asked: its gRPC port listens within the pod alone', () => {
    const objects = regional();
    expect(args(objects, 'Deployment', 'thanos-query')).toContain('--grpc-address=127.0.0.1:10901');
    expect(ports(objects, 'Deployment', 'thanos-query')).toEqual(['http']);
    expect(ofKind(objects, 'Service').map(({ spec }) => spec.type)).not.toContain('LoadBalancer');
  });

  test('reach the query through a load balancer, from their addresses alone', () => {
    const { spec } = only(
      regional({ regional: { host: HOST, from: ['10.10.0.0/16'] } }),
      'Service',
      'thanos-query-regional',
    );
    expect(spec).toMatchObject({ type: 'LoadBalancer', loadBalancerSourceRanges: ['10.10.0.0/16'] });
    expect(spec.ports.map(({ name }) => name)).toEqual(['grpc']);
  });

  test('have to show a certificate, and are shown one, from files of a Secret that somebody else creates', () => {
    const objects = regional({ regional: { host: HOST, from: ['10.10.0.0/16'] } });
    const { files, secret, mount } = regionalCertificate(HOST);
    expect(args(objects, 'Deployment', 'thanos-query')).toEqual(
      expect.arrayContaining([
        `--grpc-server-tls-cert=${files.certificate}`,
        `--grpc-server-tls-key=${files.key}`,
        `--grpc-server-tls-client-ca=${files.authority}`,
      ]),
    );
    expect(Object.values(files).sort()).toEqual(secret.keys.map(({ key }) => `${mount.mountPath}/${key}`).sort());
    expect(JSON.stringify(only(objects, 'Deployment', 'thanos-query'))).toContain(`"secretName":"${secret.name}"`);
    expect(secret.keys[0]?.holds).toContain(HOST);
  });

  test('are asked over TLS under the names in their certificates; the region of its own within the cluster', () => {
    const [endpoints = ''] = args(global(), 'Deployment', 'thanos-global-query').filter((arg) =>
      arg.startsWith('--endpoint.sd-config='),
    );
    expect(endpoints.match(/address: .*/g)).toEqual([
      'address: thanos-query-regional.observability.svc:10901',
      `address: ${HOST}:10901`,
    ]);
    expect(endpoints.match(/server_name: .*/g)).toEqual([
      'server_name: thanos-query.prod-us-west-2.fab.example',
      `server_name: ${HOST}`,
    ]);
    expect(endpoints.match(/enabled: true/g)).toHaveLength(2);
    expect(endpoints.match(new RegExp(`cert_file: ${GLOBAL_CERTIFICATE.files.certificate}`, 'g'))).toHaveLength(2);
  });

  test('cannot ask the global query over gRPC', () => {
    expect(args(global(), 'Deployment', 'thanos-global-query')).toContain('--grpc-address=127.0.0.1:10901');
    expect(ports(global(), 'Deployment', 'thanos-global-query')).toEqual(['http']);
  });
});

test('no flag is one that v0.42 calls deprecated', () => {
  const flags = [...regional({ regional: { host: HOST, from: [] } }), ...global()]
    .filter(({ kind }) => ['Deployment', 'StatefulSet'].includes(kind))
    .flatMap(({ spec }) => spec.template.spec.containers.flatMap((program) => program.args ?? []))
    .map((arg) => arg.split('=')[0]);
  for (const deprecated of [
    '--endpoint',
    '--grpc-client-tls-secure',
    '--grpc-client-server-name',
    '--store.sd-files',
  ]) {
    expect(flags).not.toContain(deprecated);
  }
});

test('no pod of Thanos has a token for the API', () => {
  for (const { spec } of workloadsOf([...regional(), ...global()])) {
    expect(spec.template.spec.automountServiceAccountToken).toBe(false);
  }
});
