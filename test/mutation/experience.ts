import { pascal } from '../../signals';
import { nameOf, titleOf, type Mutant } from './mutants';

/**
 * Which tests have noticed what. Objectives have rules and histories of the same kinds: what has noticed a change in one
 * of them is likely to notice it in the next.
 */
export class Experience {
  private readonly counts = new Map<string, number>();

  add(mutant: Mutant, test: string, hasNoticed: boolean): void {
    const { rule, change } = keysOf(mutant, test);
    this.increase(`tried ${rule}`);
    if (hasNoticed)
      [rule, change].forEach((key) => {
        this.increase(key);
      });
  }

  /** How likely the test is to notice the mutant, of those that see it; 1 for one that has not been tried on its like. */
  likelihood(mutant: Mutant, test: string): number {
    const { rule, change } = keysOf(mutant, test);
    return (1 + this.count(rule) + LIKE * this.count(change)) / (1 + this.count(`tried ${rule}`));
  }

  private increase(key: string): void {
    this.counts.set(key, this.count(key) + 1);
  }

  private count(key: string): number {
    return this.counts.get(key) ?? 0;
  }
}

/** A change of the same kind in the same kind of rule says more than another change of it. */
const LIKE = 4;

function keysOf(mutant: Mutant, test: string): { readonly rule: string; readonly change: string } {
  const rule = `${historyOf(test)} / ${kindOfRule(mutant)}`;
  return { rule, change: `${rule} / ${mutant.kind}` };
}

/** Its name without the objective's. */
function kindOfRule({ before }: Mutant): string {
  const labels: Readonly<Record<string, string>> = before.labels ?? {};
  const name = nameOf(before);
  return titleOf(before).replace(name, name.replace(pascal(labels.workload ?? '', labels.sloth_slo ?? ''), ''));
}

/** What a test of an objective is about, without the objective. */
const historyOf = (test: string): string => test.slice(test.indexOf(': ') + 1);
