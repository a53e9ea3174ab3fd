import { alertmanagerConfig, type Alerting } from '../../../../alerts/alertmanager';
import type { Labels } from '../../../../alerts/routing/matcher';
import { deliveryOf, pathsOf, type Delivery } from '../../../../alerts/routing/path';
import { contact } from '../../../../alerts/receivers/contact';
import { businessHours, deployments, hours, maintenance, weekends, type Window } from '../../../../signals';
import { bakers, burntRatio, kiln } from '../../../fixtures/kiln';

const ZONE = 'Europe/Berlin';
const OFFICE = businessHours('office', ZONE);
const UPKEEP = maintenance(weekends('upkeep', ZONE), { workloads: ['kiln'] });
const ROLLOUT = deployments(hours('rollout', ZONE, { days: ['monday'], from: '10:00', to: '11:00' }), {
  workloads: ['kiln'],
});

const configWith = (change: Partial<Alerting> = {}) =>
  alertmanagerConfig({
    contacts: [contact(bakers, OFFICE)],
    fallback: contact(bakers),
    workloads: [kiln],
    windows: [],
    ...change,
  });

function delivered(labels: Labels, ...windows: readonly Window[]): Delivery {
  const [path, ...others] = pathsOf(configWith({ windows }).route, { team: 'bakers', workload: 'kiln', ...labels });
  if (!path || others.length > 0) throw new Error(`${1 + others.length} ways instead of one`);
  return deliveryOf(path);
}

describe('who is told of an alert of a team', () => {
  it('is on call, if it is critical, at any time and at once', () => {
    expect(delivered({ severity: 'critical' })).toMatchObject({
      receiver: 'bakers-page',
      group_wait: '30s',
      active_time_intervals: [],
      mute_time_intervals: [],
    });
  });

  it.each(['warning', 'info'])('is the channel, if it is %s, while people are at work', (severity) => {
    expect(delivered({ severity })).toMatchObject({
      receiver: 'bakers-channel',
      group_interval: '30m',
      active_time_intervals: ['office'],
    });
  });

  it('is woken for each of what is apart, while the channel is told of all of it together', () => {
    const workloads = [{ ...kiln, apart: ['oven'] }];
    const { route } = configWith({ workloads });
    const grouped = (severity: string) =>
      pathsOf(route, { team: 'bakers', workload: 'kiln', severity }).map((path) => deliveryOf(path).group_by);
    expect(grouped('critical')).toEqual([['workload', 'incident', 'severity', 'oven']]);
    expect(grouped('warning')).toEqual([['workload', 'incident', 'severity']]);
  });

  it('is told of findings in a digest, with those that are over', () => {
    const { warning } = burntRatio.conditions;
    if (!warning) throw new Error('burnt batches are no warning');
    const conditions = { ...burntRatio.conditions, warning: { ...warning, inDigest: true as const } };
    const workloads = [{ ...kiln, signals: [{ ...burntRatio, conditions }] }];
    const config = configWith({ workloads });
    const [path = []] = pathsOf(config.route, { team: 'bakers', workload: 'kiln', severity: 'warning', digest: 'yes' });
    expect(deliveryOf(path)).toMatchObject({ receiver: 'bakers-digest', group_interval: '4h' });
    expect(config.receivers.find(({ name }) => name === 'bakers-digest')).toMatchObject({
      slack_configs: [{ send_resolved: true }],
    });
    expect(configWith().receivers.map(({ name }) => name)).not.toContain('bakers-digest');
  });

  it('is told together of all that is wrong with one workload', () => {
    expect(delivered({ severity: 'critical' }).group_by).toEqual(['workload', 'incident', 'severity']);
  });
});

describe('a window', () => {
  it('of maintenance mutes everything of its workload', () => {
    expect(delivered({ severity: 'critical' }, UPKEEP).mute_time_intervals).toEqual(['upkeep']);
    expect(delivered({ severity: 'warning' }, UPKEEP).mute_time_intervals).toEqual(['upkeep']);
  });

  it('of deployments leaves what is critical', () => {
    expect(delivered({ severity: 'critical' }, ROLLOUT).mute_time_intervals).toEqual([]);
    expect(delivered({ severity: 'warning' }, ROLLOUT).mute_time_intervals).toEqual(['rollout']);
  });

  it('joins another of the same workload', () => {
    expect(delivered({ severity: 'warning' }, UPKEEP, ROLLOUT).mute_time_intervals).toEqual(['upkeep', 'rollout']);
  });

  it('of one kind leaves a window of another kind at the same hours what it is', () => {
    const night = hours('night', ZONE, { days: ['monday'], from: '22:00', to: '24:00' });
    const mill = { ...kiln, name: 'mill' };
    const windows = [maintenance(night, { workloads: ['kiln'] }), deployments(night, { workloads: ['mill'] })];
    const { route } = configWith({ workloads: [kiln, mill], windows });
    const mutes = (workload: string) =>
      pathsOf(route, { team: 'bakers', severity: 'critical', workload }).map(
        (path) => deliveryOf(path).mute_time_intervals,
      );
    expect(mutes('kiln')).toEqual([['night']]);
    expect(mutes('mill')).toEqual([[]]);
  });

  it('leaves other workloads of the team, and the time at which people are at work', () => {
    expect(delivered({ severity: 'warning', workload: 'mill' }, UPKEEP).mute_time_intervals).toEqual([]);
    expect(delivered({ severity: 'warning' }, UPKEEP).active_time_intervals).toEqual(['office']);
  });

  it('is refused of a workload that is not there', () => {
    const windows = [maintenance(OFFICE, { workloads: ['mill'] })];
    expect(() => configWith({ windows })).toThrow("maintenance 'office': there is no workload 'mill', there are: kiln");
  });

  it('is refused that has the name of other hours', () => {
    const windows = [maintenance(weekends('office', ZONE), { workloads: ['kiln'] })];
    expect(() => configWith({ windows })).toThrow("two different hours are called 'office'");
  });
});

test('a contact is refused whose team owns nothing', () => {
  const idle = contact({ ...bakers, name: 'millers' });
  expect(() => configWith({ contacts: [contact(bakers, OFFICE), idle] })).toThrow(
    "team 'millers' has receivers, but owns nothing",
  );
});

test('each time interval that a route names is there, once, and none besides', () => {
  const { time_intervals: intervals = [], route } = configWith({ windows: [UPKEEP, ROLLOUT] });
  const named = [...JSON.stringify(route).matchAll(/(?:active|mute)_time_intervals":\[([^\]]*)\]/g)];
  const names = named.flatMap(([, list = '']) => list.split(',').map((name) => name.replaceAll('"', '')));
  expect(intervals.map(({ name }) => name).sort()).toEqual([...new Set(names)].sort());
  expect(configWith({ contacts: [contact(bakers)] })).not.toHaveProperty('time_intervals');
});
