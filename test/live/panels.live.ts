import { ENVIRONMENTS } from '../../environments';
import { fab } from '../../simulator/fab';
import { DISCOVERY_PATH, serve } from '../../simulator/server';
import type { Target } from '../../simulator/target';
import { DAY } from '../../simulator/time';
import { cleanup } from './harness/cleanup';
import { dashboards } from './harness/dashboards';
import { interpolate } from './harness/interpolation';
import { choicesOf, problemsOf, readsAlerts, type Problem } from './harness/panels';
import { startPrometheus, type Prometheus } from './harness/prometheus';
import { isOfObjectives, rendered, ruleFiles } from './harness/rendered';
import { scratch } from './harness/scratch';
import { eventually } from './harness/wait';
import { pastOf } from './incidents/past';

jest.setTimeout(900_000);

/** A small environment, and one of production: the others' rules and dashboards are those of one of the two. */
const LOOKED_AT = ENVIRONMENTS.filter(({ name }) => ['dev', 'prod-us-west-2'].includes(name));

const SEED = 1;
/** How old the exporters are. */
const AGE_SECONDS = 2 * DAY;
/** From the start of the first scrape until every window of the present has its samples and every rule its inputs. */
const WARM_UP_SECONDS = 90;

/** Panels that have nothing to show in good health, and why. */
const EMPTY_BY_NATURE: readonly { readonly is: (problem: Problem) => boolean; readonly because: string }[] = [
  {
    is: ({ expr, text }) => readsAlerts(expr) && text.includes('no series'),
    because: 'nothing fires; alerts.live.ts asks for them while everything does',
  },
  {
    is: ({ panel, choice, text }) =>
      panel === 'Challenger against champion' && choice.model !== 'yield_predictor' && text.includes('no series'),
    because: 'the other models have no challenger',
  },
];

describe.each(LOOKED_AT)('$name, with workloads in good health', ({ name, workloads }) => {
  const objects = rendered(name);
  const later = cleanup();
  const excused = new Map<string, string>();
  let targets: readonly Target[] = [];
  let prometheus: Prometheus;
  let warm: number;

  beforeAll(async () => {
    const now = () => Date.now() / 1000;
    const files = ruleFiles(objects);
    targets = fab(workloads, { seed: SEED, since: now() - AGE_SECONDS, schedule: [] });
    const place = scratch('panels');
    later(() => {
      place.remove();
    });
    const past = await pastOf(place.folder, files, targets, { seed: SEED, now });
    const serving = await serve({ targets, now });
    later(() => serving.close());
    prometheus = await startPrometheus(files, `${serving.url}${DISCOVERY_PATH}`, past);
    later(() => prometheus.stop());
    warm = Date.now() + WARM_UP_SECONDS * 1000;
  });

  afterAll(() => {
    const lines = [...excused].map(([panel, because]) => `  ${panel}: ${because}`);
    process.stdout.write(`${name}: ${excused.size} panels are empty by nature\n${lines.join('\n')}\n`);
  });

  /** At once when Prometheus has run for long enough, until then after a while. */
  const soon = (expectation: () => Promise<void>): Promise<void> => eventually(expectation, (warm - Date.now()) / 1000);

  const comesToNothing = (problems: () => Promise<readonly string[]>): Promise<void> =>
    soon(async () => {
      expect(await problems()).toEqual([]);
    });

  describe.each(dashboards(objects.filter((object) => !isOfObjectives(object))))('dashboard $title', (dashboard) => {
    for (const { name: variable, metric, label } of dashboard.variables) {
      test(`its variable ${variable} offers exactly the values that there are`, async () => {
        await soon(async () => {
          const offered = [...(await prometheus.labelValues(metric, label))].sort();
          const known = valuesOf(targets, metric, label);
          if (known.length > 0) expect(offered).toEqual(known);
          else expect(offered).not.toEqual([]);
        });
      });
    }

    // What asks Loki or Jaeger is asked in signals-panels.live.ts.
    for (const panel of dashboard.panels.filter(({ targets }) => targets.length > 0)) {
      test(`panel ${panel.title} has finite values whatever is chosen`, async () => {
        await comesToNothing(async () => {
          const problems = await problemsOf(dashboard, panel, prometheus);
          return problems.filter((problem) => !isExcused(problem)).map(({ text }) => text);
        });
      });
    }

    for (const expr of dashboard.annotations) {
      test(`annotation ${expr} is a query that can be asked`, async () => {
        const [choice = {}] = await choicesOf(dashboard, prometheus);
        expect((await prometheus.query(interpolate(expr, choice), 0)).remarks).toEqual([]);
      });
    }
  });

  function isExcused(problem: Problem): boolean {
    const excuse = EMPTY_BY_NATURE.find(({ is }) => is(problem));
    if (excuse) excused.set(`${problem.dashboard}, ${problem.panel}`, excuse.because);
    return excuse !== undefined;
  }

  test('every rule evaluates', async () => {
    await comesToNothing(async () =>
      (await prometheus.rules())
        .filter(({ health }) => health !== 'ok')
        .map(({ name: rule, health, lastError }) => `${rule}: ${health} ${lastError ?? ''}`),
    );
  });

  test('no alert fires but the one that always does', async () => {
    await comesToNothing(async () => {
      const firing = (await prometheus.alerts()).map(
        ({ labels, annotations }) => `${labels.alertname ?? ''}: ${annotations.summary ?? ''}`,
      );
      return firing.filter((text) => !text.startsWith('Watchdog'));
    });
    expect((await prometheus.alerts()).map(({ labels }) => labels.alertname)).toContain('Watchdog');
  });

  test('every excuse for an empty panel is still needed', () => {
    const given = new Set(excused.values());
    expect(EMPTY_BY_NATURE.map(({ because }) => because).filter((because) => !given.has(because))).toEqual([]);
  });
});

/**
 * The values of a label that the simulated fab emits: on a metric, or for a recorded series on any. None for labels that only rules
 * give.
 */
function valuesOf(targets: readonly Target[], metric: string, label: string): readonly string[] {
  const all = targets.flatMap(({ labels, series }) =>
    series.map((one) => ({ name: one.metric.name, value: { ...labels, ...one.labels }[label] ?? '' })),
  );
  const isEmitted = all.some(({ name }) => name === metric);
  const values = all.filter(({ name }) => !isEmitted || name === metric).map(({ value }) => value);
  return [...new Set(values)].filter((value) => value !== '').sort();
}
