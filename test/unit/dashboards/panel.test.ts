import { panel } from '../../../dashboards/kit/panel';
import { ratio } from '../../../promql';
import { below, shown, signal, stays, type View } from '../../../signals';
import { LINKS } from '../../fixtures/environment';
import { heat } from '../../fixtures/kiln';

const built = (view: View, alerts = false) => {
  const prose = { name: 'KilnHeat', title: 'Heat', description: 'How hot.', query: heat.minBy('oven'), view };
  const made = alerts
    ? signal({
        ...prose,
        warning: below(ratio(0.5)).for('5m'),
        examples: {
          warning: {
            fires: {
              series: [stays(heat, { oven: 'north', zone: 'a' }, 0.4)],
              at: '6m',
              notYetAt: '4m',
              labels: { oven: 'north' },
            },
            quiet: { series: [stays(heat, { oven: 'north', zone: 'a' }, 0.6)], at: '6m' },
          },
        },
        impact: 'Raw bread.',
        nextSteps: ['Light the fire: kilnctl ignite.'],
      })
    : shown(prose);
  return panel(made, { match: [] }, LINKS).build();
};

describe('a signal is shown', () => {
  it.each([
    [{}, 'timeseries'],
    [{ as: 'curves' }, 'timeseries'],
    [{ as: 'number' }, 'stat'],
    [{ as: 'bars' }, 'bargauge'],
    [{ as: 'states' }, 'state-timeline'],
  ] as const)('with %p as a %s', (view, type) => {
    expect(built(view)).toMatchObject({ type, title: 'Heat', description: 'How hot.' });
  });

  it('over a time range of its own, where the last hour would say too little', () => {
    expect(built({ as: 'bars', last: '1d' }).timeFrom).toBe('1d');
    expect(built({}).timeFrom).toBeUndefined();
  });

  it('as a rule has recorded it, where reading a day of its query would take long', () => {
    const exprs = (view: View) => built(view).targets?.map((target) => (target as { expr?: string }).expr);
    expect(exprs({ recorded: true })).toEqual(['signal:kiln_heat']);
    expect(exprs({})).toEqual(['min by (oven) (kiln_heat_ratio)']);
  });

  it.each(['number', 'bars'] as const)(
    'as %s in the colour of the alert that it would give, else in that of text',
    (as) => {
      expect(built({ as }, true).fieldConfig?.defaults.thresholds?.steps).toEqual([
        { value: null, color: 'orange' },
        { value: 0.5, color: 'text' },
      ]);
    },
  );

  it('as states in the words that it has for good and bad', () => {
    const words = (view: View) => built(view).fieldConfig?.defaults.mappings?.[0]?.options;
    expect(words({ as: 'states', words: { good: 'up', bad: 'down' } })).toMatchObject({
      '0': { text: 'down', color: 'red' },
      '1': { text: 'up', color: 'green' },
    });
    expect(words({ as: 'states' })).toMatchObject({ '0': { text: 'bad' }, '1': { text: 'good' } });
  });

  it('with the way to its runbook, if it alerts', () => {
    expect(built({ as: 'number' }, true).links?.map(({ url }) => url)).toEqual([`${LINKS.runbooks}/KilnHeat.md`]);
    expect(built({ as: 'number' }).links ?? []).toEqual([]);
  });
});
