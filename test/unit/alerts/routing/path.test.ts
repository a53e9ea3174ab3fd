import type { Route } from '../../../../alerts/alertmanager';
import { deliveryOf, pathsOf } from '../../../../alerts/routing/path';

const root: Route = {
  receiver: 'root',
  group_by: ['workload'],
  repeat_interval: '12h',
  routes: [
    { receiver: 'copy', matchers: ['severity="critical"'], continue: true },
    {
      receiver: 'bakers',
      matchers: ['team="bakers"'],
      group_wait: '10s',
      active_time_intervals: ['day'],
      routes: [
        { receiver: 'bakers-page', matchers: ['severity="critical"'], mute_time_intervals: ['holidays'] },
        { matchers: ['severity="info"'] },
      ],
    },
    { receiver: 'late', matchers: ['team="bakers"'] },
  ],
};
const receivers = (labels: Readonly<Record<string, string>>): readonly string[] =>
  pathsOf(root, labels).map((path) => deliveryOf(path).receiver);

describe('an alert goes', () => {
  it('to the first route that matches, as deep as there is one', () => {
    expect(receivers({ team: 'bakers', severity: 'warning' })).toEqual(['bakers']);
  });

  it('on to the next ones where a route says so', () => {
    expect(receivers({ team: 'bakers', severity: 'critical' })).toEqual(['copy', 'bakers-page']);
  });

  it('to the root, where no other route takes it', () => {
    expect(receivers({ team: 'millers' })).toEqual(['root']);
  });

  it('nowhere, where the route itself does not match', () => {
    expect(pathsOf({ receiver: 'a', matchers: ['b="c"'] }, {})).toEqual([]);
  });

  it('at the times of its own route alone', () => {
    const times = (severity: string) =>
      pathsOf(root, { team: 'bakers', severity })
        .map(deliveryOf)
        .map(({ active_time_intervals: active, mute_time_intervals: muted }) => ({ active, muted }));
    expect(times('critical').at(-1)).toEqual({ active: [], muted: ['holidays'] });
    expect(times('warning')).toEqual([{ active: ['day'], muted: [] }]);
  });

  it('with what its route does not say from the one above, and at last from Alertmanager', () => {
    const [path] = pathsOf(root, { team: 'bakers', severity: 'info' });
    expect(path && deliveryOf(path)).toEqual({
      receiver: 'bakers',
      group_by: ['workload'],
      group_wait: '10s',
      group_interval: '5m',
      repeat_interval: '12h',
      active_time_intervals: [],
      mute_time_intervals: [],
    });
  });
});
