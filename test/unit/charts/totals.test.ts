import type { KubeObject } from '../../../charts/invariants';
import { totals, totalsLine } from '../../../charts/totals';

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;
const CLUSTER = { nodes: 10, gpuNodes: 2 };

const resources = (cpu: string, memory: string) => ({
  requests: { cpu, memory },
  limits: { cpu: '1', memory: '1Gi' },
});
const container = (cpu: string, memory: string) => ({ name: 'main', resources: resources(cpu, memory) });

const object = (kind: string, spec: object, name = 'thing'): KubeObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace: 'observability' },
  spec,
});
const pod = (spec: object = {}) => ({ template: { spec: { containers: [container('100m', '64Mi')], ...spec } } });
const claim = (storage: string) => ({ spec: { resources: { requests: { storage } } } });

test('a Deployment counts with its replicas', () => {
  expect(totals([object('Deployment', { replicas: 3, ...pod() })], CLUSTER)).toEqual({
    cpuRequests: expect.closeTo(0.3) as number,
    memoryRequests: 3 * 64 * MIB,
    cpuLimits: 3,
    memoryLimits: 3 * GIB,
    disk: 0,
    pods: 3,
  });
});

test('one that is scaled counts with the least that its autoscaler keeps', () => {
  const scaler = (name: string) =>
    object('HorizontalPodAutoscaler', { minReplicas: 4, scaleTargetRef: { kind: 'Deployment', name } });
  expect(totals([object('Deployment', pod()), scaler('thing'), scaler('other')], CLUSTER).pods).toBe(4);
  expect(totals([object('Deployment', pod()), scaler('other')], CLUSTER).pods).toBe(1);
});

test('a DaemonSet counts on every node, and one for GPUs on the nodes that have them', () => {
  expect(totals([object('DaemonSet', pod({ nodeSelector: { 'kubernetes.io/os': 'linux' } }))], CLUSTER).pods).toBe(10);
  const gpus = pod({ nodeSelector: { 'nvidia.com/gpu.present': 'true' } });
  expect(totals([object('DaemonSet', gpus)], CLUSTER).pods).toBe(2);
});

test('a StatefulSet has its volumes as often as it has pods, a claim of its own once', () => {
  const set = object('StatefulSet', { replicas: 3, ...pod(), volumeClaimTemplates: [claim('10Gi'), claim('1Gi')] });
  expect(totals([set, object('PersistentVolumeClaim', claim('5Gi').spec)], CLUSTER).disk).toBe((3 * 11 + 5) * GIB);
});

test('a CronJob counts as if it ran, the jobs of deploy gates do not', () => {
  const cron = object('CronJob', { jobTemplate: { spec: pod() } });
  expect(totals([cron], CLUSTER)).toMatchObject({ pods: 1, memoryRequests: 64 * MIB });
  expect(totals([object('Job', pod())], CLUSTER)).toMatchObject({ pods: 0, memoryRequests: 0 });
});

describe('containers that start first', () => {
  const use = (initContainers: object[]) =>
    totals([object('Deployment', pod({ initContainers }))], CLUSTER).memoryRequests;

  it('are counted only as far as they need more than those that run later', () => {
    expect(use([container('10m', '32Mi')])).toBe(64 * MIB);
    expect(use([container('10m', '128Mi'), container('10m', '96Mi')])).toBe(128 * MIB);
  });

  it('but sidecars, which run on, are added to all that start after them', () => {
    const sidecar = { ...container('10m', '32Mi'), restartPolicy: 'Always' };
    expect(use([sidecar])).toBe(96 * MIB);
    expect(use([sidecar, container('10m', '128Mi')])).toBe(160 * MIB);
    expect(use([container('10m', '128Mi'), sidecar])).toBe(128 * MIB);
  });
});

describe('a resource of the operator', () => {
  const prometheus = (spec: object = {}) =>
    object('Prometheus', {
      replicas: 2,
      shards: 1,
      resources: resources('1', '4Gi'),
      storage: { volumeClaimTemplate: claim('100Gi') },
      containers: [{ name: 'prometheus', volumeMounts: [] }],
      ...spec,
    });
  const operator = object(
    'Deployment',
    {
      replicas: 1,
      template: {
        spec: {
          containers: [
            {
              ...container('100m', '128Mi'),
              args: ['--config-reloader-memory-request=60Mi', '--config-reloader-cpu-request=20m'],
            },
          ],
        },
      },
    },
    'prometheus-operator',
  );

  it('counts with the reloader that the operator adds, as large as the operator is told', () => {
    expect(totals([prometheus()], CLUSTER)).toMatchObject({
      pods: 2,
      memoryRequests: 2 * (4 * GIB + 50 * MIB),
      disk: 200 * GIB,
    });
    expect(totals([prometheus(), operator], CLUSTER).memoryRequests).toBe(2 * (4 * GIB + 60 * MIB) + 128 * MIB);
  });

  it('counts with the sidecar of Thanos, and with containers that it adds itself', () => {
    const spec = {
      thanos: { resources: resources('100m', '256Mi') },
      containers: [{ name: 'prometheus' }, container('10m', '32Mi')],
    };
    expect(totals([prometheus(spec)], CLUSTER).memoryRequests).toBe(2 * (4 * GIB + (50 + 256 + 32) * MIB));
  });

  it('counts what a patch states instead of what the operator gives, and not both', () => {
    const containers = [{ ...container('10m', '100Mi'), name: 'config-reloader' }];
    expect(totals([prometheus({ containers })], CLUSTER).memoryRequests).toBe(2 * (4 * GIB + 100 * MIB));
  });
});

test('what makes no pod costs nothing', () => {
  expect(totals([object('Service', { replicas: 5 }), object('PodDisruptionBudget', {})], CLUSTER)).toEqual({
    cpuRequests: 0,
    memoryRequests: 0,
    cpuLimits: 0,
    memoryLimits: 0,
    disk: 0,
    pods: 0,
  });
});

test('the line says what is requested, what may be used, and what is stored', () => {
  const line = totalsLine('dev', {
    cpuRequests: 2.14,
    memoryRequests: 6.3 * GIB,
    cpuLimits: 8.4,
    memoryLimits: 12 * GIB,
    disk: 51 * GIB,
    pods: 17,
  });
  expect(line).toBe('dev: 2.1 cores, 6.3 GiB (limits 8.4 cores, 12.0 GiB), 51 GiB on disk, 17 pods');
});
