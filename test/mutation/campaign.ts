import type { Experience } from './experience';
import type { Mutant } from './mutants';
import type { Files, Verdict } from './promtool';
import { filesOf, keyOf, slicesOf, type Slice } from './slices';
import type { SuiteTest } from './suites';

export interface Result {
  readonly mutant: Mutant;
  readonly outcome: 'killed' | 'timed out' | 'survived';
  /** The test that noticed; undefined for a survivor. */
  readonly by: string | undefined;
  /** How many tests could have seen the change. */
  readonly tests: number;
  /** Whether some of them were not run, since they take too much. */
  readonly isCutShort: boolean;
}

export type RunFiles = (files: Files, limitSeconds: number) => Promise<Verdict>;

/** Verdicts that are known from before. */
export interface Remembered {
  of(files: Files): Verdict | undefined;
  keep(files: Files, verdict: Verdict): void;
}

/** Far longer than the slowest test takes on a busy machine. */
const LIMIT_SECONDS = 300;

/**
 * Runs mutants one by one through the tests that can see them until one fails. What fails is run once without any mutant
 * as well: it must pass, or what it says of mutants means nothing.
 */
export class Campaign {
  private readonly proven = new Map<string, Promise<void>>();

  constructor(
    private readonly tests: readonly SuiteTest[],
    private readonly promtool: RunFiles,
    private readonly memory: Remembered,
    private readonly experience: Experience,
    /** Tests that take more than this are not run: what they alone would notice, survives. */
    private readonly mostEffort = Infinity,
  ) {}

  async of(mutant: Mutant): Promise<Result> {
    const slices = this.tests.flatMap((test) => slicesOf(test, mutant));
    const tests = new Set(slices.map(({ test }) => test.name)).size;
    const chosen = slices.filter(({ effort }) => effort <= this.mostEffort);
    for (const slice of this.inOrder(mutant, chosen)) {
      const { outcome } = await this.run(filesOf(slice, mutant));
      this.experience.add(mutant, slice.test.name, outcome !== 'passed');
      if (outcome === 'passed') continue;
      await this.provenOnce(slice);
      const how = outcome === 'failed' ? 'killed' : outcome;
      return { mutant, outcome: how, by: slice.test.name, tests, isCutShort: false };
    }
    return { mutant, outcome: 'survived', by: undefined, tests, isCutShort: chosen.length < slices.length };
  }

  private async run(files: Files): Promise<Verdict> {
    const known = this.memory.of(files);
    if (known) return known;
    const verdict = await this.promtool(files, LIMIT_SECONDS);
    this.memory.keep(files, verdict);
    return verdict;
  }

  /** What is known to fail; then whatever takes least for its chance to. */
  private inOrder(mutant: Mutant, slices: readonly Slice[]): readonly Slice[] {
    const failing = slices.find((slice) => this.memory.of(filesOf(slice, mutant))?.outcome === 'failed');
    if (failing) return [failing];
    const price = ({ test, effort }: Slice): number => effort / this.experience.likelihood(mutant, test.name);
    return slices
      .map((slice) => ({ slice, price: price(slice) }))
      .toSorted((a, b) => a.price - b.price)
      .map(({ slice }) => slice);
  }

  private provenOnce(slice: Slice): Promise<void> {
    const key = keyOf(slice);
    const known = this.proven.get(key) ?? this.prove(slice);
    this.proven.set(key, known);
    return known;
  }

  private async prove(slice: Slice): Promise<void> {
    const { outcome, output } = await this.run(filesOf(slice));
    if (outcome !== 'passed') {
      throw new Error(`the test '${slice.test.name}' ${outcome} without any mutant:\n${output.trim()}`);
    }
  }
}
