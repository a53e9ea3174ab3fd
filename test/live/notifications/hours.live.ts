import { deliveryOf, pathsOf } from '../../../alerts/routing/path';
import { groups, post, type Alert, type Group } from '../harness/alertmanager/api';
import { renderedAlertmanager } from '../harness/alertmanager/file';
import { withHours } from '../harness/alertmanager/hours';
import { withoutRepeats } from '../harness/alertmanager/repeats';
import { inside, outside } from '../harness/alertmanager/shifted';
import { cleanup } from '../harness/cleanup';
import { sleep } from '../harness/wait';
import { alertOf, alertRules } from './firing';
import { alertAt, isTold, placed, placementsOf, textOf, type Placement } from './placements';
import { stage, type Stage } from './stage';

jest.setTimeout(180_000);

const ENVIRONMENT = 'prod-us-west-2';

/** A page's group interval is half a second, a digest's wait one and a half: only the order of waiting matters here. */
const FACTOR = 600;

const { config } = renderedAlertmanager(ENVIRONMENT);
const placements = placementsOf(config);

const MINUTE = 60_000;
/** Alertmanager's intervals begin and end with a minute. This one leaves time to start, and to see what is held back. */
const TURN = new Date(Math.ceil((Date.now() + 10_000) / MINUTE) * MINUTE);

const later = cleanup();
let scene: Stage;

beforeAll(async () => {
  scene = await stage(later, {
    environment: ENVIRONMENT,
    factor: FACTOR,
    change: (original) => placed(original, new Date(), TURN),
  });
  await post(
    scene.replicas,
    placements.map((placement) => alertAt(placement, 'Before')),
  );
});

/** What has been told so far of the alerts with this name. */
function toldOf(name: string): ReadonlySet<string> {
  const labels = scene.services.notifications.flatMap(({ body }) =>
    (body.alerts as readonly { readonly labels: Readonly<Record<string, string>> }[]).map((alert) => alert.labels),
  );
  return new Set(
    labels.filter(({ alertname }) => alertname === name).map((one) => textOf(one as unknown as Placement)),
  );
}

const expected = (turned: boolean): ReadonlySet<string> =>
  new Set(placements.filter((placement) => isTold(placement, turned)).map(textOf));

test('every time interval of the configuration tells or holds back, as now lies inside or outside of it', async () => {
  expect(placements.length).toBeGreaterThanOrEqual(8);
  await sleep(3);
  expect(Date.now()).toBeLessThan(TURN.getTime());
  expect(toldOf('Before')).toEqual(expected(false));
});

/** One alert of each group: what joins a group while it is told of would be told of as well. */
const oneOfEachGroup: readonly Alert[] = [
  ...new Map(
    alertRules(ENVIRONMENT).map((rule) => {
      const alert = alertOf(rule);
      const deliveries = pathsOf(config.route, alert.labels).map(deliveryOf);
      const keys = deliveries.map(({ receiver, group_by: labels }) => [
        receiver,
        labels.map((label) => alert.labels[label]),
      ]);
      return [JSON.stringify(keys), alert];
    }),
  ).values(),
];

const groupsWhile: Record<'inside' | 'outside', readonly Group[]> = { inside: [], outside: [] };

describe.each([
  { where: 'inside', shift: inside, holds: 'mute_time_intervals' },
  { where: 'outside', shift: outside, holds: 'active_time_intervals' },
] as const)('while now lies $where of every time interval', ({ where, shift, holds }) => {
  const later = cleanup();
  let rendered: Stage;
  let all: readonly Group[];

  beforeAll(async () => {
    rendered = await stage(later, {
      environment: ENVIRONMENT,
      factor: FACTOR,
      change: (original) => ({ ...withHours(withoutRepeats(original), shift(new Date())), inhibit_rules: [] }),
    });
    await post(rendered.replicas, oneOfEachGroup);
    await sleep(4);
    const [alertmanager] = rendered.replicas;
    all = alertmanager ? await groups(alertmanager) : [];
    groupsWhile[where] = all;
  });

  test('every group is held back by what its route names, and by nothing else', () => {
    const wrong = all.flatMap(({ receiver, labels, mutedBy }) =>
      labels.flatMap((one) => {
        const told = pathsOf(config.route, one)
          .map(deliveryOf)
          .filter((delivery) => delivery.receiver === receiver);
        const names = told.map((delivery) => delivery[holds].join());
        return names.join() === mutedBy.join()
          ? []
          : [`${JSON.stringify(one)}: held back by ${mutedBy.join()}, not ${names.join()}`];
      }),
    );
    expect(wrong).toEqual([]);
    expect(all.length).toBeGreaterThan(50);
  });

  test('and whoever has a group that is not held back is told of it, once', () => {
    const told = all.filter(({ mutedBy, receiver }) => mutedBy.length === 0 && receiver !== 'watchdog');
    const heard = rendered.services.notifications.filter(({ receiver }) => receiver !== 'watchdog');
    const sorted = (receivers: readonly { readonly receiver: string }[]) =>
      receivers.map(({ receiver }) => receiver).sort();
    expect(sorted(heard)).toEqual(sorted(told));
  });
});

test('nothing that is critical waits until people are at work', () => {
  const critical = groupsWhile.outside.filter(({ labels }) => labels.some(({ severity }) => severity === 'critical'));
  expect(critical.length).toBeGreaterThan(5);
  expect(critical.flatMap(({ mutedBy }) => mutedBy)).toEqual([]);
});

test('what was held back and still fires is told when the interval ends or begins, and what fires then is held back', async () => {
  await sleep((TURN.getTime() - Date.now()) / 1000);
  await scene.until(() => {
    expect(toldOf('Before')).toEqual(new Set([...expected(false), ...expected(true)]));
  }, 10);
  await post(
    scene.replicas,
    placements.map((placement) => alertAt(placement, 'After')),
  );
  await sleep(3);
  expect(toldOf('After')).toEqual(expected(true));
  const early = scene.services.notifications.filter(({ at }) => at < TURN.getTime()).length;
  expect(early).toBe(expected(false).size);
});
