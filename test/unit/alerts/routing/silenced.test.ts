import { silencedBy } from '../../../../alerts/routing/silenced';

const of = (labels: Readonly<Record<string, string>>) => ({ labels });
const rule = {
  source_matchers: ['alertname="Down"'],
  target_matchers: ['alertname!="Down"'],
  equal: ['workload', 'oven'],
};
const down = of({ alertname: 'Down', workload: 'kiln' });
const cold = of({ alertname: 'Cold', workload: 'kiln' });

describe('an alert is silent', () => {
  it('while another fires of which a rule says so, of the same labels', () => {
    expect(silencedBy(cold, [down, cold], [rule])).toEqual([{ by: down, equal: ['workload', 'oven'] }]);
  });

  it('not while one of another workload does', () => {
    expect(silencedBy(of({ alertname: 'Cold', workload: 'mill' }), [down], [rule])).toEqual([]);
  });

  it('not while it fires itself, nor by another that is on both sides as it is', () => {
    expect(silencedBy(down, [down], [rule])).toEqual([]);
    const any = { source_matchers: ['workload="kiln"'], target_matchers: ['workload="kiln"'], equal: [] };
    expect(silencedBy(cold, [down, cold], [any])).toEqual([]);
  });
});
