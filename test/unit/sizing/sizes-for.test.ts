import {
  checkSizes,
  PRESETS,
  sizesFor,
  type PresetName,
  type SizeOverrides,
  type Sizes,
  type SizesProps,
} from '../../../sizing';
import { loadOf, POPULATIONS } from '../../../sizing/presets';
import { bytes, cores } from '../../../sizing/quantity';
import type { Size } from '../../../sizing/size';

const NAMES = Object.keys(PRESETS) as PresetName[];
const AVAILABILITIES = ['single', 'replicated'] as const;

const props: SizesProps = {
  preset: 'medium',
  availability: 'replicated',
  scrapeIntervalSeconds: 15,
  retention: { metrics: 35, logs: 31, auditLogs: 365, traces: 7, bucket: { raw: 15, fiveMinutes: 90, hour: 365 } },
  nodes: 20,
};
const sizes = (change: Partial<SizesProps> = {}): Sizes => sizesFor({ ...props, ...change });

const fail = (what: string): never => {
  throw new Error(what);
};

test.each(NAMES.flatMap((preset) => AVAILABILITIES.map((availability) => ({ preset, availability }))))(
  'what follows from $preset, $availability, passes the check of what people write',
  (change) => {
    expect(() => {
      checkSizes(sizes(change), fail);
    }).not.toThrow();
  },
);

test('a larger preset gives no component less', () => {
  const [small, medium, large] = NAMES.map((preset) => sizes({ preset }));
  for (const [less, more] of [
    [small, medium],
    [medium, large],
  ] as [Sizes, Sizes][]) {
    for (const component of Object.keys(less) as (keyof Sizes)[]) {
      const [a, b] = [less[component], more[component]];
      expect(cores(b.resources.requests.cpu)).toBeGreaterThanOrEqual(cores(a.resources.requests.cpu));
      expect(bytes(b.resources.requests.memory)).toBeGreaterThanOrEqual(bytes(a.resources.requests.memory));
      if ('volume' in a && 'volume' in b) expect(bytes(b.volume)).toBeGreaterThanOrEqual(bytes(a.volume));
    }
  }
});

describe('Prometheus', () => {
  it('has room for every sample of the days that are kept, at two bytes each, in what it may fill', () => {
    for (const preset of NAMES) {
      const { volume, retentionSize } = sizes({ preset }).prometheus;
      const needed = (PRESETS[preset].series / 15) * 35 * 86_400 * 2;
      expect(bytes(retentionSize.replace(/B$/, ''))).toBeGreaterThanOrEqual(needed);
      expect(bytes(retentionSize.replace(/B$/, ''))).toBeLessThanOrEqual(bytes(volume) * 0.85);
    }
  });

  it('needs half of the volume where it scrapes half as often', () => {
    const [often, seldom] = [15, 30].map((scrapeIntervalSeconds) =>
      bytes(sizes({ scrapeIntervalSeconds }).prometheus.volume),
    );
    expect(seldom).toBeLessThanOrEqual((often ?? NaN) * 0.6);
  });

  it('has memory for three kilobytes a series in its head, and again for garbage', () => {
    for (const preset of NAMES) {
      const { requests, limits } = sizes({ preset }).prometheus.resources;
      expect(bytes(requests.memory)).toBeGreaterThanOrEqual(PRESETS[preset].series * 3_000 * 2);
      expect(limits.memory).toBe(requests.memory);
    }
  });

  it('fills a volume that the environment sets as far as any other', () => {
    const { prometheus } = sizes({ overrides: { prometheus: { volume: '1Ti' } } });
    expect(prometheus).toMatchObject({ volume: '1Ti', retentionSize: '870GiB' });
    expect(prometheus.resources).toEqual(sizes().prometheus.resources);
  });
});

test('Loki keeps all of its lines on the volume only where there is no bucket', () => {
  const [single, replicated] = AVAILABILITIES.map((availability) => bytes(sizes({ availability }).loki.volume));
  const stored = (PRESETS.medium.logBytesPerDay * 31) / 5;
  expect(single).toBeGreaterThan(stored);
  expect(replicated).toBeLessThan(stored);
});

test('collectors carry all spans while one of them is lost', () => {
  for (const preset of NAMES) {
    for (const { replicas, resources } of [sizes({ preset }).collectorGateway, sizes({ preset }).collectorSampler]) {
      expect(replicas).toBeGreaterThan(1);
      expect((replicas - 1) * cores(resources.requests.cpu)).toBeGreaterThanOrEqual(
        PRESETS[preset].spansPerSecond / 10_000,
      );
    }
  }
});

describe('samplers', () => {
  const [small, medium, large] = NAMES.map((preset) => sizes({ preset }).collectorSampler);

  it('have room for the traces of half a minute and a quarter more, while one of them is lost', () => {
    for (const preset of NAMES) {
      const { bufferedTraces, replicas } = sizes({ preset }).collectorSampler;
      const needed = (PRESETS[preset].spansPerSecond / 5) * 30 * 1.25;
      expect(bufferedTraces * (replicas - 1)).toBeGreaterThanOrEqual(needed);
      expect(bufferedTraces * (replicas - 1)).toBeLessThan(needed + replicas);
    }
    expect([small, medium, large].map((size) => size?.bufferedTraces)).toEqual([1125, 56_250, 142_500]);
  });

  it('hold them in three fifths of their memory, at 15 KiB each, for beyond it they take nothing more', () => {
    for (const preset of NAMES) {
      const { bufferedTraces, resources } = sizes({ preset }).collectorSampler;
      expect(bytes(resources.limits.memory) * 0.6).toBeGreaterThan(bufferedTraces * 15 * 1024);
    }
  });

  it('hold fewer each where the environment has more of them', () => {
    const { bufferedTraces } = sizes({ overrides: { collectorSampler: { replicas: 6 } } }).collectorSampler;
    expect(bufferedTraces).toBe(11_250);
  });

  it('hold what the environment says', () => {
    expect(sizes({ overrides: { collectorSampler: { bufferedTraces: 7 } } }).collectorSampler.bufferedTraces).toBe(7);
  });
});

test('single is one of everything', () => {
  const all: readonly Size[] = Object.values(sizes({ availability: 'single' }));
  expect(new Set(all.map(({ replicas }) => replicas))).toEqual(new Set([1]));
});

test('what has to agree or to survive a node has replicas, and what must be alone has none', () => {
  const { prometheus, alertmanager, loki, thanosCompactor, jaegerIndexCleaner } = sizes();
  expect([prometheus, alertmanager, loki, thanosCompactor, jaegerIndexCleaner].map(({ replicas }) => replicas)).toEqual(
    [2, 3, 3, 1, 1],
  );
});

test('a load is what was counted, and half as much again', () => {
  const one = loadOf({ nodes: 1, requestsPerSecond: 0, testers: 0, apiServers: 0, stackPods: 0 });
  // A node 3,500, thirty pods of 150, 30,000 of workloads.
  expect(one.series).toBe((3_500 + 30 * 150 + 30_000) * 1.5);
  expect(PRESETS.large.spansPerSecond).toBeGreaterThan(POPULATIONS.large.requestsPerSecond * 5);
});

test('a preset that there is not is named with those that there are', () => {
  expect(() => sizes({ preset: 'huge' as PresetName })).toThrow(
    "preset: there is no 'huge'; there are: small, medium, large",
  );
});

test('an override of no component is refused', () => {
  expect(() => sizes({ overrides: { lokki: { replicas: 1 } } as SizeOverrides })).toThrow(
    /^sizes\.lokki: there is no such component; there are: prometheus, /,
  );
});
