import { ended, post, silence, statusOf, type Alert } from './harness/alertmanager/api';
import { cleanup } from './harness/cleanup';
import { sleep } from './harness/wait';
import { firing } from './notifications/firing';
import { pagesIn, receiversIn } from './notifications/pages';
import { stage, type Stage } from './notifications/stage';

jest.setTimeout(120_000);

const ENVIRONMENT = 'prod-us-west-2';

/** A minute is a second: a page waits for half a second, and what joins it for five. */
const FACTOR = 60;

const fires = (name: string, severity: string, series = {}): Alert => firing(ENVIRONMENT, name, severity, series);

describe('services that are down for ten minutes', () => {
  const later = cleanup();
  let scene: Stage;
  const known = fires('AteFloorDown', 'critical');

  beforeAll(async () => {
    scene = await stage(later, { environment: ENVIRONMENT, factor: FACTOR });
    const { services, replicas, until } = scene;
    await post(replicas, [known]);
    await until(() => {
      expect(pagesOf('test-floor-page')).toHaveLength(1);
    }, 10);
    await services.down('refuses');
    await post(replicas, [
      fires('YieldPredictorErrorRatio', 'critical', { model: 'early' }),
      fires('NodeCpuSaturated', 'warning', { node: 'n1' }),
      fires('Watchdog', 'info'),
      ended(known),
    ]);
    await sleep(5);
    await services.up();
    await services.down('answers 503');
    await post(replicas, [fires('YieldPredictorErrorRatio', 'critical', { model: 'late' })]);
    await sleep(5);
    expect(services.notifications).toHaveLength(1);
    expect(services.refused()).toBeGreaterThan(0);
    await services.up();
  });

  const told = () => scene.services.notifications;
  const pagesOf = (receiver: string) => told().filter((one) => one.kind === 'pagerduty' && one.receiver === receiver);

  test('are told afterwards of all that fires, and of what has joined it, but nothing twice', async () => {
    const pages = () => pagesOf('ml-platform-page');
    await scene.until(() => {
      expect(JSON.stringify(pages().at(-1))).toMatch(/early.*late|late.*early/);
      expect(receiversIn(told(), 'slack')).toEqual(['sre-channel']);
      expect(receiversIn(told(), 'webhook')).toContain('watchdog');
      // Alertmanager tries again after up to a minute, on its own clock.
    }, 15);
    await sleep(6);
    expect(receiversIn(told(), 'slack')).toEqual(['sre-channel']);
    // The late one is a second event of the same incident, unless both were told of at once.
    expect(pages().length).toBeLessThanOrEqual(2);
    expect(new Set(pagesIn(pages()).map(({ key }) => key)).size).toBe(1);
  });

  test('are told afterwards that an incident is over that they were told of before, and not again that it is there', async () => {
    await scene.until(() => {
      expect(pagesIn(pagesOf('test-floor-page')).map(({ action }) => action)).toEqual(['trigger', 'resolve']);
    }, 15);
    expect(new Set(pagesIn(pagesOf('test-floor-page')).map(({ key }) => key)).size).toBe(1);
  });
});

describe('an Alertmanager that is started again', () => {
  const later = cleanup();
  let scene: Stage;

  beforeAll(async () => {
    scene = await stage(later, { environment: ENVIRONMENT, factor: FACTOR });
  });

  test('is still silent of what it is to be silent of, and does not repeat what it has told', async () => {
    const { services, replicas, until } = scene;
    const [alertmanager] = replicas;
    if (!alertmanager) throw new Error('no Alertmanager');
    const [told, silenced, fresh] = [
      fires('WaferMapErrorRatio', 'critical'),
      fires('AteFloorDown', 'critical'),
      fires('StdfEtlErrorRatio', 'critical'),
    ];
    const id = await silence(alertmanager, silenced.labels);
    await post(replicas, [told, silenced]);
    await until(() => {
      expect(services.notifications).toHaveLength(1);
    }, 10);

    await alertmanager.stop();
    await alertmanager.restart();
    await post(replicas, [told, silenced, fresh]);
    // A page's wait and its group interval, and more.
    await sleep(7);
    expect(receiversIn(services.notifications, 'pagerduty')).toEqual(['test-data-page', 'test-data-page']);
    expect(new Set(pagesIn(services.notifications).map(({ key }) => key)).size).toBe(2);
    expect((await statusOf(alertmanager, silenced)).silencedBy).toEqual([id]);
  });
});

describe("the dead man's switch", () => {
  const later = cleanup();
  let scene: Stage;

  beforeAll(async () => {
    scene = await stage(later, { environment: ENVIRONMENT, factor: FACTOR });
  });

  test('hears of the watchdog at once, and again every minute', async () => {
    const began = Date.now();
    await post(scene.replicas, [fires('Watchdog', 'info')]);
    await sleep(6.5);
    const heard = scene.services.notifications.map(({ at }) => at);
    expect(new Set(scene.services.notifications.map(({ receiver }) => receiver))).toEqual(new Set(['watchdog']));
    const pauses = [...heard, Date.now()].map((at, i) => at - (heard[i - 1] ?? began));
    // A minute and a half: one that is left out would make it two.
    expect(pauses.filter((pause) => pause > 1500)).toEqual([]);
  });
});
