import type { Family } from '../../../cli/contract/family';

/** The only sample there is. */
export function only(families: readonly Family[]) {
  const samples = families.flatMap((family) => family.samples);
  expect(samples).toHaveLength(1);
  const [sample] = samples;
  return { ...sample, labels: Object.fromEntries(sample?.labels ?? []) };
}

/** Of each family its name, its type, and the names of its samples. */
export const shape = (families: readonly Family[]) =>
  families.map(({ name, type, samples }) => [name, type, ...samples.map((sample) => sample.name)]);
