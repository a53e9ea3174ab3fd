import { checkPreset } from './check';
import { USABLE_SHARE, type Demand, type Retention } from './demand';
import type { Plan, StoredPlan } from './plan';
import { PLANS } from './plans';
import { PRESETS, type PresetName } from './presets';
import { retentionSize } from './prometheus';
import { bytes, bytesQuantity, cores, roundedCpu, roundedMemory, roundedVolume } from './quantity';
import { bufferedTraces } from './sampler';
import type { Size, SizeOverrides, Sizes, Stored } from './size';

export interface SizesProps {
  readonly preset: PresetName;
  readonly availability: 'single' | 'replicated';
  readonly scrapeIntervalSeconds: number;
  readonly retention: Retention;
  readonly nodes: number;
  /** What is given instead of what follows from the preset. Default: nothing. */
  readonly overrides?: SizeOverrides;
}

/** A burst of CPU takes it from nobody who asked for it; without a limit, one query could slow a node down. */
const CPU_BURST = 2;
const LEAST_CPU_LIMIT = 0.1;
const SHARED_MEMORY = 2;

/**
 * What every component of an environment is given. CPU may be used up to twice the request; memory as {@link Plan.memoryIs} says.
 * @throws Error for a preset that there is not, and for an override of no component
 */
export function sizesFor({ preset, availability, overrides = {}, ...rest }: SizesProps): Sizes {
  checkPreset(preset, refuse);
  const demand = { ...rest, load: PRESETS[preset], replicated: availability === 'replicated' };
  const components = Object.keys(PLANS) as (keyof Sizes)[];
  const unknown = Object.keys(overrides).find((name) => !components.includes(name as keyof Sizes));
  if (unknown !== undefined)
    refuse(`sizes.${unknown}: there is no such component; there are: ${components.join(', ')}`);
  const sizes = Object.fromEntries(
    components.map((component) => [component, { ...sizeOf(PLANS[component], demand), ...overrides[component] }]),
  ) as unknown as Underived;
  // From what is given, by whomever.
  const { prometheus, collectorSampler } = sizes;
  const retained = retentionSize(bytes(prometheus.volume) * USABLE_SHARE);
  const buffered = bufferedTraces(demand, collectorSampler.replicas);
  return {
    ...sizes,
    prometheus: { retentionSize: retained, ...prometheus },
    collectorSampler: { bufferedTraces: buffered, ...collectorSampler },
  };
}

/** Sizes without what follows from others of them. */
type Underived = Omit<Sizes, 'prometheus' | 'collectorSampler'> &
  Readonly<Record<'prometheus' | 'collectorSampler', Size & Stored>>;

function refuse(what: string): never {
  throw new Error(what);
}

function sizeOf(plan: Plan | StoredPlan, demand: Demand): Size & Partial<Stored> {
  const cpu = roundedCpu(plan.cpu.of(demand));
  const memory = roundedMemory(plan.memory.of(demand));
  const limits = {
    cpu: roundedCpu(Math.max(cores(cpu) * CPU_BURST, LEAST_CPU_LIMIT)),
    memory: plan.memoryIs === 'reserved' ? memory : bytesQuantity(bytes(memory) * SHARED_MEMORY),
  };
  return {
    replicas: plan.replicas.of(demand),
    resources: { requests: { cpu, memory }, limits },
    ...('volume' in plan && { volume: roundedVolume(plan.volume.of(demand) / USABLE_SHARE) }),
  };
}
