import type { Result } from '../../mutation/campaign';
import { equivalenceOf, EQUIVALENT } from '../../mutation/equivalent';
import { mutants } from '../../mutation/mutants';
import { reportText, verdictLine } from '../../mutation/report';
import { ruleGroups } from '../../../alerts/rule-groups';
import { WORKLOADS } from '../../../workloads';
import { LINKS } from '../../fixtures/environment';

const all = mutants([{ name: 'g', interval: '30s', rules: [{ record: 'a', expr: 'x > 2' }] }]);
const results: readonly Result[] = all.map((mutant, i) => ({
  mutant,
  outcome: i === 0 ? 'survived' : 'killed',
  by: undefined,
  tests: 1,
  isCutShort: i === 0,
}));

describe('the report', () => {
  it('ends in what was caught, and rounds down', () => {
    expect(verdictLine(results)).toBe('4 mutants, 3 caught (75 %), 1 survived');
    expect(reportText({ results, excluded: [], unread: [] }).split('\n').at(-1)).toBe(verdictLine(results));
  });

  it('names survivors, what is excluded and why, and what is not mutated', () => {
    const [mutant] = all;
    const [because] = EQUIVALENT;
    if (!mutant || !because) throw new Error('nothing to report');
    const text = reportText({ results, excluded: [{ mutant, because }], unread: ['only_shown'] });
    expect(text).toContain('g / a: ');
    expect(text).toContain('(slower tests were not run)');
    expect(text).toContain(`1 × ${because.name}: ${because.why}`);
    expect(text).toContain('\n  only_shown');
  });
});

describe('the list of equivalent mutants', () => {
  const found = new Set(WORKLOADS.flatMap((workload) => mutants(ruleGroups(workload, LINKS))).map(equivalenceOf));

  it.each(EQUIVALENT.map((equivalence) => [equivalence.name, equivalence] as const))(
    'is about what there is: %s',
    (_, equivalence) => {
      expect(found.has(equivalence)).toBe(true);
    },
  );
});
