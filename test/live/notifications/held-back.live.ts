import { deliveryOf, pathsOf } from '../../../alerts/routing/path';
import { ended, known, post } from '../harness/alertmanager/api';
import { renderedAlertmanager } from '../harness/alertmanager/file';
import { holdingNothingBack, withHours } from '../harness/alertmanager/hours';
import { milliseconds } from '../harness/alertmanager/scaled';
import { outside } from '../harness/alertmanager/shifted';
import { cleanup } from '../harness/cleanup';
import { eventually, sleep } from '../harness/wait';
import { firing } from './firing';
import { stage } from './stage';

jest.setTimeout(60_000);

const ENVIRONMENT = 'prod-us-west-2';

const alert = firing(ENVIRONMENT, 'YieldPredictorCalibrationError', 'warning', { model: 'yield_predictor' });
const [delivery] = pathsOf(renderedAlertmanager(ENVIRONMENT).config.route, alert.labels).map(deliveryOf);
if (!delivery) throw new Error('no route takes the alert');

/** What the hours or days until something is told again take here. */
const AGAIN_SECONDS = 5;
const FACTOR = milliseconds(delivery.repeat_interval) / (AGAIN_SECONDS * 1000);
const INTERVAL_SECONDS = milliseconds(delivery.group_interval) / FACTOR / 1000;

const later = cleanup();

/**
 * What a time interval holds back does not come to the notification log (v0.31, notify/notify.go): Alertmanager does not learn
 * there that an alert is over, and takes the next one for the one that it has told.
 */
test('what was told, went over while it was held back and fires again is told as late as what has never gone over', async () => {
  const { services, replicas, reconfigure, until } = await stage(later, { environment: ENVIRONMENT, factor: FACTOR });
  const [alertmanager] = replicas;
  if (!alertmanager) throw new Error('no Alertmanager');
  await post(replicas, [alert]);
  await until((told) => {
    expect(told).toHaveLength(1);
  }, 10);

  const now = new Date();
  expect(delivery.active_time_intervals).not.toEqual([]);
  await reconfigure((config) => withHours(config, outside(now)));
  await post(replicas, [ended(alert)]);
  await eventually(
    async () => {
      expect(await known(alertmanager)).toEqual([]);
    },
    10,
    0.05,
  );
  await sleep(2 * INTERVAL_SECONDS);

  await reconfigure((config) => holdingNothingBack(config, now));
  await post(replicas, [alert]);
  await until((told) => {
    expect(told).toHaveLength(2);
  }, 2 * AGAIN_SECONDS);
  const [first, second] = services.notifications.map(({ at }) => at);
  const pause = ((second ?? NaN) - (first ?? NaN)) / 1000;
  expect(pause).toBeGreaterThan(AGAIN_SECONDS - 0.1);
  // It is looked at once in each interval of its group; the rest is the machine's.
  expect(pause).toBeLessThan(AGAIN_SECONDS + 2 * INTERVAL_SECONDS + 2);
});
