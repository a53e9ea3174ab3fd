import { bytes, ratio, seconds } from '../../../promql';
import {
  applyOverrides,
  by,
  DeclarationError,
  describe as describeSignal,
  drop,
  override,
  severitiesOf,
  type Override,
  type Signal,
} from '../../../signals';
import { api, apiBusy, apiSlow, traffic } from './fixtures';

const workloads = [api()];
const change = (...overrides: readonly Override[]) => applyOverrides(workloads, overrides);
const after = (signal: Signal, ...overrides: readonly Override[]): Signal => {
  const found = change(...overrides)
    .flatMap(({ signals }) => signals)
    .find(({ name }) => name === signal.name);
  if (!found) throw new Error(`${signal.name} is gone`);
  return found;
};

describe('an override', () => {
  test('changes the threshold of one severity and nothing else', () => {
    const changed = after(apiBusy, override(apiBusy, 'warning', { threshold: ratio(0.5) }));
    expect(changed.conditions.warning).toMatchObject({ threshold: ratio(0.5), for: '5m', bound: 'above' });
    expect({ ...changed, conditions: 0, description: 0 }).toEqual({ ...apiBusy, conditions: 0, description: 0 });
  });

  test('changes how long it must hold', () => {
    const changed = after(apiSlow, override(apiSlow, 'critical', { for: '1h' }));
    expect(changed.conditions.critical).toMatchObject({ for: '1h', threshold: apiSlow.conditions.critical?.threshold });
    expect(changed.conditions.warning).toBe(apiSlow.conditions.warning);
  });

  test('changes the severity', () => {
    const changed = after(apiSlow, drop(apiSlow, 'warning'), override(apiSlow, 'critical', { severity: 'warning' }));
    expect(severitiesOf(changed)).toEqual(['warning']);
    expect(changed.conditions.warning).toEqual(apiSlow.conditions.critical);
  });

  test('reaches the panel: the dashboard shows the changed signal', () => {
    const [changed] = change(override(apiBusy, 'warning', { for: '1h' }));
    const shown = changed?.dashboards.flatMap(({ rows }) => rows.flatMap(({ signals }) => signals));
    expect(shown).toEqual(changed?.signals);
    expect(shown?.find(({ name }) => name === 'ApiBusy')?.conditions.warning?.for).toBe('1h');
  });

  test('leaves the declaration as it was, and what it does not touch the same', () => {
    const before = JSON.stringify(workloads);
    const [changed] = change(override(apiBusy, 'warning', { for: '1h' }));
    expect(JSON.stringify(workloads)).toBe(before);
    expect(changed?.signals).toContain(traffic);
    expect(changed?.signals).toContain(apiSlow);
  });

  test('may be one of several on one signal', () => {
    const changed = after(apiSlow, override(apiSlow, 'critical', { for: '1h' }), drop(apiSlow, 'warning'));
    expect(severitiesOf(changed)).toEqual(['critical']);
    expect(changed.conditions.critical?.for).toBe('1h');
  });
});

describe('a dropped alert', () => {
  test('is gone, and the panel stays', () => {
    const [changed] = change(drop(apiBusy, 'warning'));
    expect(changed?.signals.map(({ name }) => name)).toEqual(['ApiSlow', 'ApiBusy', 'ApiTraffic']);
    expect(changed?.signals.flatMap(severitiesOf)).toEqual(['critical', 'warning']);
  });

  test('keeps its threshold in the prose that names it', () => {
    expect(describeSignal(after(apiSlow, drop(apiSlow, 'critical')))).toBe(describeSignal(apiSlow));
  });
});

describe('the description', () => {
  test('follows the threshold', () => {
    const changed = after(apiSlow, override(apiSlow, 'warning', { threshold: seconds(0.15) }));
    expect(describeSignal(changed)).toBe('Slow above 200 ms (slow: 500 ms), slowish above 150 ms.');
  });

  test('follows it to another severity', () => {
    const moved = override(apiSlow, 'critical', { severity: 'warning', threshold: seconds(0.3) });
    expect(describeSignal(after(apiSlow, drop(apiSlow, 'warning'), moved))).toBe(
      'Slow above 300 ms, slowish above 100 ms.',
    );
  });
});

describe('an override is refused that', () => {
  test.each<[string, Override, string]>([
    [
      'names a signal that is not here',
      { signal: 'ApiSlwo', severity: 'critical', change: 'drop' },
      'the override of ApiSlwo, critical, matches nothing: no workload here has that signal',
    ],
    ['names a severity that the signal lacks', drop(apiBusy, 'critical'), 'matches nothing: it alerts as warning'],
    ['names a signal that is only shown', drop(traffic, 'info'), 'matches nothing: it alerts as nothing'],
    ['is empty', override(apiBusy, 'warning', {}), 'the override of ApiBusy, warning, changes nothing'],
    [
      'says what is so already',
      override(apiBusy, 'warning', { threshold: ratio(0.9), for: '5m', severity: 'warning' }),
      'the override of ApiBusy, warning, changes nothing: the alert is so already',
    ],
    [
      'tells somebody of what asks for nothing',
      override(apiSlow, 'critical', { severity: 'info' }),
      'the overrides of ApiSlow, info: it asks for no decision, so nobody has to be told',
    ],
    [
      'makes two alerts of one severity',
      override(apiSlow, 'critical', { severity: 'warning' }),
      'the overrides of ApiSlow make two of its alerts warning: drop one of them',
    ],
    [
      'has another unit',
      override(apiBusy, 'warning', { threshold: bytes(1) as never }),
      'an override of signal ApiBusy: a threshold in bytes for a query in ratio',
    ],
    [
      'goes by a label that the query lacks',
      override(apiBusy, 'warning', { threshold: by('node', { a: ratio(1) }) }),
      "an override of signal ApiBusy: thresholds by 'node', but the query has only model",
    ],
  ])('%s', (_, wrong, message) => {
    expect(() => change(wrong)).toThrow(DeclarationError);
    expect(() => change(wrong)).toThrow(message);
  });

  test('is given twice for one alert', () => {
    const [one, two] = [override(apiBusy, 'warning', { for: '1h' }), drop(apiBusy, 'warning')];
    expect(() => change(one, two)).toThrow('the override of ApiBusy, warning, is given twice: merge the two');
  });
});
