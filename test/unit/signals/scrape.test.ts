import { print } from '../../../promql';
import { holds, severitiesOf, targetsDown, targetsUp, type Severity } from '../../../signals';
import { scrape } from './fixtures';

const down = targetsDown(scrape, { prefix: 'Api', title: 'the API' });
const text = (severity: Severity) => {
  const condition = down.conditions[severity];
  return condition && print(holds(down.query, condition).expr);
};

describe('the alert on targets that are down', () => {
  test('selects the targets of the workload alone', () => {
    expect(print(targetsUp(scrape).expr)).toBe('sum(up{job="api",namespace="web"}) or vector(0)');
  });

  test('warns of some, and is critical without any, even if none is known', () => {
    expect(severitiesOf(down)).toEqual(['critical', 'warning']);
    expect(text('warning')).toMatch(/^\(avg\(up\{job="api",namespace="web"\}\) or vector\(0\)\) < 1\nand on \(\)/);
    expect(text('critical')).toBe('(avg(up{job="api",namespace="web"}) or vector(0)) <= 0');
  });

  test('lets a lone replica be started on another node before it pages', () => {
    const single = targetsDown(scrape, { prefix: 'Api', title: 'the API', single: true });
    expect([down, single].map(({ conditions }) => conditions.critical?.for)).toEqual(['2m', '10m']);
    expect(single.conditions.warning?.for).toBe(down.conditions.warning?.for);
  });

  test('is about every node, where the scrape is', () => {
    expect(targetsDown({ ...scrape, perNode: true }, { prefix: 'Api', title: 'the API' }).perNode).toBe(true);
    expect(down).not.toHaveProperty('perNode');
  });

  test('is named after the workload and sends people to its pods and its port', () => {
    expect(down.name).toBe('ApiTargetsDown');
    expect(down.nextSteps.join('\n')).toMatch(/-n web .*name=api\b.*\n.*\n.*port 'metrics'/);
  });
});
