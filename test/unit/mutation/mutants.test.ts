import type { RuleGroup } from '../../../alerts/rule';
import { mutants } from '../../mutation/mutants';

const labels = { severity: 'warning', team: 'bakers', workload: 'kiln', incident: 'kiln' };
const annotations = { summary: '', description: '', runbook_url: '', dashboard_url: '' };
const GROUPS: readonly RuleGroup[] = [
  {
    name: 'kiln',
    interval: '30s',
    rules: [
      { record: 'hot', expr: 'a', labels: { team: 'bakers' } },
      { alert: 'Hot', expr: 'hot', for: '5m', labels, annotations },
      { alert: 'Cold', expr: 'cold', labels, annotations },
    ],
  },
];

const changes = (name: string) => mutants(GROUPS).filter(({ title }) => title.startsWith(name));

describe('rules are mutated', () => {
  it('in the labels of recordings: each dropped', () => {
    expect(changes('hot').map(({ was, now }) => [was, now])).toEqual([['label team="bakers"', 'none']]);
  });

  it('in the labels of alerts: each dropped, and changed', () => {
    const team = changes('Hot').filter(({ was }) => was.includes('team'));
    expect(team.map(({ rule }) => rule.labels?.team)).toEqual([undefined, 'another']);
    expect(changes('Hot').filter(({ kind }) => kind === 'label')).toHaveLength(8);
  });

  it('in how long they hold: at once, and twice as long', () => {
    const how = changes('Hot').flatMap(({ kind, rule }) => (kind === 'for' && 'alert' in rule ? [rule.for] : []));
    expect(how).toEqual(['0s', '600s']);
    expect(changes('Cold').filter(({ kind }) => kind === 'for')).toEqual([]);
  });

  it('one at a time, and only where asked', () => {
    const some = mutants(GROUPS, ({ index }) => index === 0);
    expect(some.map(({ place }) => place)).toEqual([{ group: 'kiln', index: 0 }]);
    expect(some[0]?.before).toBe(GROUPS[0]?.rules[0]);
  });
});
