import type { AlertmanagerConfig, Route } from '../../../../alerts/alertmanager';
import { checkRouting } from '../../../../alerts/routing/check';

const ALERTS = [
  { alertname: 'Cold', severity: 'critical', team: 'bakers', workload: 'kiln' },
  { alertname: 'Watchdog', severity: 'info', team: 'bakers', workload: 'watchdog' },
];
const LABELS = ['alertname', 'severity', 'team', 'workload', 'oven'];

const checked = (routes: readonly Route[], change: Partial<AlertmanagerConfig> = {}): AlertmanagerConfig =>
  checkRouting(
    {
      global: { resolve_timeout: '5m' },
      templates: [],
      route: { receiver: 'bakers', routes },
      inhibit_rules: [],
      receivers: [{ name: 'bakers', slack_configs: [{}] }, { name: 'nobody' }],
      ...change,
    },
    { alerts: ALERTS, labels: LABELS },
  );

describe('routing is refused', () => {
  it('where a route is never reached, because one before it takes all that it would', () => {
    const routes = [
      { matchers: ['team="bakers"'] },
      { receiver: 'bakers', matchers: ['oven="north"', 'team="bakers"'] },
    ];
    expect(() => checked(routes)).toThrow(
      'the route to bakers (oven="north" team="bakers") is never reached: the route to its parent’s receiver (team="bakers") stands before it',
    );
    expect(() => checked([{ routes }])).toThrow('is never reached');
    expect(() => checked([{ ...routes[0], continue: true }, ...routes.slice(1)])).not.toThrow();
    expect(() => checked([...routes].reverse())).not.toThrow();
  });

  it.each([
    ['a route', [{ matchers: ['tema="bakers"'] }], {}],
    [
      'an inhibition',
      [],
      { inhibit_rules: [{ source_matchers: ['tema="bakers"'], target_matchers: ['team="bakers"'], equal: [] }] },
    ],
  ] as const)('where %s asks for a label that no alert carries', (_, routes, change) => {
    expect(() => checked(routes, change)).toThrow(
      'the matcher tema="bakers" asks for the label \'tema\', which no alert carries',
    );
  });

  it('where an alert reaches nobody', () => {
    expect(() => checked([{ receiver: 'nobody', matchers: ['severity="critical"'] }])).toThrow(
      'the alert Cold (critical) of workload kiln reaches only nobody, which tells nobody: route it to a team',
    );
    expect(() => checked([{ receiver: 'nobody', matchers: ['severity="critical"'], continue: true }])).toThrow(
      'reaches only nobody',
    );
    expect(() => checked([{ receiver: 'nobody', matchers: ['severity="warning"'] }])).not.toThrow();
  });

  it('where an inhibition silences the watchdog, whose silence pages', () => {
    const inhibit_rules = [
      { source_matchers: ['alertname="Cold"'], target_matchers: ['alertname!="Cold"'], equal: [] },
    ];
    expect(() => checked([], { inhibit_rules })).toThrow(
      "an inhibition of workload kiln silences the Watchdog while Cold fires, and the dead man's switch would page",
    );
    expect(() =>
      checked([], { inhibit_rules: inhibit_rules.map((rule) => ({ ...rule, equal: ['workload'] })) }),
    ).not.toThrow();
  });
});
