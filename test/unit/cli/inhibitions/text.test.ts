import { graphText } from '../../../../cli/inhibitions/text';

const of = (workload: string, ...names: readonly string[]) => names.map((name) => ({ workload, name }));

it('names the workload of alerts that another silences, after its own', () => {
  const text = graphText(
    {
      alerts: [],
      objectives: [],
      silencings: [
        {
          workload: 'kiln',
          general: 'KilnDown',
          severities: ['critical'],
          particular: [...of('mill', 'MillSlow', 'MillLate'), ...of('kiln', 'KilnCold'), ...of('saw', 'SawBlunt')],
          equal: ['hall', 'oven'],
        },
      ],
    },
    ['north'],
  );
  expect(text.split('\n').slice(-5)).toEqual([
    '  kiln',
    '    KilnDown (critical)  KilnCold',
    '                         of mill: MillSlow, MillLate',
    '                         of saw: SawBlunt, of the same hall and oven',
    '',
  ]);
});
