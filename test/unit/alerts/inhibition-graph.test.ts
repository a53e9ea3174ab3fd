import { graphWithin, inhibitionGraph } from '../../../alerts/inhibition-graph';
import type { RoutedAlert } from '../../../alerts/routing/alerts';

type Labels = Readonly<Record<string, string>>;

const alert = (name: string, severity: string, more: Labels = {}): RoutedAlert => ({
  name,
  labels: { alertname: name, severity, workload: 'kiln', ...more },
});
const rule = (source: string, target: string, ...equal: readonly string[]) => ({
  source_matchers: source.split(' '),
  target_matchers: target.split(' '),
  equal: ['workload', ...equal],
});

const down = alert('Down', 'critical');
const cold = alert('Cold', 'warning');
const hot = [alert('Hot', 'critical'), alert('Hot', 'warning')];
const all = [down, cold, ...hot];

describe('the graph of inhibitions', () => {
  it('has what falls silent by one alert together, and the labels that only their series have', () => {
    const { silencings } = inhibitionGraph(all, [
      rule('alertname="Down"', 'alertname="Cold"', 'oven'),
      rule('alertname="Down"', 'alertname="Hot"', 'oven'),
      rule('alertname="Hot"', 'alertname="Cold"'),
    ]);
    expect(silencings).toEqual([
      {
        workload: 'kiln',
        general: 'Down',
        severities: ['critical'],
        particular: [
          { workload: 'kiln', name: 'Cold' },
          { workload: 'kiln', name: 'Hot' },
        ],
        equal: ['oven'],
      },
      {
        workload: 'kiln',
        general: 'Hot',
        severities: ['critical', 'warning'],
        particular: [{ workload: 'kiln', name: 'Cold' }],
        equal: [],
      },
    ]);
  });

  it('says of which severity something falls silent, where others do not that are no worse', () => {
    const { silencings } = inhibitionGraph(all, [
      rule('alertname="Down"', 'alertname="Hot" severity="warning"'),
      rule('alertname="Cold"', 'alertname="Hot" severity="warning"'),
    ]);
    expect(silencings.map(({ general, particular }) => [general, particular])).toEqual([
      ['Down', [{ workload: 'kiln', name: 'Hot', only: ['warning'] }]],
      // A warning silences no more than warnings anyway.
      ['Cold', [{ workload: 'kiln', name: 'Hot' }]],
    ]);
  });

  it('calls all other alerts of a workload the rest, whatever else is said of one of them', () => {
    const { silencings } = inhibitionGraph(
      [...all, alert('Down', 'warning'), alert('Late', 'warning', { workload: 'mill' })],
      [
        rule('workload="kiln" alertname="Down" severity="critical"', 'workload="kiln" alertname!="Down"'),
        rule('alertname="Down"', 'alertname="Cold"'),
      ],
    );
    expect(silencings.map(({ severities, particular }) => [severities, particular])).toEqual([
      [['critical'], 'the rest'],
      [['warning'], [{ workload: 'kiln', name: 'Cold' }]],
    ]);
  });

  it('does not call it the rest as long as one is told, or only those of the same oven are not', () => {
    const but = [rule('alertname="Down"', 'alertname=~"Cold|Hot" severity!="critical"')];
    const ofOven = [rule('alertname="Down"', 'alertname!="Down"', 'oven')];
    for (const rules of [but, ofOven]) {
      expect(inhibitionGraph(all, rules).silencings.map(({ particular }) => particular)).not.toContain('the rest');
    }
  });

  it('only counts severities of one alert and tiers of one objective', () => {
    const burns = (name: string, tier: string) => alert(name, 'warning', { tier, sloth_id: 'kiln-heat' });
    const { alerts, objectives, silencings } = inhibitionGraph(
      [...hot, burns('BurnsFast', '1h'), burns('Burns', '6h'), burns('Burns', '1d')],
      [
        rule('alertname="Hot" severity="critical"', 'alertname="Hot" severity="warning"'),
        rule('sloth_id="kiln-heat" tier="1h"', 'sloth_id="kiln-heat" tier=~"6h|1d"'),
        rule('sloth_id="kiln-heat" tier="6h"', 'sloth_id="kiln-heat" tier="1d"'),
      ],
    );
    expect({ alerts, objectives, silencings }).toEqual({
      alerts: [{ workload: 'kiln', name: 'Hot' }],
      objectives: [{ workload: 'kiln', name: 'kiln-heat' }],
      silencings: [],
    });
  });

  it('shows of some workloads what silences there, and what others silence there', () => {
    const late = alert('Late', 'warning', { workload: 'mill' });
    const graph = inhibitionGraph(
      [...all, late],
      [
        { source_matchers: ['alertname="Down"'], target_matchers: ['alertname=~"Late|Cold"'], equal: ['node'] },
        rule('alertname="Hot" severity="critical"', 'alertname="Hot" severity="warning"'),
        rule('alertname="Hot"', 'alertname="Cold"'),
      ],
    );
    expect(graphWithin(graph, ['mill'])).toEqual({
      alerts: [],
      objectives: [],
      silencings: [
        expect.objectContaining({ general: 'Down', particular: [{ workload: 'mill', name: 'Late' }], equal: ['node'] }),
      ],
    });
    expect(graphWithin(graph, ['kiln'])).toEqual(graph);
  });
});
