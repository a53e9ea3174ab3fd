import type { RuleGroup } from '../../../alerts/rule';
import { concerned, only, readBy, selectorsOf } from '../../mutation/reading';

const labels = { severity: 'warning', team: 'bakers', workload: 'kiln', incident: 'kiln' };
const annotations = { summary: '', description: '', runbook_url: '', dashboard_url: '' };
const alert = (name: string, expr: string) => ({ alert: name, expr, labels, annotations });
const GROUPS: readonly RuleGroup[] = [
  {
    name: 'recordings',
    interval: '30s',
    rules: [
      { record: 'base', expr: 'rate(raw[5m])' },
      { record: 'share', expr: 'base / 2', labels: { window: '1h' } },
      { record: 'share', expr: 'base / 3', labels: { window: '6h' } },
      { record: 'shown', expr: 'base * 2' },
    ],
  },
  { name: 'alerts', interval: '30s', rules: [alert('Hot', 'share{window="1h"} > 1'), alert('Cold', 'raw < 1')] },
];

const places = (expr: string): readonly string[] =>
  readBy([expr], GROUPS)
    .map(({ group, index }) => `${group} ${index}`)
    .toSorted();

describe('what an expression reads', () => {
  it('is what it selects', () => {
    expect(selectorsOf('a{b="c",d!="e"} / f')).toEqual([
      { name: 'a', equal: { b: 'c' } },
      { name: 'f', equal: {} },
    ]);
  });

  it('is what writes that, and what these read', () => {
    expect(places('share{window="1h"}')).toEqual(['recordings 0', 'recordings 1']);
    expect(places('share')).toEqual(['recordings 0', 'recordings 1', 'recordings 2']);
    expect(places('raw')).toEqual([]);
  });

  it('is an alert by its name, or all of them', () => {
    expect(places('ALERTS{alertname="Hot"}')).toEqual(['alerts 0', 'recordings 0', 'recordings 1']);
    expect(places('ALERTS{alertname="Hot",team="smiths"}')).toEqual([]);
    expect(places('ALERTS')).toHaveLength(4);
  });

  it('leaves the other rules out of what is run', () => {
    const [group, ...others] = only(GROUPS, readBy(['share{window="1h"}'], GROUPS));
    expect(group?.rules.map(({ expr }) => expr)).toEqual(['rate(raw[5m])', 'base / 2']);
    expect(others).toEqual([]);
  });
});

describe('mutated are', () => {
  it('alerts, what they read, and the rules of objectives', () => {
    const found = concerned(GROUPS, () => false).map(({ group, index }) => `${group} ${index}`);
    expect([...new Set(found)].toSorted()).toEqual(['alerts 0', 'alerts 1', 'recordings 0', 'recordings 1']);
    expect(new Set(concerned(GROUPS, (group) => group === 'recordings').map(({ index }) => index)).size).toBe(4);
  });
});
