import { pascal } from '../../signals';
import { nameOf, titleOf, type Mutant } from './mutants';

/**
 * Which tests have noticed what. Objectives have rules and histories of the same kinds: what has noticed a change in one
 * of them is likely to notice it in the next.
 */
export class Experience {
  private readonly counts = new Map<string, number>();

  add(mutant: Mutant, test: string): void {
    for (const key of keysOf(mutant, test)) this.counts.set(key, this.count(key) + 1);
  }

  /** How much likelier than an untried one the test is to notice the mutant; 1 for one that has noticed nothing like it. */
  likelihood(mutant: Mutant, test: string): number {
    const [ofRule, ofChange] = keysOf(mutant, test);
    return 1 + this.count(ofRule) + LIKE * this.count(ofChange);
  }

  private count(key: string): number {
    return this.counts.get(key) ?? 0;
  }
}

/** A change of the same kind in the same kind of rule says more than another change of it. */
const LIKE = 4;

const keysOf = (mutant: Mutant, test: string): readonly [string, string] => {
  const rule = `${historyOf(test)} / ${kindOfRule(mutant)}`;
  return [rule, `${rule} / ${mutant.kind}`];
};

/** Its name without the objective's. */
function kindOfRule({ before }: Mutant): string {
  const labels: Readonly<Record<string, string>> = before.labels ?? {};
  const name = nameOf(before);
  return titleOf(before).replace(name, name.replace(pascal(labels.workload ?? '', labels.sloth_slo ?? ''), ''));
}

/** What a test of an objective is about, without the objective. */
const historyOf = (test: string): string => test.slice(test.indexOf(': ') + 1);
