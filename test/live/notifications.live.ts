import { ended, known, post, silence, type Alert, type Known } from './harness/alertmanager/api';
import { cleanup } from './harness/cleanup';
import { sleep } from './harness/wait';
import { alertRules, alertOf, firing } from './notifications/firing';
import { pagesIn, receiversIn } from './notifications/pages';
import { stage, type Stage } from './notifications/stage';

jest.setTimeout(120_000);

const ENVIRONMENT = 'prod-us-west-2';

/** A minute is a second: a page waits for half a second, and what joins it for five. */
const FACTOR = 60;
/** Where nothing but the order of waiting matters: a page's group interval is half a second, a warning's three. */
const FAST = 600;

const fires = (name: string, severity: string, series = {}): Alert => firing(ENVIRONMENT, name, severity, series);

async function statusOf({ replicas: [alertmanager] }: Stage, { labels }: Alert): Promise<Known['status']> {
  if (!alertmanager) throw new Error('no Alertmanager');
  const key = (of: Alert['labels']): string => JSON.stringify(Object.entries(of).sort());
  const found = (await known(alertmanager)).find((one) => key(one.labels) === key(labels));
  if (!found) throw new Error(`Alertmanager does not know of ${key(labels)}`);
  return found.status;
}

describe('services that are down for ten minutes', () => {
  const later = cleanup();
  let scene: Stage;

  beforeAll(async () => {
    scene = await stage(later, { environment: ENVIRONMENT, factor: FACTOR });
    const { services, replicas } = scene;
    await services.down('refuses');
    await post(replicas, [
      fires('YieldPredictorErrorRatio', 'critical', { model: 'early' }),
      fires('NodeCpuSaturated', 'warning', { node: 'n1' }),
      fires('Watchdog', 'info'),
    ]);
    await sleep(5);
    await services.up();
    await services.down('answers 503');
    await post(replicas, [fires('YieldPredictorErrorRatio', 'critical', { model: 'late' })]);
    await sleep(5);
    expect(services.notifications).toEqual([]);
    expect(services.refused()).toBeGreaterThan(0);
    await services.up();
  });

  test('are told afterwards of all that fires, and of what has joined it, but nothing twice', async () => {
    const told = () => scene.services.notifications;
    const pages = () => told().filter(({ kind }) => kind === 'pagerduty');
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
    expect((await statusOf(scene, silenced)).silencedBy).toEqual([id]);
  });
});

describe('of alerts that have one cause', () => {
  const later = cleanup();
  let scene: Stage;
  let heard = 0;

  beforeAll(async () => {
    scene = await stage(later, { environment: ENVIRONMENT, factor: FAST });
  });

  beforeEach(() => {
    heard = scene.services.notifications.length;
  });

  const told = () => scene.services.notifications.slice(heard);
  /** More than the wait of a warning and its group interval. */
  const settled = () => sleep(4);

  test('a warning is silent while the same signal is critical, of the same labels, and is told when it no longer is', async () => {
    const series = { model: 'yield_predictor' };
    const page = fires('YieldPredictorLatencyP95', 'critical', series);
    const warning = fires('YieldPredictorLatencyP95', 'warning', series);
    await post(scene.replicas, [page, warning]);
    await settled();
    expect(told().map(({ receiver }) => receiver)).toEqual(['ml-platform-page']);
    expect((await statusOf(scene, warning)).inhibitedBy).toHaveLength(1);

    // Of another model it is told.
    await post(scene.replicas, [fires('YieldPredictorLatencyP95', 'warning', { model: 'another' })]);
    await scene.until(() => {
      expect(receiversIn(told(), 'slack')).toEqual(['ml-platform-channel']);
    }, 10);

    await post(scene.replicas, [ended(page)]);
    await scene.until(() => {
      expect(receiversIn(told(), 'slack')).toHaveLength(2);
    }, 10);
    expect(pagesIn(told()).map(({ action }) => action)).toEqual(['trigger', 'resolve']);
  });

  test('that none of its targets can be scraped silences all that a workload says', async () => {
    const down = fires('StdfEtlTargetsDown', 'critical');
    const others = alertRules(ENVIRONMENT)
      .filter(({ alert, labels }) => labels.workload === 'stdf-etl' && alert !== 'StdfEtlTargetsDown')
      .map((rule) => alertOf(rule));
    expect(others.length).toBeGreaterThan(10);
    await post(scene.replicas, [down, ...others]);
    await settled();
    expect(told().map(({ receiver }) => receiver)).toEqual(['test-data-page']);
    for (const other of others) expect((await statusOf(scene, other)).state).toBe('suppressed');
  });

  test('a node that is gone is told of, with what may have been the cause, but not by all who miss something on it', async () => {
    const missing = [
      ...['NodesTargetsDown', 'GpusTargetsDown', 'CollectorAgentTargetsDown'].map((name) => fires(name, 'warning')),
      fires('KubernetesNodePressure', 'warning', { node: 'gone' }),
    ];
    const others = [
      fires('KubernetesNodePressure', 'warning', { node: 'another' }),
      fires('NodeMemoryLow', 'warning', { node: 'gone' }),
    ];
    await post(scene.replicas, [fires('KubernetesNodeNotReady', 'warning', { node: 'gone' }), ...missing, ...others]);
    await settled();
    expect(told().map(({ receiver }) => receiver)).toEqual(['sre-channel', 'sre-channel']);
    for (const alert of missing) expect((await statusOf(scene, alert)).state).toBe('suppressed');
    for (const alert of others) expect((await statusOf(scene, alert)).state).toBe('active');
  });

  test.each([
    {
      names: [
        'KubernetesVolumeLost',
        'KubernetesVolumeNearlyFull',
        'KubernetesVolumeFillingUp',
        'KubernetesKubeletCertificateExpires',
        'KubernetesVolumeLost',
      ],
      severity: 'critical',
      kind: 'pagerduty',
    },
    {
      names: ['NodeCpuSaturated', 'NodeMemoryLow', 'NodeOomKills', 'NodeDiskSaturated', 'NodeNetworkErrors'],
      severity: 'warning',
      kind: 'slack',
    },
  ])('five of a workload that are $severity are one notification', async ({ names, severity, kind }) => {
    const alerts = names.map((name, i) =>
      fires(name, severity, { node: `n${i}`, persistentvolumeclaim: `c${i}`, namespace: 'lab' }),
    );
    await post(scene.replicas, alerts);
    await settled();
    expect(told().map((one) => one.kind)).toEqual([kind]);
    for (const alert of alerts) expect((await statusOf(scene, alert)).state).toBe('active');
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
