import { ended, post, type Alert } from '../harness/alertmanager/api';
import { holdingNothingBack } from '../harness/alertmanager/hours';
import type { Notification } from '../harness/alertmanager/recorder';
import { withoutRepeats } from '../harness/alertmanager/repeats';
import { cleanup } from '../harness/cleanup';
import { firing } from './firing';
import { readMessage, readPage } from './messages';
import { stage, type Stage } from './stage';

jest.setTimeout(60_000);

const ENVIRONMENT = 'prod-us-west-2';

/** A page's group interval is half a second, a warning's three. */
const FACTOR = 600;

const failing = (model: string): Alert => firing(ENVIRONMENT, 'YieldPredictorErrorRatio', 'critical', { model });
const uncalibrated = (version: string): Alert =>
  firing(ENVIRONMENT, 'YieldPredictorCalibrationError', 'warning', { model: 'yield_predictor', version });

const later = cleanup();
let scene: Stage;
let heard = 0;

beforeAll(async () => {
  scene = await stage(later, {
    environment: ENVIRONMENT,
    factor: FACTOR,
    change: (config) => withoutRepeats(holdingNothingBack(config, new Date())),
  });
});

beforeEach(() => {
  heard = scene.services.notifications.length;
});

/** What is told next, of these alerts. */
async function told(...alerts: readonly Alert[]): Promise<Notification> {
  await post(scene.replicas, alerts);
  await scene.until(({ length }) => {
    expect(length).toBeGreaterThan(heard);
  }, 15);
  const notification = scene.services.notifications[heard];
  if (!notification) throw new Error('nothing is told');
  return notification;
}

const page = async (...alerts: readonly Alert[]): Promise<object> =>
  readPage(
    await told(...alerts),
    alerts.map(({ annotations }) => annotations?.description),
  );

const message = async (...alerts: readonly Alert[]): Promise<object> =>
  readMessage(
    await told(...alerts),
    alerts.map(({ annotations }) => annotations?.description),
  );

describe('a page, as PagerDuty hears it,', () => {
  test('of one alert is what is wrong, with its value, and leads to all that helps', async () => {
    expect(await page(failing('yield_predictor'))).toMatchInlineSnapshot(`
      {
        "action": "trigger",
        "client_url": "/d/ml-model-serving?var-model=yield_predictor",
        "details": {
          "firing": "Yield predictor: Error ratio of model yield_predictor is 42%, above 1 % while it answers more than 1 requests/s
      (description)
      Since (time).",
          "num_firing": 1,
          "num_resolved": 0,
          "resolved": null,
        },
        "links": [
          "Runbook: /YieldPredictorErrorRatio.md",
          "Dashboard: /d/ml-model-serving?var-model=yield_predictor",
          "Traces: /explore ml-model-serving",
          "Logs: /explore {service_name=~"ml-model-serving|yield-predictor"}",
          "Silence: /#/silences/new",
        ],
        "severity": "critical",
        "source": "probecard",
        "summary": "Yield predictor: Error ratio of model yield_predictor is 42%, above 1 % while it answers more than 1 requests/s",
      }
    `);
  });

  test('that it is over says from when until when it was', async () => {
    expect(await page(ended(failing('yield_predictor')))).toMatchInlineSnapshot(`
      {
        "action": "resolve",
        "client_url": "/d/ml-model-serving?var-model=yield_predictor",
        "details": {
          "firing": null,
          "num_firing": 0,
          "num_resolved": 1,
          "resolved": "Yield predictor: Error ratio of model yield_predictor is 42%, above 1 % while it answers more than 1 requests/s
      (description)
      From (time) to (time).",
        },
        "links": [
          "Runbook: /YieldPredictorErrorRatio.md",
          "Dashboard: /d/ml-model-serving?var-model=yield_predictor",
          "Traces: /explore ml-model-serving",
          "Logs: /explore {service_name=~"ml-model-serving|yield-predictor"}",
          "Silence: /#/silences/new",
        ],
        "severity": "critical",
        "source": "probecard",
        "summary": "Over: Yield predictor: Error ratio of model yield_predictor is 42%, above 1 % while it answers more than 1 requests/s",
      }
    `);
  });

  test('of two alerts says that there are two, and tells both', async () => {
    expect(await page(failing('binning_optimizer'), failing('failure_classifier'))).toMatchInlineSnapshot(`
      {
        "action": "trigger",
        "client_url": "/d/ml-model-serving?var-model=binning_optimizer",
        "details": {
          "firing": "Yield predictor: Error ratio of model binning_optimizer is 42%, above 1 % while it answers more than 1 requests/s
      (description)
      Since (time).

      Yield predictor: Error ratio of model failure_classifier is 42%, above 1 % while it answers more than 1 requests/s
      (description)
      Since (time).",
          "num_firing": 2,
          "num_resolved": 0,
          "resolved": null,
        },
        "links": [
          "Runbook: /YieldPredictorErrorRatio.md",
          "Dashboard: /d/ml-model-serving?var-model=binning_optimizer",
          "Traces: /explore ml-model-serving",
          "Logs: /explore {service_name=~"ml-model-serving|yield-predictor"}",
          "Silence: /#/silences/new",
        ],
        "severity": "critical",
        "source": "probecard",
        "summary": "Yield predictor: Error ratio of model binning_optimizer is 42%, above 1 % while it answers more than 1 requests/s (the first of 2)",
      }
    `);
  });
});

