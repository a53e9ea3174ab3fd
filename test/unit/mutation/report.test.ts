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

  const own = (name: string, matchers = ''): string => `slo:${name}{sloth_id="a"${matchers}}`;
  const excused = (expr: string, labels: Readonly<Record<string, string>> = {}): readonly string[] =>
    mutants([{ name: 'g.slo.a', interval: '30s', rules: [{ record: 'r', expr, labels }] }])
      .filter((mutant) => equivalenceOf(mutant) !== undefined)
      .map(({ kind, rule }) => (kind === 'label' ? JSON.stringify(rule.labels) : rule.expr));

  it('holds a window for superfluous only where the other side has the same one', () => {
    const age = (matchers: string) => own('sli_age:ratio', matchers);
    const ratio = own('sli_error:ratio_rate1h');
    const dropped = `${ratio} * ${age('')}`;
    expect(excused(`${ratio} * ${age(',sloth_window="1h"')}`)).toContain(dropped);
    expect(excused(`${ratio} * ${age(',sloth_window="6h"')}`)).not.toContain(dropped);
    expect(excused(`${ratio} * ignoring (sloth_window) ${age(',sloth_window="1h"')}`)).not.toContain(dropped);
  });

  it('holds a label for superfluous only where nothing takes it away', () => {
    const labels = { sloth_window: '1h' };
    const burnt = `${own('sli_error:ratio_rate1h')} * ${own('sli_age:ratio', ',sloth_window="1h"')}`;
    expect(excused(burnt, labels)).toContain('{}');
    expect(excused(burnt, { sloth_window: '6h' })).not.toContain('{}');
    expect(excused(burnt.replace('*', '* ignoring (sloth_window)'), labels)).not.toContain('{}');
  });

  it('holds sloth_id for superfluous only in joins of the objective with itself', () => {
    const join = (right: string, on: string) => `${own('a:b')} > 1 and on (${on}) ${right}`;
    expect(excused(join(own('c:d'), 'sloth_id, model'))).toContain(join(own('c:d'), 'model'));
    expect(excused(join(own('c:d'), 'sloth_id, model'))).not.toContain(join(own('c:d'), 'sloth_id'));
    expect(excused(join('c', 'sloth_id, model'))).not.toContain(join('c', 'model'));
  });

  it('holds a grouping label for superfluous only where the rule adds it to all that it yields', () => {
    const grouped = (by: string) => `max by (${by}) (${own('a:b')})`;
    expect(excused(grouped('model, team'), { team: 't' })).toContain(grouped('model'));
    expect(excused(grouped('model, team'), { team: 't' })).not.toContain(grouped('team'));
    expect(excused(`${grouped('model, team')} or c`, { team: 't' })).not.toContain(`${grouped('model')} or c`);
  });
});
