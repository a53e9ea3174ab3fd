import { ended, known, post, silence } from '../harness/alertmanager/api';
import type { Alertmanager } from '../harness/alertmanager/program';
import { allSettled } from '../harness/alertmanager/replicas';
import { cleanup } from '../harness/cleanup';
import { eventually, sleep } from '../harness/wait';
import { firing } from './firing';
import { pagesIn, type Page } from './pages';
import { onlyNews, stage, type Stage } from './stage';

jest.setTimeout(180_000);

const ENVIRONMENT = 'prod-us-west-2';

/** A minute is a second: a page waits for half a second, and what joins it for five. */
const FACTOR = 60;
/** Longer than a page's group interval and the time that the third replica waits for the two before it. */
const AGAIN_SECONDS = 7;

const critical = (name: string) => firing(ENVIRONMENT, name, 'critical');

const later = cleanup();
let scene: Stage;
let first: Alertmanager;

beforeAll(async () => {
  scene = await stage(later, {
    environment: ENVIRONMENT,
    factor: FACTOR,
    replicas: 3,
    // One incident here must not silence the next.
    change: (config) => ({ ...onlyNews(config), inhibit_rules: [] }),
  });
  const [replica] = scene.replicas;
  if (!replica) throw new Error('no replica');
  first = replica;
});

/** The pages since the test began. */
let heard = 0;
beforeEach(() => {
  heard = scene.services.notifications.length;
});
const pages = (): readonly Page[] => pagesIn(scene.services.notifications.slice(heard));

const page = (receiver: string, action = 'trigger'): Page => ({ receiver, action, key: expect.any(String) as string });

describe('three replicas that Prometheus tells of every alert', () => {
  test('page once of each incident, and say once that it is over', async () => {
    const alerts = [critical('YieldPredictorErrorRatio'), critical('AteFloorDown')];
    await post(scene.replicas, alerts);
    await sleep(AGAIN_SECONDS);
    expect(new Set(pages())).toEqual(new Set([page('ml-platform-page'), page('test-floor-page')]));
    expect(pages()).toHaveLength(2);

    await post(
      scene.replicas,
      alerts.map((alert) => ended(alert)),
    );
    await sleep(AGAIN_SECONDS);
    expect(pages().slice(2)).toHaveLength(2);
    expect(new Set(pages().slice(2))).toEqual(
      new Set([page('ml-platform-page', 'resolve'), page('test-floor-page', 'resolve')]),
    );
  });

  describe.each([
    {
      when: 'before it has told',
      incident: 'StdfEtlErrorRatio',
      next: 'KubernetesNodesLost',
      // The second and the third may each find that it is theirs to tell.
      duplicates: 1,
      kill: async () => {
        await sleep(0.2);
        await first.kill();
      },
    },
    {
      when: 'while it tells, before it has an answer',
      incident: 'WaferMapErrorRatio',
      next: 'NodesTargetsDown',
      // Nobody can know that it has been heard.
      duplicates: 1,
      kill: () =>
        new Promise<void>((resolve, reject) => {
          scene.services.onNext(() => first.kill().then(resolve, reject));
        }),
    },
    {
      when: 'after it has told',
      incident: 'GpusTargetsDown',
      next: 'GrafanaTargetsDown',
      duplicates: 0,
      kill: async () => {
        await scene.until(() => {
          expect(pages()).toHaveLength(1);
        }, 10);
        // The others hear of it with the next gossip, 20 ms later.
        await sleep(0.3);
        await first.kill();
      },
    },
  ])('of which the first is killed $when', ({ incident, next, duplicates, kill }) => {
    afterAll(async () => {
      await first.restart();
      await allSettled(scene.replicas);
    });

    test('lose no page, and page at most once too often, of the same incident', async () => {
      const killed = kill();
      await post(scene.replicas, [critical(incident)]);
      await killed;
      await sleep(AGAIN_SECONDS);
      const [page, ...more] = pages();
      expect(page?.action).toBe('trigger');
      expect(more.length).toBeLessThanOrEqual(duplicates);
      // The same event with the same key: PagerDuty adds it to the incident that is open.
      for (const duplicate of more) expect(duplicate).toEqual(page);
    });

    test('tell of what fires next, once', async () => {
      await post(scene.replicas, [critical(next)]);
      await scene.until(() => {
        expect(pages()).toHaveLength(1);
      }, 10);
      await sleep(2);
      expect(pages()).toHaveLength(1);
    });
  });

  test('remember for one that is lost what it was told to keep silent about', async () => {
    const { labels } = critical('LokiTargetsDown');
    const id = await silence(first, labels);
    await sleep(0.5);
    await first.kill();
    await first.restart();
    await post(scene.replicas, [critical('LokiTargetsDown')]);
    await eventually(async () => {
      for (const replica of scene.replicas) {
        const alert = (await known(replica)).find((one) => one.labels.alertname === 'LokiTargetsDown');
        expect(alert?.status).toMatchObject({ state: 'suppressed', silencedBy: [id] });
      }
    }, 15);
    expect(pages()).toEqual([]);
  });
});