describe('a message, as Slack hears it,', () => {
  test('of one alert is what is wrong, with its value, and leads to all that helps', async () => {
    expect(await message(uncalibrated('12'))).toMatchInlineSnapshot(`
      {
        "channel": "#ml-platform-alerts",
        "color": "warning",
        "fallback": "Yield predictor: Calibration error of model yield_predictor, version 12 is 42%, above 5 %",
        "text": "(description)
      warning, since (time)
      [Dashboard: /d/ml-model-quality?var-model=yield_predictor] · [Runbook: /YieldPredictorCalibrationError.md] · [Traces: /explore ml-model-serving] · [Logs: /explore {service_name=~"ml-model-serving|yield-predictor"}] · [Silence: /#/silences/new]",
        "title": "Yield predictor: Calibration error of model yield_predictor, version 12 is 42%, above 5 %",
        "title_link": "/d/ml-model-quality?var-model=yield_predictor",
      }
    `);
  });

  test('of two alerts has a line and the links of each', async () => {
    expect(await message(uncalibrated('12'), uncalibrated('13'))).toMatchInlineSnapshot(`
      {
        "channel": "#ml-platform-alerts",
        "color": "warning",
        "fallback": "Yield predictor: Calibration error of model yield_predictor, version 12 is 42%, above 5 % (the first of 2)",
        "text": "• Yield predictor: Calibration error of model yield_predictor, version 12 is 42%, above 5 %
         since (time) · [Dashboard: /d/ml-model-quality?var-model=yield_predictor] · [Runbook: /YieldPredictorCalibrationError.md] · [Traces: /explore ml-model-serving] · [Logs: /explore {service_name=~"ml-model-serving|yield-predictor"}] · [Silence: /#/silences/new]
      • Yield predictor: Calibration error of model yield_predictor, version 13 is 42%, above 5 %
         since (time) · [Dashboard: /d/ml-model-quality?var-model=yield_predictor] · [Runbook: /YieldPredictorCalibrationError.md] · [Traces: /explore ml-model-serving] · [Logs: /explore {service_name=~"ml-model-serving|yield-predictor"}] · [Silence: /#/silences/new]
      ",
        "title": "Yield predictor: Calibration error of model yield_predictor, version 12 is 42%, above 5 % (the first of 2)",
        "title_link": "/d/ml-model-quality?var-model=yield_predictor",
      }
    `);
  });
});
