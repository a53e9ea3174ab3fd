import type { Change } from '../../../live/incidents/report';
import { accountOf, untold } from '../../../bench/noise/account';
import type { Heard, Sent } from '../../../bench/noise/heard';
import type { TrueIncident } from '../../../bench/noise/week/events';
import { DAY, HOUR } from '../../../../simulator/time';

const SPAN = { from: 0, to: 2 * DAY };

const INCIDENT: TrueIncident = {
  incident: 'yield-drop',
  workload: 'kiln',
  team: 'clay',
  alerts: ['KilnHot'],
  from: 1000,
  to: 2000,
};

const HOT = { alertname: 'KilnHot', workload: 'kiln', severity: 'critical' };
const WARM = { ...HOT, alertname: 'KilnWarm', severity: 'warning' };

const change = (time: number, state: Change['state'], labels: Change['labels'] = HOT): Change => ({
  time,
  state,
  labels,
});

const page = (at: number, action = 'trigger', receiver = 'clay-page'): Sent => ({
  at,
  receiver,
  kind: 'pagerduty',
  event: { action, key: 'k' },
});
const content = (at: number, firing: readonly Change['labels'][], receiver = 'clay-page') => ({
  at,
  receiver,
  isOver: firing.length === 0,
  firing,
  over: [],
});

const DEPLOYED = { workload: 'mill', when: { from: 5000, to: 6000 } };

const ours = (heard: Heard, history: readonly Change[] = [change(1100, 'firing')]) =>
  accountOf('ours', heard, { history, incidents: [INCIDENT], deployments: [DEPLOYED], span: SPAN });

const incidentOf = (heard: Heard, history?: readonly Change[]) => ours(heard, history).incidents[0];

describe('the account of a side', () => {
  it('counts what people got, a day', () => {
    const slack: Sent = { at: 5, receiver: 'clay-channel', kind: 'slack' };
    const account = ours({ sent: [slack, page(1130), page(1500, 'resolve')], contents: [content(1500, [])] });
    expect(account).toMatchObject({ notifications: 3, perDay: 1.5, overPerDay: 0.5, pagerEvents: 2 });
  });

  it('counts pages by who is on call: what is open wakes nobody again', () => {
    const sent = [page(1), page(2), page(3, 'resolve'), page(4), page(5, 'trigger', 'sre-page')];
    expect(ours({ sent, contents: [] }).pages).toEqual({ 'clay-page': 2, 'sre-page': 1 });
  });

  it('counts for a naive side whatever is not over', () => {
    const sent: readonly Sent[] = [1, 2].map((at) => ({ at, receiver: 'everybody', kind: 'webhook' }));
    const contents = [content(1, [HOT], 'everybody'), content(2, [], 'everybody')];
    const account = accountOf('naive', { sent, contents }, { history: [], incidents: [], deployments: [], span: SPAN });
    expect(account.pages).toEqual({ everybody: 1 });
  });
});

test('what is told of a workload while it is deployed, and shortly after, is counted', () => {
  const told = (at: number, workload: string) =>
    ours({ sent: [], contents: [content(at, [{ ...HOT, workload }])] }).ofDeployments;
  expect([told(5000, 'mill'), told(6900, 'mill')]).toEqual([1, 1]);
  expect([told(4999, 'mill'), told(6901, 'mill'), told(5500, 'kiln')]).toEqual([0, 0, 0]);
});

describe('a true incident', () => {
  it('is paged when a pager is told of its alert', () => {
    expect(incidentOf({ sent: [page(1131)], contents: [content(1130, [HOT])] })).toMatchObject({
      fired: 1100,
      pagedAfter: 31,
    });
  });

  it('is missed where it only joins another that is open', () => {
    const heard = { sent: [page(500), page(1131)], contents: [content(1130, [HOT])] };
    expect(incidentOf(heard)).not.toHaveProperty('pagedAfter');
  });

  it('is missed where its alert does not fire, or long after it only', () => {
    const heard = { sent: [page(1131)], contents: [content(1130, [HOT])] };
    expect(incidentOf(heard, [])).not.toHaveProperty('fired');
    expect(incidentOf(heard, [change(2000 + 2 * HOUR, 'firing')])).not.toHaveProperty('fired');
    expect(incidentOf(heard, [change(1100, 'firing', WARM)])).not.toHaveProperty('fired');
  });

  it('is missed where the pager is told of something else, or only the channel of it', () => {
    expect(incidentOf({ sent: [page(1131)], contents: [content(1130, [WARM])] })).not.toHaveProperty('pagedAfter');
    const slack: Sent = { at: 1130, receiver: 'clay-channel', kind: 'slack' };
    const contents = [content(1130, [HOT], 'clay-channel')];
    expect(incidentOf({ sent: [slack], contents })).not.toHaveProperty('pagedAfter');
  });

  it('is not paged by what ends another one', () => {
    const sent = [page(500), page(1131, 'resolve')];
    expect(incidentOf({ sent, contents: [content(1130, [HOT])] })).not.toHaveProperty('pagedAfter');
  });
});

describe('an alert that nobody was told of', () => {
  it('is one that no notification had while it fired', () => {
    const history = [
      change(10, 'firing'),
      change(20, 'inactive'),
      change(100, 'firing', WARM),
      change(200, 'inactive', WARM),
      change(1000, 'firing'),
    ];
    expect(untold(history, [content(15, [HOT]), content(90, [WARM])])).toEqual([
      change(100, 'firing', WARM),
      change(1000, 'firing'),
    ]);
  });

  it('is none of which somebody is told that it was', () => {
    const history = [change(100, 'firing', WARM), change(200, 'inactive', WARM)];
    expect(untold(history, [{ ...content(600, []), over: [WARM] }])).toEqual([]);
  });
});
