import type { k8s } from 'cdk8s-plus-28';
import type { Resources } from './resources';

const MEBIBYTE = 2 ** 20;
const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: MEBIBYTE,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** Of the memory limit, what the Go runtime aims at: the rest is for stacks of C, file mappings, and bursts. */
const GO_SHARE = 0.8;

/**
 * The bytes that a quantity of memory stands for. @param quantity in its canonical spelling, such as `1536Mi`
 * @throws Error for a quantity that it cannot read
 */
export function bytes(quantity: string): number {
  const [, digits, unit = ''] = /^(\d+)([A-Za-z]*)$/.exec(quantity) ?? [];
  const factor = UNITS[unit];
  if (digits === undefined || factor === undefined) {
    throw new Error(`'${quantity}' is no quantity of memory: write a whole number and a unit, such as 1536Mi`);
  }
  return Number(digits) * factor;
}

/** A share of a container's memory limit, in whole mebibytes. */
export const mebibytesOf = ({ limits }: Resources, share: number): number =>
  Math.floor((bytes(limits.memory) * share) / MEBIBYTE);

/**
 * Makes the garbage collector of a program in Go work harder before the kernel would kill it at its limit, of which Go knows
 * nothing (https://go.dev/doc/gc-guide, "Memory limit").
 */
export const goMemoryLimit = (resources: Resources): k8s.EnvVar => ({
  name: 'GOMEMLIMIT',
  value: `${mebibytesOf(resources, GO_SHARE)}MiB`,
});
