import type { Silencing } from '../../../../alerts/inhibition-graph';
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
const cards = (...silencings: readonly Silencing[]) => cardsOf({ alerts: [], objectives: [], silencings });
const lines = (card: ReturnType<typeof cards>[number] | undefined) => card?.boxes.map((box) => box.lines);

describe('a card of the picture', () => {
  it('has a box for alerts that fall silent by the same, and one for each that silences others', () => {
    const [card] = cards(
      silences('KilnDown', named('KilnCold', 'KilnDark', 'KilnHot')),
      silences('KilnHot', named('KilnLoud')),
    );
    expect(lines(card)).toEqual([['Down'], ['Hot'], ['Cold', 'Dark'], ['Loud']]);
    expect(card?.arrows.map(({ from, to }) => [from, to])).toEqual([
      ['box0', 'box2'],
      ['box0', 'box1'],
      ['box1', 'box3'],
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
    expect(found.map(({ workloads, prefix }) => [workloads, prefix])).toEqual([
      [['kiln'], 'Kiln'],
      [['mill'], 'Mill'],
    ]);
    expect(lines(found[0])).toEqual([['DoorOpen'], ['DoorHot'], ['everything else'], ['Cold']]);
  });

  it('is of several that silence each other, with whole names', () => {
    const late = { workload: 'mill', name: 'MillLate' };
    const found = cards(
      silences('KilnHot', named('KilnCold')),
      silences('MillSlow', [late], { workload: 'mill' }),
      silences('Down', 'the rest', { workload: 'press' }),
      silences('KilnDown', [late]),
    );
    expect(found.map(({ workloads, prefix }) => [workloads, prefix])).toEqual([
      [['kiln', 'mill'], ''],
      [['press'], ''],
    ]);
    expect(lines(found[0])).toEqual([['KilnHot'], ['MillSlow'], ['KilnDown'], ['KilnCold'], ['MillLate']]);
  });
});
