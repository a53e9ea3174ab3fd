import { ended, post, statusOf, type Alert, type Known } from '../harness/alertmanager/api';
import { cleanup } from '../harness/cleanup';
import { sleep } from '../harness/wait';
import { alertOf, alertRules, firing } from './firing';
import { pagesIn, receiversIn } from './pages';
import { onlyNews, stage, type Stage } from './stage';

jest.setTimeout(120_000);

const ENVIRONMENT = 'prod-us-west-2';

/** Nothing but the order of waiting matters: a page's group interval is half a second, a warning's three. */
const FACTOR = 600;

const fires = (name: string, severity: string, series = {}): Alert => firing(ENVIRONMENT, name, severity, series);

describe('of alerts that have one cause', () => {
  const later = cleanup();
  let scene: Stage;
  let heard = 0;

  beforeAll(async () => {
    scene = await stage(later, {
      environment: ENVIRONMENT,
      factor: FACTOR,
      change: onlyNews,
    });
  });

  beforeEach(() => {
    heard = scene.services.notifications.length;
  });

  function status(alert: Alert): Promise<Known['status']> {
    const [alertmanager] = scene.replicas;
    if (!alertmanager) throw new Error('no Alertmanager');
    return statusOf(alertmanager, alert);
  }

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
    expect((await status(warning)).inhibitedBy).toHaveLength(1);

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

  test('a model that is slow and fails is one page, and one that is only slow is told of in the channel alone', async () => {
    const [failing, slow] = [{ model: 'fails' }, { model: 'slow' }];
    const [errors, latency, warning] = [
      fires('YieldPredictorErrorRatio', 'critical', failing),
      fires('YieldPredictorLatencyP95', 'critical', failing),
      fires('YieldPredictorLatencyP95', 'warning', failing),
    ];
    await post(scene.replicas, [errors, latency, warning]);
    await settled();
    expect(told().map(({ receiver }) => receiver)).toEqual(['ml-platform-page']);
    expect((await status(errors)).state).toBe('active');
    for (const alert of [latency, warning]) expect((await status(alert)).state).toBe('suppressed');

    await post(scene.replicas, [fires('YieldPredictorLatencyP95', 'warning', slow)]);
    await settled();
    expect(told().map(({ receiver }) => receiver)).toEqual(['ml-platform-page', 'ml-platform-channel']);
  });

  test('that none of its targets can be scraped silences all that a workload says, but not that it writes secrets', async () => {
    const down = fires('StdfEtlTargetsDown', 'critical');
    const secrets = fires('StdfEtlLogSecrets', 'warning');
    const others = alertRules(ENVIRONMENT)
      .filter(({ labels }) => labels.workload === 'stdf-etl')
      .filter(({ alert }) => !['StdfEtlTargetsDown', 'StdfEtlLogSecrets'].includes(alert))
      .map((rule) => alertOf(rule));
    expect(others.length).toBeGreaterThan(10);
    await post(scene.replicas, [down, secrets, ...others]);
    await settled();
    expect(told().map(({ receiver }) => receiver)).toEqual(['test-data-page', 'test-data-channel']);
    expect((await status(secrets)).state).toBe('active');
    for (const other of others) expect((await status(other)).state).toBe('suppressed');
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
    for (const alert of missing) expect((await status(alert)).state).toBe('suppressed');
    for (const alert of others) expect((await status(alert)).state).toBe('active');
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
    for (const alert of alerts) expect((await status(alert)).state).toBe('active');
  });
});
