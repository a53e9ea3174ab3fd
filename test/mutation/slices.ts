import { milliseconds, type Duration } from '../../promql';
import type { RuleGroup } from '../../alerts/rule';
import type { PromtoolTest } from '../../alerts/promtool-test';
import type { Mutant, Place } from './mutants';
import type { Files } from './promtool';
import { findsDirectly, includes, only, readBy, withRule } from './reading';
import type { SuiteTest } from './suites';

type Check = PromtoolTest['promql_expr_test'][number];

/**
 * What of a test can see a change: the checks that depend on the changed rule, and the rules that these checks depend
 * on. All else cannot fail because of it, and would only take time.
 */
export interface Slice {
  readonly test: SuiteTest;
  readonly checks: readonly Check[];
  readonly places: readonly Place[];
  /** Evaluations of single rules that it takes: what its time is about proportional to. */
  readonly effort: number;
}

/**
 * First only the checks that look at what the changed rule itself writes, which need few other rules, and then all that
 * depend on it. @returns none if the test cannot see the change
 */
export function slicesOf(test: SuiteTest, mutant: Mutant): readonly Slice[] {
  const { place, rule, before: was } = mutant;
  if (!test.groups.some(({ name }) => name === place.group)) return [];
  // What the rule read and wrote before decides as well: a label that is changed takes its series away from readers.
  const [before, after] = [test.groups, mutated(test.groups, mutant)];
  const reads = (exprs: readonly string[]): readonly Place[] => union(readBy(exprs, before), readBy(exprs, after));
  const checks = test.test.promql_expr_test.filter(({ expr }) => includes(reads([expr]), place));
  const direct = checks.filter(({ expr }) => findsDirectly(expr, [was, rule]));
  const sliced = (some: readonly Check[]): readonly Slice[] => {
    if (some.length === 0) return [];
    const places = reads(some.map(({ expr }) => expr));
    const until = Math.max(...some.map(({ eval_time }) => milliseconds(eval_time as Duration)));
    const effort = (until / milliseconds(test.evaluationInterval as Duration)) * places.length;
    return [{ test, checks: some, places, effort }];
  };
  return [...sliced(direct), ...(direct.length < checks.length ? sliced(checks) : [])];
}

/** All tests of an objective are about the same groups: with a mutant they become the same, too. */
const changed = new WeakMap<Mutant, Map<readonly RuleGroup[], readonly RuleGroup[]>>();

function mutated(groups: readonly RuleGroup[], mutant: Mutant): readonly RuleGroup[] {
  const known = changed.get(mutant) ?? new Map<readonly RuleGroup[], readonly RuleGroup[]>();
  changed.set(mutant, known);
  const result = known.get(groups) ?? withRule(groups, mutant.place, mutant.rule);
  known.set(groups, result);
  return result;
}

const union = (a: readonly Place[], b: readonly Place[]): readonly Place[] => [
  ...a,
  ...b.filter((place) => !includes(a, place)),
];

/** Two slices with one key run the same rules and checks, but for the mutant. */
export const keyOf = ({ test, checks, places }: Slice): string =>
  JSON.stringify([test.name, checks.map((check) => test.test.promql_expr_test.indexOf(check)), places]);

/** The files for promtool: the rules, with the mutant if there is one, and the test. */
export function filesOf(slice: Slice, mutant?: Mutant): Files {
  const { test, checks, places } = slice;
  const all = mutant ? mutated(test.groups, mutant) : test.groups;
  const groups = only(all, places).map(withoutProse);
  return {
    rules: JSON.stringify({ groups }),
    test: JSON.stringify({
      rule_files: ['rules.json'],
      evaluation_interval: test.evaluationInterval,
      group_eval_order: groups.map(({ name }) => name),
      tests: [{ ...test.test, promql_expr_test: checks }],
    }),
  };
}

/** Tests look at series: what alerts say in words takes time to fill in, and no test sees it. */
const withoutProse = ({ rules, ...group }: RuleGroup) => ({
  ...group,
  rules: rules.map((rule) => ('alert' in rule ? { ...rule, annotations: {} } : rule)),
});
