import { counter } from '../../../promql';
import { BAKE_TIME, bakeTime, batches, found, HEAT, heat, type Metrics } from './contract-kiln';

describe('a metric has too many series', () => {
  const many = (count: number) => Array.from({ length: count }, (_, i) => `kiln_heat_ratio{oven="${i}"} 1`);
  const lines = (count: number) => ['# TYPE kiln_heat_ratio gauge', ...many(count)];
  const limit = 'at most 10,000 series';

  it('and says so beforehand, from 80 % on', () => {
    expect(found({ heat }, lines(7999))).toEqual([]);
    expect(found({ heat }, lines(8000))).toEqual([['kiln_heat_ratio', 'many series (note)', limit, '8,000 series']]);
    expect(found({ heat }, lines(10_000))).toEqual([['kiln_heat_ratio', 'many series (note)', limit, '10,000 series']]);
    expect(found({ heat }, lines(10_001))).toEqual([['kiln_heat_ratio', 'too many series', limit, '10,001 series']]);
  });

  it('on all of its targets together', () => {
    expect(found({ heat }, lines(2501), { targets: 4 })).toEqual([
      ['kiln_heat_ratio', 'too many series', limit, '2,501 series on each of 4 targets: 10,004 series'],
    ]);
  });

  it('whether it is in the catalog or not', () => {
    expect(found({}, lines(10_001)).map(([, finding]) => finding)).toEqual([
      'too many series',
      'not in the catalog (note)',
    ]);
  });
});

describe('what is worth knowing breaks nothing:', () => {
  it.each<readonly [string, Metrics, readonly string[], readonly string[]]>([
    [
      'a metric that the catalog does not know',
      { heat },
      [...HEAT, '# TYPE kiln_doors counter', 'kiln_doors 1'],
      ['kiln_doors', 'not in the catalog (note)', 'nothing of that name', 'counter, 1 series, without _total'],
    ],
    [
      'a metric without series',
      { batches },
      ['# TYPE kiln_batches_total counter'],
      ['kiln_batches_total', 'no series yet (note)', 'counter', 'its TYPE line alone: labels cannot be compared'],
    ],
    [
      'a metric without a type',
      { heat },
      HEAT.slice(1),
      ['kiln_heat_ratio', 'no type (note)', 'gauge', 'no TYPE line'],
    ],
    [
      'a histogram without a type',
      { bakeTime },
      BAKE_TIME.slice(1),
      ['kiln_bake_seconds', 'no type (note)', 'histogram', 'no TYPE line'],
    ],
    [
      'a metric that only some versions of the exporter have',
      { heat, doors: counter('kiln_doors_total', { optional: true, help: 'Doors opened.' }) },
      HEAT,
      ['kiln_doors_total', 'not in this version (note)', 'counter', 'nothing'],
    ],
    [
      'a counter that is declared without _total',
      { doors: counter('kiln_doors', { help: 'Doors opened.' }) },
      ['# TYPE kiln_doors counter', 'kiln_doors 1'],
      ['kiln_doors', 'name without _total (note)', 'kiln_doors_total', 'kiln_doors'],
    ],
  ])('%s', (_, metrics, lines, finding) => {
    expect(found(metrics, lines)).toEqual([finding]);
  });
});
