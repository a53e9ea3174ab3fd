import { ratio, seconds } from '../../../promql';
import { above, below, override, signal } from '../../../signals';
import { bakeTime, burntRatio, heat, slowBaking } from '../../fixtures/kiln';

/** Synth does not type-check: what the compiler would refuse must be refused again, in words. */
describe('without the compiler, a declaration is refused that', () => {
  const { examples } = burntRatio;
  const valid = {
    name: 'KilnTest',
    title: 'Test',
    description: 'Test.',
    query: heat.maxBy('oven'),
    warning: above(ratio(0.5)).for('5m'),
    examples,
    impact: 'None.',
    nextSteps: ['Look through the door of the kiln.'],
  };
  const declaring = (change: object) => () => signal({ ...valid, ...change } as never);

  it('is valid but for the change', () => {
    expect(declaring({})).not.toThrow();
  });

  it.each<[string, () => unknown, string]>([
    [
      'gives a threshold without a unit',
      () => above(0.05 as never),
      'above 0.05: a threshold is a quantity with its unit',
    ],
    ['forgets how long', declaring({ warning: above(ratio(0.5)) }), 'its condition lacks .for('],
    ['has no impact', declaring({ impact: undefined }), 'signal KilnTest alerts without an impact'],
    ['has no steps', declaring({ nextSteps: undefined }), 'signal KilnTest has no runbook step'],
    ['has an empty step', declaring({ nextSteps: [' '] }), 'signal KilnTest has no runbook step'],
    ['has no description', declaring({ description: undefined }), 'signal KilnTest has no description'],
    [
      'says when it fires, but not when it is quiet',
      declaring({ examples: { warning: { fires: examples.warning?.fires } } }),
      'its warning alert has no example of firing and of staying quiet',
    ],
    [
      'overrides what there is not',
      () => override(slowBaking, 'warning', { treshold: seconds(1) } as never),
      "an override of KilnSlow: it can change threshold, for and severity, not 'treshold'",
    ],
  ])('%s', (_, declare, message) => {
    expect(declare).toThrow(message);
  });
});

describe('a threshold on a quantile', () => {
  const query = bakeTime.rate().sumBy('oven').quantile(0.9);
  const declaring = (warning: ReturnType<typeof condition>) => () =>
    signal({
      name: 'KilnTest',
      title: 'T',
      description: 'T.',
      query,
      warning,
      examples: slowBaking.examples,
      impact: 'I',
      nextSteps: ['Look through the door of the kiln.'],
    });
  const condition = (value: number) => above(seconds(value)).for('5m');

  it('at or beyond the last bucket bound is refused: no quantile is ever above it', () => {
    expect(declaring(condition(99))).not.toThrow();
    expect(declaring(condition(100))).toThrow(
      'a quantile never exceeds the last bucket bound, 100; above 100 it would never fire',
    );
  });

  it('as a floor may lie anywhere', () => {
    expect(declaring(below(seconds(1000)).for('5m'))).not.toThrow();
  });
});
