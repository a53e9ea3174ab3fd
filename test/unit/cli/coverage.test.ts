import { coveragePage } from '../../../cli/coverage';
import { gauge } from '../../../promql';
import { workload, type Workload } from '../../../signals';
import { batches, kiln } from '../../fixtures/kiln';
import { baked, kilnWith } from '../../fixtures/objectives';

const idle = gauge('kiln_doors', { unit: 'count', help: 'Doors.' });
const complete = kilnWith(baked());
const withDoors = (gaps: Workload['gaps'] = {}): Workload =>
  workload({ ...complete, metrics: { ...complete.metrics, idle }, gaps });
const line = (text: string, beginning: string): string | undefined =>
  text.split('\n').find((one) => one.startsWith(beginning));

describe('the page of what is covered', () => {
  it('says of each metric who reads it, also by way of a recorded series', () => {
    expect(line(coveragePage([complete]), '| `kiln_heat_ratio`')).toBe(
      '| `kiln_heat_ratio` | gauge | oven, zone | KilnHeat |',
    );
  });

  it('says of each signal where it is shown, when it alerts, and by how many examples that is proven', () => {
    expect(line(coveragePage([complete]), '| [KilnBurntRatio]')).toBe(
      '| [KilnBurntRatio](../runbooks/KilnBurntRatio.md) | Kiln | critical above 50 %; warning above 10 % | panel; 2 examples of firing, 2 of staying quiet |',
    );
  });

  it('refuses a metric that nothing reads, unless it is said why it is declared', () => {
    expect(() => coveragePage([withDoors()])).toThrow(
      "workload kiln: nothing reads the metric 'kiln_doors': show it, alert on it, take it out of the catalog, or say in gaps why it is declared",
    );
    expect(line(coveragePage([withDoors({ kiln_doors: 'for Explore' })]), '| `kiln_doors`')).toContain(
      'nothing: for Explore',
    );
  });

  it('knows what other workloads read', () => {
    const reader = { ...complete, name: 'bakery', title: 'Bakery', metrics: {}, reads: [batches], gaps: {} };
    expect(line(coveragePage([reader, complete]), '| `kiln_batches_total`')).toMatch(
      /Bakery: KilnBurntRatio.*, KilnBurntRatio/,
    );
  });

  it('refuses a workload that promises nothing, unless it is said why', () => {
    expect(() => coveragePage([kiln])).toThrow(
      "workload kiln promises nothing: give it an objective, or say why not in gaps, under 'objectives'",
    );
    expect(coveragePage([{ ...kiln, gaps: { objectives: 'nobody buys bread yet' } }])).toContain(
      'No objective: nobody buys bread yet',
    );
  });

  it('refuses reasons for what is not missing', () => {
    expect(() => coveragePage([withDoors({ kiln_doors: 'x', kiln_heat_ratio: 'x' })])).toThrow(
      "gaps says why nothing reads 'kiln_heat_ratio', but KilnHeat does: take it out of gaps",
    );
    expect(() => coveragePage([{ ...complete, gaps: { objectives: 'x' } }])).toThrow(
      'gaps says why it promises nothing, but it has the objective baked: take that out of gaps',
    );
  });
});
