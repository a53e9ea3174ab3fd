import { matches, uninhibited, type InhibitRule } from '../../../live/incidents/inhibition';

const alert = (labels: Readonly<Record<string, string>>) => ({ labels });
const names = (alerts: readonly { readonly labels: Readonly<Record<string, string>> }[]) =>
  alerts.map(({ labels }) => labels.alertname);

const RULE: InhibitRule = {
  source_matchers: ['severity="critical"'],
  target_matchers: ['severity=~"warning|info"'],
  equal: ['workload', 'model'],
};
const critical = alert({ alertname: 'Down', severity: 'critical', workload: 'w' });
const warning = alert({ alertname: 'Slow', severity: 'warning', workload: 'w' });

describe('an inhibit rule, as Alertmanager applies it', () => {
  it('silences a target while a source fires', () => {
    expect(names(uninhibited([critical, warning], [RULE]))).toEqual(['Down']);
    expect(names(uninhibited([warning], [RULE]))).toEqual(['Slow']);
  });

  it('takes a label that both sides lack for equal', () => {
    expect(names(uninhibited([critical, warning], [{ ...RULE, equal: ['region'] }]))).toEqual(['Down']);
  });

  it('takes a label that is missing for empty', () => {
    const empty = alert({ alertname: 'Late', severity: 'info', workload: 'w', model: '' });
    const ofModel = alert({ alertname: 'Wrong', severity: 'info', workload: 'w', model: 'm' });
    expect(names(uninhibited([critical, empty, ofModel], [RULE]))).toEqual(['Down', 'Wrong']);
  });

  it('lets an alert that is silenced silence others', () => {
    const chain: readonly InhibitRule[] = [
      { source_matchers: ['alertname="Floor"'], target_matchers: ['alertname="Tester"'] },
      { source_matchers: ['alertname="Tester"'], target_matchers: ['alertname="Test"'] },
    ];
    const alerts = ['Floor', 'Tester', 'Test'].map((alertname) => alert({ alertname }));
    expect(names(uninhibited(alerts, chain))).toEqual(['Floor']);
  });

  it('silences no alert by itself, nor two that fit both sides by each other', () => {
    const same: InhibitRule = { source_matchers: ['workload="w"'], target_matchers: ['workload="w"'] };
    expect(names(uninhibited([critical, warning], [same]))).toEqual(['Down', 'Slow']);
  });

  it('still silences what fits both sides by what fits one', () => {
    const broad: InhibitRule = { source_matchers: ['workload="w"'], target_matchers: ['severity="warning"'] };
    expect(names(uninhibited([critical, warning], [broad]))).toEqual(['Down']);
  });
});

describe('a matcher', () => {
  const labels = { alertname: 'AteTesterDown', tier: '1h', path: 'a"b' };

  it.each([
    ['tier="1h"', true],
    ['tier="6h"', false],
    ['tier!="6h"', true],
    ['tier=~"1h|6h"', true],
    // The whole value must fit.
    ['alertname=~"Ate"', false],
    ['alertname=~"Ate.+"', true],
    ['alertname!~"Ate.+"', false],
    ['region=""', true],
    ['region!~".+"', true],
    ['path="a\\"b"', true],
  ])('%s fits: %s', (matcher, fits) => {
    expect(matches([matcher], labels)).toBe(fits);
  });

  it('must all fit', () => {
    expect(matches(['tier="1h"', 'alertname="Other"'], labels)).toBe(false);
  });

  it('that cannot be read is an error', () => {
    expect(() => matches(['tier'], labels)).toThrow(
      `'tier' is no matcher: expected label="value", with =, !=, =~ or !~`,
    );
  });
});
