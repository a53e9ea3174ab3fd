import { USABLE_SHARE } from './demand';
import { POPULATIONS, type PresetName } from './presets';
import { bytes, bytesQuantity, cores, cpuQuantity } from './quantity';
import { bufferMemory } from './sampler';
import type { Size, Sizes, Stored } from './size';

/** Ends with an error; the environment's name is added by whoever hands it down. */
export type Fail = (what: string) => never;

/** A preset that there is. */
export function checkPreset(name: string, fail: Fail): asserts name is PresetName {
  if (!Object.hasOwn(POPULATIONS, name)) {
    fail(`preset: there is no '${name}'; there are: ${Object.keys(POPULATIONS).join(', ')}`);
  }
}

/** A preset counts the series of so many nodes: with more, Prometheus would be too small for them. */
export function checkNodes(preset: PresetName, nodes: number, fail: Fail): void {
  const most = POPULATIONS[preset].nodes;
  if (nodes > most) fail(`cluster.nodes: ${nodes} are more than the ${most} that preset '${preset}' is made for`);
}

/**
 * Quantities that Kubernetes takes and does not spell differently, requests within limits, a retention that fits its volume, and
 * a buffer that fits its memory.
 */
export function checkSizes(sizes: Sizes, fail: Fail): void {
  for (const [component, size] of Object.entries(sizes) as [string, Size & Partial<Stored>][]) {
    const at = `sizes.${component}`;
    if (!(Number.isInteger(size.replicas) && size.replicas > 0)) {
      fail(`${at}.replicas: ${size.replicas} is no whole number of replicas from 1 on`);
    }
    checkResource(`${at}.resources`, size, 'cpu', fail);
    checkResource(`${at}.resources`, size, 'memory', fail);
    if (size.volume !== undefined) checkQuantity(`${at}.volume`, size.volume, 'memory', fail);
  }
  checkRetentionSize(sizes.prometheus, fail);
  checkBuffer(sizes.collectorSampler, fail);
}

type Resource = 'cpu' | 'memory';

const PARSE = { cpu: cores, memory: bytes } as const;
const PRINT = { cpu: cpuQuantity, memory: bytesQuantity } as const;
const SUCH_AS = { cpu: '500m', memory: '2Gi' } as const;

function checkResource(at: string, { resources }: Size, resource: Resource, fail: Fail): void {
  const promised = checkQuantity(`${at}.requests.${resource}`, resources.requests[resource], resource, fail);
  const most = checkQuantity(`${at}.limits.${resource}`, resources.limits[resource], resource, fail);
  if (promised > most) {
    fail(
      `${at}.requests.${resource}: ${resources.requests[resource]} is above the limit of ${resources.limits[resource]}`,
    );
  }
}

/** @returns cores, or bytes */
function checkQuantity(at: string, quantity: string, resource: Resource, fail: Fail): number {
  const value = PARSE[resource](quantity);
  if (!(value > 0)) fail(`${at}: '${quantity}' is no quantity, such as ${SUCH_AS[resource]}`);
  const canonical = PRINT[resource](value);
  if (quantity !== canonical) {
    fail(`${at}: write '${canonical}' instead of '${quantity}', as Kubernetes would, or Argo CD sees a difference`);
  }
  return value;
}

function checkRetentionSize({ volume, retentionSize }: Sizes['prometheus'], fail: Fail): void {
  const at = 'sizes.prometheus.retentionSize';
  const [, quantity] = /^(\d+[MGT]i)B$/.exec(retentionSize) ?? [];
  if (quantity === undefined) return fail(`${at}: '${retentionSize}' is no size of Prometheus, such as 40GiB`);
  if (bytes(quantity) > bytes(volume) * USABLE_SHARE) {
    fail(
      `${at}: ${retentionSize} is more than ${USABLE_SHARE * 100} % of the volume of ${volume}; the rest is for the write-ahead log and compaction`,
    );
  }
}

function checkBuffer({ bufferedTraces, resources }: Sizes['collectorSampler'], fail: Fail): void {
  const at = 'sizes.collectorSampler';
  if (!(Number.isInteger(bufferedTraces) && bufferedTraces > 0)) {
    fail(`${at}.bufferedTraces: ${bufferedTraces} is no whole number of traces from 1 on`);
  }
  const [needed, { memory }] = [bufferMemory(bufferedTraces), resources.limits];
  if (bytes(memory) < needed) {
    fail(
      `${at}.resources.limits.memory: ${memory} does not hold ${bufferedTraces} traces until it is decided on them; that takes ${bytesQuantity(needed)}`,
    );
  }
}
