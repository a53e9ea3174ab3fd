import { ended, post, type Alert } from '../harness/alertmanager/api';
import type { Notification } from '../harness/alertmanager/recorder';
import { cleanup } from '../harness/cleanup';
import { firing } from './firing';
import { readMessage, readPage } from './messages';
import { onlyNews, stage, type Stage } from './stage';

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
    change: onlyNews,
  });
});

beforeEach(() => {
  heard = scene.services.notifications.length;
});

/**
 * What is told of these alerts; of a digest after 24 s. At this pace an alert may come just after its group was looked at, and is told
 * once without the others: that is not looked at.
 */
async function told<T>(alerts: readonly Alert[], read: (one: Notification) => T, isOfAll: (one: T) => boolean) {
  await post(scene.replicas, alerts);
  const found = (all: readonly Notification[]) => all.slice(heard).map(read).find(isOfAll);
  await scene.until((all) => {
    expect(found(all)).toBeDefined();
  }, 40);
  return found(scene.services.notifications);
}

const descriptionsOf = (alerts: readonly Alert[]) => alerts.map(({ annotations }) => annotations?.description);

const page = (...alerts: readonly Alert[]) => {
  const over = alerts.filter(({ endsAt }) => endsAt !== undefined).length;
  return told(
    alerts,
    (one) => readPage(one, descriptionsOf(alerts)),
    ({ details }) => details.num_firing === alerts.length - over && details.num_resolved === over,
  );
};

const message = (...alerts: readonly Alert[]) =>
  told(
    alerts,
    (one) => readMessage(one, descriptionsOf(alerts)),
    ({ title, text }) => alerts.every(({ annotations }) => `${title} ${text}`.includes(annotations?.summary ?? '?')),
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

describe('a digest, as Slack hears it,', () => {
  const outliers = (tester: string): Alert =>
    firing(ENVIRONMENT, 'AteParametricOutliers', 'warning', { tester_id: tester, test_name: 'IDDQ' });

  test('says what stands, and then what is over', async () => {
    const [worn, drifting] = [outliers('ATE_003'), outliers('ATE_009')];
    expect(await message(worn, drifting)).toMatchObject({
      channel: '#test-floor-alerts',
      title: 'Findings of ate: 2 standing, 0 over',
    });
    heard = scene.services.notifications.length;
    expect(await message(worn, ended(drifting))).toMatchInlineSnapshot(`
      {
        "channel": "#test-floor-alerts",
        "color": "warning",
        "fallback": "Findings of ate: 1 standing, 1 over",
        "text": "*They stand*
      • Tester fleet: Parametric outliers against their own day of tester_id ATE_003, test_name IDDQ is 42%, above 300 % while there are at least 20 outliers in the hour
         since (time) · [Dashboard: /d/ate-tests?var-tester_id=ATE_003&var-test_name=IDDQ] · [Runbook: /AteParametricOutliers.md] · [Silence: /#/silences/new]
      *They are over*
      • Tester fleet: Parametric outliers against their own day of tester_id ATE_009, test_name IDDQ is 42%, above 300 % while there are at least 20 outliers in the hour
         since (time), until (time) · [Dashboard: /d/ate-tests?var-tester_id=ATE_009&var-test_name=IDDQ] · [Runbook: /AteParametricOutliers.md] · [Silence: /#/silences/new]
      ",
        "title": "Findings of ate: 1 standing, 1 over",
        "title_link": "/d/ate-tests?var-tester_id=ATE_003&var-test_name=IDDQ",
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
