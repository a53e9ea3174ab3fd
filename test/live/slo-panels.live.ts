import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sloGroups } from '../../alerts/slo/rule-groups';
import { errorBudgetDashboard } from '../../dashboards/error-budget';
import { stableJson } from '../../dashboards/json';
import { sloOverviewDashboard } from '../../dashboards/slo-overview';
import { milliseconds } from '../../promql';
import { IDENTITY, identity, SERIES, slothId } from '../../signals';
import { MODELS } from '../../workloads/yield-predictor/metrics';
import { yieldPredictor } from '../../workloads/yield-predictor';
import { LINKS } from '../fixtures/environment';
import { cleanup } from './harness/cleanup';
import { succeeds } from './harness/command';
import { dashboards, type Dashboard } from './harness/dashboards';
import { fetchJson } from './harness/http';
import { interpolate, type Choice } from './harness/interpolation';
import { freePorts, LOOPBACK } from './harness/ports';
import { start } from './harness/program';
import { scratch } from './harness/scratch';
import { tool } from './harness/tools';

jest.setTimeout(120_000);

type Labels = Readonly<Record<string, string>>;

/** A recorded series that has had the same value for a while. */
interface Recorded {
  readonly name: string;
  readonly labels: Labels;
  readonly value: number;
  readonly everySeconds: number;
}

const WHILE_SECONDS = 45 * 60;
/** The next evaluation is this late, so that what is written every five minutes lies just outside Prometheus's lookback. */
const LATE_SECONDS = 5;

/** What the dashboards are about to find; whatever is not named is one percent. */
const VALUES: Readonly<Record<string, number>> = {
  [SERIES.info]: 1,
  [SERIES.objective]: 0.999,
  [SERIES.budget]: 0.001,
  [SERIES.periodDays]: 30,
  [SERIES.all]: 100,
  [SERIES.bad]: 3,
  [SERIES.remaining]: 0.4,
};
const SPENT_OF_A_DAY = 0.25;
const AT_RISK = 1;
const DEFERRING = 2;
const SLOW_MODEL = 'binning_optimizer';

const stateOf = ({ sloth_slo, model }: Labels): number => {
  if (sloth_slo === 'latency') return AT_RISK;
  return sloth_slo === 'service' || model === SLOW_MODEL ? DEFERRING : 0;
};

/** Every series that the rules of the objectives would write while all is well: no data are missing. */
function recorded(): readonly Recorded[] {
  return yieldPredictor.objectives.flatMap((slo) =>
    sloGroups(yieldPredictor, slo).flatMap(({ interval, recordings }) =>
      recordings
        .filter(({ record }) => record !== SERIES.missing)
        .flatMap(({ record: name, source, labels: own }) =>
          grouped(source.labels).map((group) => {
            const labels = { ...identity(yieldPredictor, slo), ...own, ...group };
            const value = valueOf(name, labels);
            return { name, labels, value, everySeconds: milliseconds(interval) / 1000 };
          }),
        ),
    ),
  );
}

function valueOf(name: string, labels: Labels): number {
  if (name === SERIES.state) return stateOf(labels);
  if (name === SERIES.spent && labels.sloth_window === '1d') return SPENT_OF_A_DAY;
  return VALUES[name] ?? 0.01;
}

const grouped = (labels: readonly string[]): readonly Labels[] =>
  labels.some((label) => label === 'model' && !(IDENTITY as readonly string[]).includes(label))
    ? MODELS.map((model) => ({ model }))
    : [{}];

/** One alert about one group. */
const firing = (): Recorded => {
  const slo = yieldPredictor.objectives.find(({ id }) => id === 'accuracy');
  if (!slo) throw new Error('no objective');
  const about = { ...identity(yieldPredictor, slo), model: SLOW_MODEL, severity: 'warning', alertstate: 'firing' };
  return { name: 'ALERTS', labels: { alertname: 'A', ...about }, value: 1, everySeconds: 30 };
};

/** Backfill as promtool reads it. */
const openMetrics = (series: readonly Recorded[], now: number): string =>
  [...series.flatMap((one) => samples(one, now)), '# EOF', ''].join('\n');

function samples({ name, labels, value, everySeconds }: Recorded, now: number): readonly string[] {
  const text = Object.entries(labels).map(([label, content]) => `${label}="${content}"`);
  const count = Math.floor(WHILE_SECONDS / everySeconds);
  return Array.from({ length: count }, (_, i) => {
    const at = now - LATE_SECONDS - (count - i) * everySeconds;
    return `${name}{${text.join(',')}} ${value} ${at}`;
  });
}

