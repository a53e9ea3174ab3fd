import { sizingPage } from '../../../sizing';
import { PLANS } from '../../../sizing/plans';

const page = sizingPage();

test('the page has every formula that computes a size, with its source', () => {
  for (const plan of Object.values(PLANS)) {
    const figures = [
      plan.replicas,
      plan.cpu,
      plan.memory,
      ...('volume' in plan ? [plan.volume] : []),
      ...('buffer' in plan ? [plan.buffer] : []),
    ];
    for (const { formula, source } of figures) {
      expect(source).not.toBe('');
      expect(page).toContain(`: ${formula}. *${source}.*`);
    }
  }
});

test('it shows sizes only where the component runs', () => {
  const rows = (component: string) =>
    page
      .slice(page.indexOf(`\`sizes.${component}\``))
      .split('\n')
      .slice(2, 6);
  expect(rows('jaeger')[0]).toMatch(/^\| replicas \| 1 \| – \| – \| – \|$/);
  expect(rows('thanosStore')[0]).toMatch(/^\| replicas \| – \| 2 \| 2 \| 2 \|$/);
  expect(rows('loki')[0]).toMatch(/^\| replicas \| 1 \| 3 \| 3 \| 3 \|$/);
});

test('it shows how many traces a sampler has room for', () => {
  expect(page).toContain('| traces in the buffer | 1,125 | 1,125 | 56,250 | 142,500 |');
});

test('no row breaks its table', () => {
  for (const line of page.split('\n').filter((text) => text.startsWith('|'))) {
    expect(line.split('|').length).toBeGreaterThan(4);
    expect(line).toMatch(/^\|.*\|$/);
    expect(line).not.toContain('undefined');
    expect(line).not.toContain('NaN');
  }
});
