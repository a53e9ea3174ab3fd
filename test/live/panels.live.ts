import { ENVIRONMENTS } from '../../environments';
import { catalog, type Workload } from '../../signals';
import { fab } from '../../simulator/fab';
import { DISCOVERY_PATH, serve } from '../../simulator/server';
import { HOUR } from '../../simulator/time';
import { cleanup } from './harness/cleanup';
import { dashboards, type Dashboard, type LabelVariable, type Target } from './harness/dashboards';
import { interpolate, literally, type Choice } from './harness/interpolation';
import { startPrometheus, type Prometheus } from './harness/prometheus';
import { rendered, ruleFiles, type KubeObject } from './harness/rendered';
import { eventually } from './harness/wait';

jest.setTimeout(180_000);

/** A small environment, and one of production: the others' rules and dashboards are those of one of the two. */
const LOOKED_AT = ENVIRONMENTS.filter(({ name }) => ['dev', 'prod-us-west-2'].includes(name));

/**
 * Exporters that have run for an hour. Counters close to their start are of no use: Prometheus does not extrapolate them
 * below zero, each bucket less than its neighbour, and quantiles of that are noise.
 */
const AGE_SECONDS = HOUR;
/** From the start of the first scrape until every window has its samples and every rule its inputs. */
const WARM_UP_SECONDS = 90;
/** How much of its curve a panel is asked for. */
const CURVE_SECONDS = 5;

/** The dashboards of objectives look at days: slo-panels.live.ts proves them on a history. */
const isOfObjectives = ({ metadata }: KubeObject): boolean => metadata.labels?.['app.kubernetes.io/name'] === 'slo';

describe.each(LOOKED_AT)('$name, with workloads in good health', ({ name, workloads }) => {
  const objects = rendered(name);
  const later = cleanup();
  let prometheus: Prometheus;
  let warm: number;

  beforeAll(async () => {
    const now = () => Date.now() / 1000;
    const targets = fab(workloads, { seed: 1, since: now() - AGE_SECONDS, schedule: [] });
    const serving = await serve({ targets, now });
    later(() => serving.close());
    prometheus = await startPrometheus(ruleFiles(objects), `${serving.url}${DISCOVERY_PATH}`);
    later(() => prometheus.stop());
    warm = Date.now() + WARM_UP_SECONDS * 1000;
  });

  /** Expects an empty list: at once when Prometheus has run for long enough, until then after a while. */
  const comesToNothing = (problems: () => Promise<readonly string[]>): Promise<void> =>
    eventually(
      async () => {
        expect(await problems()).toEqual([]);
      },
      (warm - Date.now()) / 1000,
    );

  describe.each(dashboards(objects.filter((object) => !isOfObjectives(object))))('dashboard $title', (dashboard) => {
    for (const { name: variable, metric, label } of dashboard.variables) {
      test(`its variable ${variable} offers exactly the values that are declared`, async () => {
        await eventually(
          async () => {
            expect([...(await prometheus.labelValues(metric, label))].sort()).toEqual(
              declaredValues(workloads, metric, label),
            );
          },
          (warm - Date.now()) / 1000,
        );
      });
    }

    test.each(dashboard.panels)('panel $title has finite values whatever is chosen', async ({ targets }) => {
      await comesToNothing(async () => {
        const choices = await choicesOf(dashboard, prometheus);
        return (await Promise.all(targets.map((target) => problemsOf(target, choices, prometheus)))).flat();
      });
    });

    test.each(dashboard.annotations)('annotation %s is a query that can be asked', async (expr) => {
      const [choice = {}] = await choicesOf(dashboard, prometheus);
      expect((await prometheus.query(interpolate(expr, choice), 0)).remarks).toEqual([]);
    });
  });

  test('every rule evaluates', async () => {
    await comesToNothing(async () =>
      (await prometheus.rules())
        .filter(({ health }) => health !== 'ok')
        .map(({ name, health, lastError }) => `${name}: ${health} ${lastError ?? ''}`),
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
});

/** The values that the catalogs declare for a label: those of the metric, or of what a recorded series may be made from. */
function declaredValues(workloads: readonly Workload[], metric: string, label: string): readonly string[] {
  const specs = workloads.flatMap(catalog);
  const own = specs.filter(({ name }) => name === metric);
  const lists = (own.length > 0 ? own : specs)
    .map(({ labels }) => labels[label])
    .filter((values) => Array.isArray(values));
  return [...new Set(lists.flat() as readonly string[])].sort();
}

/** All at their widest, and then each value of each variable with the others at their widest. */
async function choicesOf({ variables }: Dashboard, prometheus: Prometheus): Promise<readonly Choice[]> {
  const offered = await Promise.all(
    variables.map(async (variable) => ({
      variable,
      values: await prometheus.labelValues(variable.metric, variable.label),
    })),
  );
  const widest = Object.fromEntries(offered.map(({ variable, values }) => [variable.name, allOf(variable, values)]));
  const single = offered.flatMap(({ variable, values }) =>
    values.map((value) => ({ ...widest, [variable.name]: literally(value) })),
  );
  return [widest, ...single];
}

const allOf = ({ allValue }: LabelVariable, values: readonly string[]): string =>
  allValue ?? `(${values.map(literally).join('|')})`;

async function problemsOf(
  { refId, expr, instant }: Target,
  choices: readonly Choice[],
  prometheus: Prometheus,
): Promise<readonly string[]> {
  // A query that ignores the variables need not be asked for each of their values.
  const queries = new Map(choices.map((choice) => [interpolate(expr, choice), choice]));
  const problems = [...queries].map(async ([query, choice]) => {
    const found = await problemOf(query, instant === true ? 0 : CURVE_SECONDS, prometheus);
    return found === undefined ? [] : [`${refId}: ${found} for ${JSON.stringify(choice)}: ${query}`];
  });
  return (await Promise.all(problems)).flat();
}

async function problemOf(query: string, seconds: number, prometheus: Prometheus): Promise<string | undefined> {
  const { series, remarks } = await prometheus.query(query, seconds);
  if (series.length === 0) return 'no series';
  const strange = series.find(({ values }) => values.some((value) => !Number.isFinite(value)));
  if (strange) return `${strange.values.join(', ')} in ${JSON.stringify(strange.labels)}`;
  return remarks.length > 0 ? remarks.join(', ') : undefined;
}
