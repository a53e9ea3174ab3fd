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

  test('is named after the workload and sends people to its pods and its port', () => {
    expect(down.name).toBe('ApiTargetsDown');
    expect(down.nextSteps.join('\n')).toMatch(/-n web .*name=api\b.*\n.*\n.*port 'metrics'/);
  });
});
