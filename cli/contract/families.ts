import { SUFFIXES, type Family, type Type } from './family';
import type { Format } from './format';
import type { Sample } from './sample';

/** What a line says about a metric. */
export type Meta = 'HELP' | 'TYPE' | 'UNIT';

interface Growing {
  readonly name: string;
  readonly said: Map<Meta, number>;
  type: Type | undefined;
  readonly samples: Sample[];
}

/** Says why a line cannot stand where it does. */
export type Refuse = (what: string) => never;

/** The families of an exposition while its lines are read, and the rules about their order. */
export class Families {
  private readonly byName = new Map<string, Growing>();
  private current: Growing | undefined;

  private readonly suffixes: ReturnType<typeof suffixesByType>;

  constructor(private readonly format: Format) {
    this.suffixes = suffixesByType(format);
  }

  get all(): readonly Family[] {
    return [...this.byName.values()].map(({ name, type = 'untyped', samples }) => ({ name, type, samples }));
  }

  /** A HELP, TYPE or UNIT line: each at most once, and before the samples. */
  describe(meta: Meta, name: string, line: number, refuse: Refuse): void {
    const family = this.of(name);
    const before = family.said.get(meta);
    if (before !== undefined) refuse(`a second ${meta} line of '${name}': the first is line ${before}`);
    if (meta === 'TYPE' || this.format === 'openmetrics') {
      this.refuseBehind(meta, name, family.samples, refuse);
    }
    family.said.set(meta, line);
    this.enter(family, refuse);
  }

  /** Series that were read as metrics of their own must not turn out to be this one's. */
  setType(name: string, type: Type, refuse: Refuse): void {
    for (const suffix of SUFFIXES[this.format][type] ?? []) {
      const series = this.byName.get(`${name}${suffix}`);
      if (series && series.type === undefined) this.refuseBehind('TYPE', name, series.samples, refuse);
    }
    this.of(name).type = type;
  }

  /** The type of the family that a sample of this name goes to, and what its name has behind that of the family. */
  homeOf(sample: string, refuse: Refuse): { readonly family: string; readonly type: Type; readonly suffix: string } {
    const suffixes = SUFFIXES[this.format];
    const own = this.byName.get(sample)?.type;
    if (own !== undefined && suffixes[own]?.includes('') === false) {
      refuse(`'${sample}' is a ${own}: its series are ${suffixes[own].map((s) => `${sample}${s}`).join(', ')}`);
    }
    if (own === undefined) {
      for (const [type, suffix] of this.suffixes) {
        const family = sample.endsWith(suffix) ? sample.slice(0, -suffix.length) : '';
        if (this.byName.get(family)?.type === type) return { family, type, suffix };
      }
    }
    return { family: sample, type: own ?? 'untyped', suffix: '' };
  }

  add(name: string, sample: Sample, refuse: Refuse): void {
    const family = this.of(name);
    this.enter(family, refuse);
    family.samples.push(sample);
  }

  /** OpenMetrics wants the lines of a family together; the other format asks for it, and everybody reads it regardless. */
  private enter(family: Growing, refuse: Refuse): void {
    const again = this.current !== family && family.samples.length > 0;
    if (again && this.format === 'openmetrics') {
      refuse(`'${family.name}' stands in two places, since line ${family.samples[0]?.line}: keep its lines together`);
    }
    this.current = family;
  }

  private refuseBehind(meta: Meta, name: string, [first]: readonly Sample[], refuse: Refuse): void {
    if (first) refuse(`a ${meta} line of '${name}' behind its sample in line ${first.line}: put it before`);
  }

  private of(name: string): Growing {
    const known = this.byName.get(name);
    if (known) return known;
    const fresh: Growing = { name, said: new Map(), type: undefined, samples: [] };
    this.byName.set(name, fresh);
    return fresh;
  }
}

const suffixesByType = (format: Format): readonly (readonly [Type, string])[] =>
  (Object.entries(SUFFIXES[format]) as [Type, readonly string[]][]).flatMap(([type, suffixes]) =>
    suffixes.filter((suffix) => suffix !== '').map((suffix) => [type, suffix] as const),
  );
