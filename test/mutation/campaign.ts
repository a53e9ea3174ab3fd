import type { Mutant } from './mutants';
import { titleOfPlace } from './mutants';
import type { Verdict } from './promtool';
import { filesOf, keyOf, slicesOf, type Slice } from './slices';
import type { SuiteTest } from './suites';

export interface Result {
  readonly mutant: Mutant;
  readonly outcome: 'killed' | 'timed out' | 'survived';
  /** The test that noticed; undefined for a survivor. */
  readonly by: string | undefined;
  /** How many tests could have seen the change. */
  readonly tests: number;
}

export type RunFiles = (files: { rules: string; test: string }, limitSeconds: number) => Promise<Verdict>;

/** Far longer than the slowest test takes on a busy machine. */
const LIMIT_SECONDS = 300;

/**
 * Runs mutants one by one through the tests that can see them until one fails. What fails is run once without any mutant
 * as well: it must pass, or what it says of mutants means nothing.
 */
export class Campaign {
  private readonly proven = new Map<string, Promise<void>>();
  /** The test that noticed the last mutant of a rule: it will notice most of the others. */
  private readonly noticed = new Map<string, string>();

  constructor(
    private readonly tests: readonly SuiteTest[],
    private readonly run: RunFiles,
  ) {}

  async of(mutant: Mutant): Promise<Result> {
    const slices = this.tests.flatMap((test) => slicesOf(test, mutant));
    for (const slice of this.inOrder(mutant, slices)) {
      const { outcome } = await this.run(filesOf(slice, mutant), LIMIT_SECONDS);
      if (outcome === 'passed') continue;
      await this.provenOnce(slice);
      this.noticed.set(titleOfPlace(mutant), slice.test.name);
      const by = slice.test.name;
      return {
        mutant,
        outcome: outcome === 'failed' ? 'killed' : outcome,
        by,
        tests: new Set(slices.map(({ test }) => test.name)).size,
      };
    }
    return { mutant, outcome: 'survived', by: undefined, tests: new Set(slices.map(({ test }) => test.name)).size };
  }

  /** The one that noticed another mutant of the rule, then those that look at it directly, and of these what takes little. */
  private inOrder(mutant: Mutant, slices: readonly Slice[]): readonly Slice[] {
    const likely = this.noticed.get(titleOfPlace(mutant));
    const rank = ({ test, isDirect }: Slice): number => (isDirect ? 0 : 2) + (test.name === likely ? 0 : 1);
    return slices.toSorted((a, b) => rank(a) - rank(b) || a.effort - b.effort);
  }

  private provenOnce(slice: Slice): Promise<void> {
    const key = keyOf(slice);
    const known = this.proven.get(key) ?? this.prove(slice);
    this.proven.set(key, known);
    return known;
  }

  private async prove(slice: Slice): Promise<void> {
    const { outcome, output } = await this.run(filesOf(slice), LIMIT_SECONDS);
    if (outcome !== 'passed') {
      throw new Error(`the test '${slice.test.name}' ${outcome} without any mutant:\n${output.trim()}`);
    }
  }
}
