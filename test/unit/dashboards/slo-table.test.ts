import { tablePanel } from '../../../dashboards/kit/table';
import { Series, type AnyVector } from '../../../promql';

const heat = new Series('oven:heat:ratio', ['oven', 'zone'], 'ratio');

const table = (query: AnyVector) =>
  tablePanel(
    {
      title: 'Ovens',
      description: 'All of them.',
      unit: 'short',
      labels: [{ label: 'oven', title: 'Oven' }],
      values: [{ title: 'Heat', query }],
      smallestFirst: 'Heat',
    },
    { match: [] },
  ).build();

describe('a table', () => {
  it('takes queries that have exactly the labels of its rows', () => {
    expect(table(heat.maxBy('oven')).targets).toHaveLength(1);
  });

  it.each<[string, AnyVector, string]>([
    ['has one label more, and so rows of its own', heat.maxBy('oven', 'zone'), 'its rows differ from others in zone'],
    ['lacks a label, and so the rows of each value', heat.maxBy(), 'its rows differ from others in oven'],
    [
      "still has the metric's name",
      new Series('oven:heat:ratio', ['oven'], 'ratio').lastOverTime('10m'),
      "it has the metric's name as a label: aggregate it",
    ],
  ])('refuses one that %s', (_, query, message) => {
    expect(() => table(query)).toThrow(`table 'Ovens', column 'Heat': ${message}`);
  });
});