interface Answer {
  readonly data: {
    readonly result: readonly {
      readonly metric: Labels;
      readonly value?: readonly [number, string];
      readonly values?: readonly (readonly [number, string])[];
    }[];
  };
  readonly warnings?: readonly string[];
  readonly infos?: readonly string[];
}

interface Found {
  readonly labels: Labels;
  readonly values: readonly number[];
}

const found = ({ data }: Answer): readonly Found[] =>
  data.result.map(({ metric, value, values = value ? [value] : [] }) => ({
    labels: metric,
    values: values.map(([, text]) => Number(text)),
  }));

const manifest = (...made: readonly object[]) =>
  dashboards(
    made.map((dashboard, i) => ({
      kind: 'ConfigMap',
      metadata: { name: `dashboard-${i}`, labels: { 'probecard.dev/dashboard': '1' } },
      data: { 'dashboard.json': stableJson(dashboard) },
    })),
  );

describe('dashboards of objectives, five minutes and more after the last evaluation', () => {
  const models = [sloOverviewDashboard([yieldPredictor], LINKS), errorBudgetDashboard([yieldPredictor], LINKS)];
  const [overview, budget] = manifest(...models);
  if (!overview || !budget) throw new Error('no dashboards');
  const later = cleanup();
  const now = Math.floor(Date.now() / 1000);
  let ask: (expr: string, instant: boolean) => Promise<Answer>;

  beforeAll(async () => {
    const place = scratch('slo-panels');
    later(() => {
      place.remove();
    });
    const [file, data] = [join(place.folder, 'series.txt'), join(place.folder, 'data')];
    mkdirSync(data);
    writeFileSync(file, openMetrics([...recorded(), firing()], now));
    await succeeds(await tool('promtool'), ['tsdb', 'create-blocks-from', 'openmetrics', file, data]);
    const config = join(place.folder, 'prometheus.yaml');
    writeFileSync(config, '{}\n');
    const [port = 0] = await freePorts(1);
    const url = `http://${LOOPBACK}:${port}`;
    const running = await start({
      path: await tool('prometheus'),
      args: [`--config.file=${config}`, `--storage.tsdb.path=${data}`, `--web.listen-address=${LOOPBACK}:${port}`],
      ready: `${url}/-/ready`,
    });
    later(() => running.stop());
    ask = async (query, instant) => {
      const times: Labels = instant
        ? { time: `${now}` }
        : { start: `${now - WHILE_SECONDS / 2}`, end: `${now}`, step: '60' };
      const path = instant ? 'query' : 'query_range';
      return (await fetchJson(
        `${url}/api/v1/${path}?${new URLSearchParams({ query, ...times }).toString()}`,
      )) as Answer;
    };
  });

  const all = { team: '.+', workload: '.+' };
  const one = (id: string): Choice => ({ sloth_id: `${yieldPredictor.name}-${id}` });
  const own = yieldPredictor.objectives.filter(({ kind }) => kind === 'objective').map(({ id }) => id);

  const panelOf = ({ panels }: Dashboard, title: string) => {
    const panel = panels.find((candidate) => candidate.title === title);
    if (!panel) throw new Error(`no panel ${title}`);
    return panel;
  };

  const answers = (dashboard: Dashboard, title: string, choice: Choice) =>
    Promise.all(
      panelOf(dashboard, title).targets.map(async ({ expr, instant }) =>
        found(await ask(interpolate(expr, choice), instant === true)),
      ),
    );

  async function problems(dashboard: Dashboard, title: string, choice: Choice): Promise<readonly string[]> {
    const { targets } = panelOf(dashboard, title);
    const lists = await Promise.all(
      targets.map(async ({ refId, expr, instant }) => {
        const answer = await ask(interpolate(expr, choice), instant === true);
        const series = found(answer);
        return [
          ...(series.length === 0 ? [`${refId}: no series`] : []),
          ...(series.some(({ values }) => !values.every(Number.isFinite)) ? [`${refId}: no number`] : []),
          ...[...(answer.warnings ?? []), ...(answer.infos ?? [])].map((remark) => `${refId}: ${remark}`),
        ];
      }),
    );
    return lists.flat();
  }

  test.each(overview.panels)('the overview, panel $title, has finite values', async ({ title }) => {
    expect(await problems(overview, title, all)).toEqual([]);
  });

  test.each(own.flatMap((id) => budget.panels.map(({ title }) => [id, title] as const)))(
    'the error budget of %s, panel %s, has finite values',
    async (id, title) => {
      expect(await problems(budget, title, one(id))).toEqual([]);
    },
  );

  test('a composite has all but what its members have, and there is said why', async () => {
    const { panels } = JSON.parse(stableJson(models[1])) as {
      panels: { title: string; fieldConfig?: { defaults: { noValue?: string } } }[];
    };
    const explained = panels.flatMap(({ title, fieldConfig }) => (fieldConfig?.defaults.noValue ? [title] : []));
    const empty = await Promise.all(
      budget.panels.map(async ({ title }) =>
        (await problems(budget, title, one('service'))).length > 0 ? [title] : [],
      ),
    );
    expect(empty.flat()).toEqual(explained);
  });

  test('no annotation is a query that cannot be asked', async () => {
    for (const { annotations } of [overview, budget]) {
      for (const expr of annotations) {
        expect(found(await ask(interpolate(expr, { ...all, ...one('accuracy') }), true))).toHaveLength(1);
      }
    }
  });

  test('each objective is counted once, by its worst group, and no composite with it', async () => {
    const counts = (await answers(overview, 'Objectives by state', all)).map(([only]) => only?.values);
    // Availability is healthy, latency at risk, accuracy defers for one of its models.
    expect(counts).toEqual([[1], [1], [1], [0], [0]]);
  });

  test('a team without objectives has none in any state', async () => {
    const counts = (await answers(overview, 'Objectives by state', { ...all, team: 'nobody' })).map(([x]) => x?.values);
    expect(counts).toEqual([[0], [0], [0], [0], [0]]);
  });

  describe('its table', () => {
    const ROW = ['workload', 'sloth_slo', 'model', 'team'];
    const nameOf = ({ sloth_slo = '', model = '' }: Labels) => [sloth_slo, model].join(' ').trim();
    const rows = ['availability', 'latency', ...MODELS.map((model) => `accuracy ${model}`)].sort();

    test('gets from each query at most one value for each row, and no label beside those of the rows', async () => {
      for (const series of await answers(overview, 'Every objective', all)) {
        const names = series.map(({ labels }) => nameOf(labels));
        expect(new Set(names).size).toBe(names.length);
        expect(series.flatMap(({ labels }) => Object.keys(labels)).filter((label) => !ROW.includes(label))).toEqual([]);
      }
    });

    test('has every column for each objective and group; for a composite, what it has', async () => {
      const columns = await answers(overview, 'Every objective', all);
      const filled = columns.map((series) => series.map(({ labels }) => nameOf(labels)).sort());
      const withComposite = [...rows, 'service'].sort();
      // Promised, kept, last 5 minutes, budget left, state, burn now, days left, period, alerts.
      expect(filled).toEqual([
        ...[rows, rows, rows],
        ...[withComposite, withComposite, withComposite, withComposite],
        ...[rows, withComposite],
      ]);
    });

    test('shows the numbers that were recorded, and the alert where it fires', async () => {
      const columns = await answers(overview, 'Every objective', all);
      const valuesOf = (row: string) =>
        columns.map((series) => series.find(({ labels }) => nameOf(labels) === row)?.values[0]);
      const [promised, kept = 0, ...rest] = valuesOf(`accuracy ${SLOW_MODEL}`);
      expect(promised).toBe(0.999);
      expect(kept).toBeCloseTo(0.99, 9);
      expect(rest.slice(1)).toEqual([0.4, DEFERRING, 0.01, 0.01, 30, 1]);
      expect(valuesOf('availability').at(-1)).toBe(0);
    });
  });

  test('a bar is what the day has spent, and not another window', async () => {
    const [[spent] = []] = await answers(budget, 'Budget spent, day by day', one('availability'));
    expect(new Set(spent?.values)).toEqual(new Set([SPENT_OF_A_DAY]));
  });

  test('a tier that burnt half of what it may is half full', async () => {
    const [bars = []] = await answers(budget, 'How near each tier is to its alert', one('availability'));
    const near = new Map(bars.map(({ labels, values }) => [labels.sloth_window, values[0]]));
    expect([...near.keys()].sort()).toEqual(['1d', '1h', '3d', '6h']);
    expect(near.get('1h')).toBeCloseTo(0.5, 9);
    expect(near.get('6h')).toBeCloseTo(0.2, 9);
    expect(near.get('3d')).toBeCloseTo(0.1, 9);
  });

  test('a variable offers every objective, composites among them', () => {
    expect(budget.variables).toMatchObject([{ name: 'sloth_id', metric: SERIES.info, label: 'sloth_id' }]);
    const offered = recorded().flatMap(({ name, labels }) => (name === SERIES.info ? [labels.sloth_id] : []));
    expect(offered).toEqual(yieldPredictor.objectives.map((slo) => slothId(yieldPredictor, slo)));
  });
});
