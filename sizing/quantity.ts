const BYTES: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
};

export const KIB = 1024;
export const MIB = 1024 ** 2;
export const GIB = 1024 ** 3;

/** A Kubernetes quantity of memory or storage in bytes; NaN where it is none, or is negative. */
export function bytes(quantity: string): number {
  const [, count, unit = ''] = /^(\d+(?:\.\d+)?)([kMGT]|[KMGT]i)?$/.exec(quantity) ?? [];
  return count === undefined ? NaN : Number(count) * (BYTES[unit] ?? NaN);
}

/** A Kubernetes quantity of CPU in cores; NaN where it is none, or is negative. */
export function cores(quantity: string): number {
  const [, count, milli] = /^(\d+(?:\.\d+)?)(m?)$/.exec(quantity) ?? [];
  return count === undefined ? NaN : Number(count) / (milli === 'm' ? 1000 : 1);
}

/** As the API server spells so much CPU: `500m`, `2`. Parts of a thousandth are rounded up. */
export function cpuQuantity(count: number): string {
  // Floating point: 0.1 + 0.2 is no reason for another thousandth.
  const milli = Math.ceil(count * 1000 - 1e-6);
  return milli % 1000 === 0 ? String(milli / 1000) : `${milli}m`;
}

/** As the API server spells so many bytes: `512Mi`, `2Gi`. Parts of a MiB are rounded up. */
export function bytesQuantity(count: number): string {
  const mebibytes = Math.ceil(count / MIB);
  const units = ['Mi', 'Gi', 'Ti'];
  const divisible = (n: number, unit: number): string =>
    n % 1024 === 0 && unit < units.length - 1 ? divisible(n / 1024, unit + 1) : `${n}${units[unit] ?? ''}`;
  return divisible(mebibytes, 0);
}

const CPU_STEPS = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];
const VOLUME_STEPS = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** The next larger step of a decade: sizes that a person can compare, and that do not change with every count. */
function stepUp(count: number, steps: readonly number[]): number {
  const decade = 10 ** Math.floor(Math.log10(count));
  const step = steps.find((candidate) => candidate * decade >= count * (1 - 1e-9)) ?? 10;
  return step * decade;
}

/** CPU rounded up: `150m`, `2`. At least 10m. @param count in cores */
export function roundedCpu(count: number): string {
  return cpuQuantity(stepUp(Math.max(count, 0.01) * 1000, CPU_STEPS) / 1000);
}

/** Memory rounded up to a power of two, or to one and a half of it: `96Mi`, `1536Mi`, `2Gi`. At least 32Mi. */
export function roundedMemory(count: number): string {
  const power = 2 ** Math.floor(Math.log2(Math.max(count / MIB, 32)));
  const step = [1, 1.5, 2].find((candidate) => candidate * power >= (count / MIB) * (1 - 1e-9)) ?? 2;
  return bytesQuantity(step * power * MIB);
}

/** A volume rounded up: `12Gi`, `400Gi`. At least 1Gi. @param count in bytes */
export function roundedVolume(count: number): string {
  return bytesQuantity(Math.ceil(stepUp(Math.max(count / GIB, 1), VOLUME_STEPS)) * GIB);
}
