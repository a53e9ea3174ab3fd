import { ENVIRONMENTS } from '../../environments';
import type { Workload } from '../../signals';
import { emitter, target } from './emitter/emitter';
import { cleanup } from './harness/cleanup';
import { freePorts, LOOPBACK } from './harness/ports';
import { startPrometheus, type Prometheus } from './harness/prometheus';
import { rendered, ruleFiles, type RuleFile } from './harness/rendered';
import { eventually } from './harness/wait';
import { profilesOf } from './profiles';

jest.setTimeout(180_000);

const LIMIT_SECONDS = 90;

describe.each(ENVIRONMENTS)('$name, with everything wrong at once', ({ name, workloads }) => {
  const files = ruleFiles(rendered(name));
  const sick = workloads.flatMap((workload) => {
    const { sick: profile } = profilesOf(workload);
    return profile ? [{ workload, profile }] : [];
  });
  const later = cleanup();
  let prometheus: Prometheus;

  beforeAll(async () => {
    const metrics = await emitter(sick);
    later(() => metrics.close());
    // One more replica of each workload, at a port on which nobody listens.
    const [nobody = 0] = await freePorts(1);
    const down = sick.map(({ workload }) => target(workload, 'down', `${LOOPBACK}:${nobody}`));
    prometheus = await startPrometheus(files, [...metrics.targets, ...down]);
    later(() => prometheus.stop());
  });

  test.each(sick)('every alert of $workload.name fires', async ({ workload }) => {
    await eventually(async () => {
      const firing = new Set((await prometheus.alerts()).map(({ labels }) => labels.alertname));
      expect(alertsOf(workload, files).filter((alert) => !firing.has(alert))).toEqual([]);
    }, LIMIT_SECONDS);
  });

  test('their prose is complete: every template in it finds its label and its value', async () => {
    const alerts = await prometheus.alerts();
    expect(alerts).not.toEqual([]);
    const texts = alerts.flatMap(({ labels, annotations }) =>
      Object.entries(annotations).map(([annotation, text]) => `${labels.alertname ?? ''}, ${annotation}: ${text}`),
    );
    expect(texts.filter((text) => MISHAPS.test(text))).toEqual([]);
  });
});

/**
 * What templates leave behind where they are wrong: an error, a format that does not fit, braces; and where a label is missing,
 * which is no error to them: a gap in the sentence, an empty value in a link.
 */
const MISHAPS = /<error expanding template|<no value>|%!|\{\{|\bNaN\b| {2}| ,|=(&|$)/;

function alertsOf({ name }: Workload, files: readonly RuleFile[]): readonly string[] {
  const rules = files.flatMap(({ groups }) => groups.flatMap((group) => group.rules));
  return [
    ...new Set(rules.flatMap(({ alert, labels }) => (alert !== undefined && labels?.workload === name ? [alert] : []))),
  ];
}
