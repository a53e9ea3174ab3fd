import { ENVIRONMENTS } from '../../environments';
import { WATCHDOG, type Workload } from '../../signals';
import { background } from '../../simulator/background/background';
import { profilesOf } from '../../simulator/profiles';
import { DISCOVERY_PATH, serve, type Serving } from '../../simulator/server';
import { HOUR } from '../../simulator/time';
import { cleanup } from './harness/cleanup';
import { dashboards } from './harness/dashboards';
import { problemsOf, readsAlerts } from './harness/panels';
import { startPrometheus, type Prometheus } from './harness/prometheus';
import { isOfObjectives, rendered, ruleFiles, type RuleFile } from './harness/rendered';
import { eventually } from './harness/wait';

jest.setTimeout(180_000);

/** A small environment, and one of production. */
const LOOKED_AT = ENVIRONMENTS.filter(({ name }) => ['dev', 'prod-us-west-2'].includes(name));

const LIMIT_SECONDS = 90;

describe.each(LOOKED_AT)('$name, with everything wrong at once', ({ name, workloads }) => {
  const objects = rendered(name);
  const files = ruleFiles(objects);
  const sick = workloads.flatMap((workload) => {
    const { sick: profile } = profilesOf(workload);
    return profile ? [{ workload, profile }] : [];
  });
  const later = cleanup();
  let prometheus: Prometheus;
  let serving: Serving;

  beforeAll(async () => {
    const now = () => Date.now() / 1000;
    const since = now() - HOUR;
    const targets = sick.flatMap(({ workload, profile }) => background(workload, profile, since));
    serving = await serve({ targets, now });
    later(() => serving.close());
    prometheus = await startPrometheus(files, `${serving.url}${DISCOVERY_PATH}`);
    later(() => prometheus.stop());
  });

  const fires = (alerts: readonly string[]) =>
    eventually(async () => {
      const firing = new Set((await prometheus.alerts()).map(({ labels }) => labels.alertname));
      expect(alerts.filter((alert) => !firing.has(alert))).toEqual([]);
    }, LIMIT_SECONDS);

  const proseIsComplete = async () => {
    const alerts = await prometheus.alerts();
    expect(alerts).not.toEqual([]);
    const texts = alerts.flatMap(({ labels, annotations }) =>
      Object.entries(annotations).map(([annotation, text]) => `${labels.alertname ?? ''}, ${annotation}: ${text}`),
    );
    expect(texts.filter((text) => MISHAPS.test(text))).toEqual([]);
  };

  test.each(sick)('every alert of $workload.name on what it emits fires', async ({ workload }) => {
    await fires(alertsOf(workload, files).filter((alert) => !alert.endsWith(ABOUT_SILENCE)));
  });

  // The alert that always fires is a choice, so that there is one in good health; panels leave it out.
  const ofWatchdog = files
    .flatMap(({ groups }) => groups.flatMap(({ rules }) => rules))
    .find(({ alert }) => alert === WATCHDOG)?.labels?.workload;
  // Some environments wake nobody, whatever happens.
  const canPage = files.some(({ groups }) =>
    groups.some(({ rules }) => rules.some(({ labels }) => labels?.severity === 'critical')),
  );
  const ofAlerts = dashboards(objects.filter((object) => !isOfObjectives(object))).flatMap((dashboard) =>
    dashboard.panels
      .filter(({ targets }) => targets.some(({ expr }) => readsAlerts(expr)))
      .map((panel) => ({ dashboard, panel, title: `${dashboard.title}, ${panel.title}` })),
  );

  test.each(ofAlerts)('the panel $title shows them, whatever is chosen', async ({ dashboard, panel }) => {
    await eventually(async () => {
      const problems = await problemsOf(dashboard, panel, prometheus);
      const meant = problems.filter(
        ({ expr, choice }) =>
          readsAlerts(expr) && (canPage || !expr.includes(CRITICAL)) && choice.workload !== ofWatchdog,
      );
      expect(meant.map(({ text }) => text)).toEqual([]);
    }, LIMIT_SECONDS);
  });

  test('their prose is complete: every template in it finds its label and its value', proseIsComplete);

  test('and when nothing answers any more, that is told', async () => {
    await serving.close();
    await fires(
      sick.flatMap(({ workload }) => alertsOf(workload, files).filter((alert) => alert.endsWith(ABOUT_SILENCE))),
    );
    await proseIsComplete();
  });
});

const CRITICAL = 'severity="critical"';

/** How the alerts end that fire when there is nothing to read. */
const ABOUT_SILENCE = 'TargetsDown';

/**
 * What templates leave behind where they are wrong: an error, a format that does not fit, braces; and where a label is missing,
 * which is no error to them: a gap in the sentence, an empty value in a link.
 */
const MISHAPS = /<error expanding template|<no value>|%!|\{\{|\bNaN\b| {2}| ,|=(&|$)/;

/** Those that a minute can bring about: what objectives are about takes its time, and is proven on histories. */
function alertsOf(workload: Workload, files: readonly RuleFile[]): readonly string[] {
  const { name } = workload;
  const { takeHours = [] } = profilesOf(workload);
  const rules = files
    .flatMap(({ groups }) => groups.flatMap((group) => group.rules))
    .filter(({ labels }) => labels?.sloth_id === undefined);
  return [
    ...new Set(rules.flatMap(({ alert, labels }) => (alert !== undefined && labels?.workload === name ? [alert] : []))),
  ].filter((alert) => !takeHours.includes(alert));
}
