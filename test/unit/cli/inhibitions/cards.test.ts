import type { Silencing } from '../../../../alerts/inhibition-graph';
import { boxesOf } from '../../../../cli/inhibitions/boxes';
import { cardsOf } from '../../../../cli/inhibitions/cards';

const silences = (general: string, particular: Silencing['particular'], of: Partial<Silencing> = {}): Silencing => ({
  workload: 'kiln',
  general,
  severities: ['critical'],
  particular,
  equal: [],
  ...of,
});
const named = (...names: readonly string[]) => names.map((name) => ({ workload: 'kiln', name }));
const cards = (...silencings: readonly Silencing[]) => cardsOf(boxesOf({ alerts: [], objectives: [], silencings }));
const lines = (card: ReturnType<typeof cards>[number] | undefined) => card?.boxes.map((box) => box.lines);

describe('a card of the picture', () => {
  it('has a box for alerts that fall silent by the same, and one for each that silences others', () => {
    const [card] = cards(
      silences('KilnDown', named('KilnCold', 'KilnDark', 'KilnHot')),
      silences('KilnHot', named('KilnLoud')),
    );
    expect(lines(card)).toEqual([['Down'], ['Hot'], ['Cold', 'Dark'], ['Loud']]);
    expect(card?.arrows.map(({ from, to }) => [from, to])).toEqual([
      ['kiln 0', 'kiln 2'],
      ['kiln 0', 'kiln 1'],
      ['kiln 1', 'kiln 3'],
    ]);
  });

  it.each([
    ['severity', { severities: ['warning'] as const }],
    ['label', { equal: ['oven'] }],
  ])('keeps apart what falls silent by another %s', (_, of) => {
    const [card] = cards(silences('KilnDown', named('KilnCold')), silences('KilnDown', named('KilnDark'), of));
    expect(lines(card)).toEqual([['Down'], ['Cold'], ['Dark']]);
  });

  it('is of one workload, and says once what the names of its alerts begin with', () => {
    const found = cards(
      silences('KilnDoorOpen', 'the rest'),
      silences('MillSlow', [{ workload: 'mill', name: 'MillLate' }], { workload: 'mill' }),
      silences('KilnDoorHot', named('KilnCold')),
    );
    expect(found.map(({ workload, prefix }) => [workload, prefix])).toEqual([
      ['kiln', 'Kiln'],
      ['mill', 'Mill'],
    ]);
    expect(lines(found[0])).toEqual([['DoorOpen'], ['DoorHot'], ['everything else'], ['Cold']]);
  });

  it('has alerts of other workloads in a box of their own with whole names, and counts them where they are many', () => {
    const of = (workload: string, ...names: readonly string[]) => names.map((name) => ({ workload, name }));
    const [kiln, mill] = cards(
      silences('KilnDown', [...named('KilnCold'), ...of('mill', 'MillSlow'), ...of('saw', 'SawA', 'SawB', 'SawC')]),
      silences('MillSlow', of('mill', 'MillLate'), { workload: 'mill' }),
    );
    expect(lines(kiln)).toEqual([['Down'], ['Cold'], ['MillSlow', '3 alerts of saw']]);
    expect(lines(mill)).toEqual([['Slow'], ['Late']]);
  });
});
