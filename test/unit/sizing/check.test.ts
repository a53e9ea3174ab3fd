import { checkNodes, checkPreset, checkSizes, sizesFor, type SizeOverrides } from '../../../sizing';

const fail = (what: string): never => {
  throw new Error(what);
};

const withOverrides = (overrides: SizeOverrides): (() => void) => {
  const sizes = sizesFor({
    preset: 'small',
    availability: 'single',
    scrapeIntervalSeconds: 30,
    retention: { metrics: 35, logs: 31, auditLogs: 31, traces: 7, bucket: { raw: 15, fiveMinutes: 90, hour: 365 } },
    nodes: 3,
    overrides,
  });
  return () => {
    checkSizes(sizes, fail);
  };
};

const resources = (requests: string, limits: string, cpu = '1') => ({
  resources: { requests: { cpu: '500m', memory: requests }, limits: { cpu, memory: limits } },
});

test.each<[string, SizeOverrides, string]>([
  ['a negative volume', { loki: { volume: '-5Gi' } }, "sizes.loki.volume: '-5Gi' is no quantity, such as 2Gi"],
  ['no volume at all', { loki: { volume: '0' } }, "sizes.loki.volume: '0' is no quantity"],
  ['a volume in words', { jaeger: { volume: 'large' } }, "sizes.jaeger.volume: 'large' is no quantity"],
  [
    'memory that is none',
    { grafana: resources('1GB', '2Gi') },
    "sizes.grafana.resources.requests.memory: '1GB' is no quantity, such as 2Gi",
  ],
  [
    'CPU that is none',
    { grafana: resources('1Gi', '2Gi', '-1') },
    "sizes.grafana.resources.limits.cpu: '-1' is no quantity, such as 500m",
  ],
  [
    'a request above the limit',
    { loki: resources('3Gi', '2Gi') },
    'sizes.loki.resources.requests.memory: 3Gi is above the limit of 2Gi',
  ],
  [
    'a spelling that Kubernetes changes',
    { loki: resources('1024Mi', '2Gi') },
    "sizes.loki.resources.requests.memory: write '1Gi' instead of '1024Mi'",
  ],
  [
    'CPU that Kubernetes spells in thousandths',
    { loki: resources('1Gi', '2Gi', '1.5') },
    "sizes.loki.resources.limits.cpu: write '1500m' instead of '1.5'",
  ],
  ['half a replica', { grafana: { replicas: 1.5 } }, 'sizes.grafana.replicas: 1.5 is no whole number of replicas'],
  ['no replica', { prometheus: { replicas: 0 } }, 'sizes.prometheus.replicas: 0 is no whole number of replicas'],
  [
    'a retention that fills its volume',
    { prometheus: { volume: '100Gi', retentionSize: '90GiB' } },
    'sizes.prometheus.retentionSize: 90GiB is more than 85 % of the volume of 100Gi',
  ],
  [
    'a retention that is no size',
    { prometheus: { retentionSize: '90Gi' } },
    "sizes.prometheus.retentionSize: '90Gi' is no size of Prometheus, such as 40GiB",
  ],
  [
    'memory that does not hold the traces that wait',
    { collectorSampler: { bufferedTraces: 100_000, ...resources('512Mi', '2Gi') } },
    'sizes.collectorSampler.resources.limits.memory: 2Gi does not hold 100000 traces until it is decided on them; that takes 3062Mi',
  ],
  [
    'a buffer for half a trace',
    { collectorSampler: { bufferedTraces: 0.5 } },
    'sizes.collectorSampler.bufferedTraces: 0.5 is no whole number of traces from 1 on',
  ],
])('%s is refused with its field and value', (_, overrides, message) => {
  expect(withOverrides(overrides)).toThrow(message);
});

test('what is right is let through', () => {
  expect(
    withOverrides({ loki: { ...resources('2Gi', '2Gi'), volume: '1Ti' }, prometheus: { retentionSize: '30GiB' } }),
  ).not.toThrow();
});

test('a preset that there is not is named with those that there are', () => {
  expect(() => {
    checkPreset('huge', fail);
  }).toThrow("preset: there is no 'huge'; there are: small, medium, large");
  // Every object has it, and it is no preset.
  expect(() => {
    checkPreset('toString', fail);
  }).toThrow("there is no 'toString'");
});

test('a cluster of more nodes than its preset counts with is refused', () => {
  expect(() => {
    checkNodes('small', 7, fail);
  }).toThrow("cluster.nodes: 7 are more than the 6 that preset 'small' is made for");
  expect(() => {
    checkNodes('large', 50, fail);
  }).not.toThrow();
});
