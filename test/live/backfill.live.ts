import { sloRuleGroups } from '../../alerts/slo/rule-groups';
import { main } from '../../cli/backfill';
import { slothId } from '../../signals';
import { yieldPredictor } from '../../workloads/yield-predictor';
import { LINKS } from '../fixtures/environment';
import { counted, openMetrics, type RawSeries } from './backfill/history';
import { replicaWith, type Replica } from './backfill/replica';
import { cleanup } from './harness/cleanup';
import { scratch } from './harness/scratch';

jest.setTimeout(120_000);

const HOUR = 3600;
/** What is younger is not filled; a minute more, since the commands are printed later. */
const END = Math.floor(Date.now() / 60_000) * 60 - 3 * HOUR - 60;
const LENGTH = 8 * HOUR;

// At both ends of the six hours that are looked at, the load is the same: a rate over five minutes is, on average, two and a
// half minutes late.
const SUCCESSES = counted(
  { from: 0, perSecond: 20 },
  { from: 4 * HOUR, perSecond: 0.2 },
  { from: 7 * HOUR, perSecond: 20 },
);
const ERRORS = counted(
  { from: 0, perSecond: 0.02 },
  { from: 3 * HOUR, perSecond: 0.5 },
  { from: 6 * HOUR, perSecond: 0.02 },
);

const BAD_FROM = 5 * HOUR;
const ACCURACY = (seconds: number): number => (seconds < BAD_FROM ? 0.95 : 0.88);

const predictions = (result: string, value: RawSeries['value']): RawSeries => ({
  series: `ml_predictions_total{model="yield_predictor",version="a",result="${result}",pod="a"}`,
  every: '15s',
  value,
});
const RAW: readonly RawSeries[] = [
  predictions('success', SUCCESSES),
  predictions('error', ERRORS),
  {
    series: 'ml_model_accuracy{model="yield_predictor",dataset="validation",pod="a"}',
    every: '15s',
    value: ACCURACY,
  },
  // The rule that records it has been there for two hours.
  {
    series: 'model:ml_model_accuracy:min{model="yield_predictor"}',
    every: '30s',
    from: 6 * HOUR + 7,
    value: ACCURACY,
  },
];

const increase = (counter: (seconds: number) => number, from: number): number => counter(LENGTH) - counter(from);
const SIX_HOURS_AGO = LENGTH - 6 * HOUR;
const EXACT_ERRORS = increase(ERRORS, SIX_HOURS_AGO);
const EXACT_RATIO = EXACT_ERRORS / (EXACT_ERRORS + increase(SUCCESSES, SIX_HOURS_AGO));

/** The expression that a rule of the objective evaluates from now on. */
function exprOf(id: string, record: string): string {
  const slo = yieldPredictor.objectives.find((one) => one.id === id);
  if (!slo) throw new Error(`no objective ${id}`);
  const rules = sloRuleGroups(yieldPredictor, slo, LINKS).flatMap((group) => group.rules);
  const found = rules.find((rule) => 'record' in rule && rule.record === record);
  if (!found) throw new Error(`${slothId(yieldPredictor, slo)} does not record ${record}`);
  return found.expr;
}

async function printed(...argv: readonly string[]): Promise<string> {
  const out: string[] = [];
  const stdout = jest.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
  const status = await main(argv);
  stdout.mockRestore();
  if (status !== 0) throw new Error(`backfill ${argv.join(' ')}: ${status}`);
  return out.join('');
}

/** How far apart two values are, relative to the second. */
const off = (value: number | undefined, exact: number): number => Math.abs((value ?? NaN) / exact - 1);

describe('the commands that fill the past of an objective', () => {
  const later = cleanup();
  const place = scratch('backfill');
  later(() => {
    place.remove();
  });
  let replica: Replica;

  beforeAll(async () => {
    replica = await replicaWith(place.folder, openMetrics(RAW, END - LENGTH, END));
    later(replica.stop);
  });

  const fill = async (objective: string, ...options: readonly string[]) =>
    replica.run(
      await printed(
        objective,
        ...['--start', String(END - LENGTH), '--end', String(END), '--url', replica.url, ...options],
      ),
    );
  /** The only value there is. */
  const value = async (expr: string, seconds = LENGTH): Promise<number | undefined> => {
    const values = await replica.at(END - LENGTH + seconds, expr);
    expect(values.length).toBeLessThan(2);
    return values[0];
  };

  describe('of events', () => {
    const id = 'yield-predictor-availability';
    const [all, bad] = ['total', 'bad'].map((which) => `slo:sli_${which}_events:rate5m{sloth_id="${id}"}`);

    it('write the pair twice a minute as it would have been recorded', async () => {
      expect(await value(`${all}`)).toBeUndefined();
      expect(await fill(id)).toMatchObject({ code: 0 });
      for (const series of [all, bad]) {
        expect(off(await value(`count_over_time(${series}[8h])`), 8 * 120)).toBeLessThan(0.003);
      }
      expect(await value(`${all}`, 2 * HOUR)).toBeCloseTo(20.02, 6);
      expect(await value(`${bad}`, 2 * HOUR)).toBeCloseTo(0.02, 6);
      expect(await value(`${all}`, 5 * HOUR)).toBeCloseTo(0.7, 6);
      expect(await value(`${bad}`, 5 * HOUR)).toBeCloseTo(0.5, 6);
    });

    it('give the rules from which they compute the exact ratio of the counters', async () => {
      expect(off(await value(exprOf('availability', 'slo:sli_error:ratio_rate6h')), EXACT_RATIO)).toBeLessThan(0.005);
    });

    it('write nothing where it is filled', async () => {
      const before = await value(`count_over_time(${all}[8h])`);
      const { code, output } = await fill(id);
      expect({ code, times: output.split('nothing to fill').length - 1 }).toEqual({ code: 0, times: 2 });
      expect(await value(`count_over_time(${all}[8h])`)).toBe(before);
    });
  });

  describe('of time slices, with every series', () => {
    const id = 'yield-predictor-accuracy';
    const source = 'model:ml_model_accuracy:min';

    it('fill what the indicator reads, up to where it was recorded', async () => {
      expect(await fill(id, '--all')).toMatchObject({ code: 0 });
      expect(await value(`count_over_time(${source}[1h])`)).toBe(120);
      expect(off(await value(`count_over_time(${source}[8h])`), 8 * 120)).toBeLessThan(0.003);
      expect(await value(source, HOUR)).toBe(0.95);
    });

    it('give the rules from which they compute the share of bad minutes', async () => {
      expect(off(await value(exprOf('accuracy', 'slo:sli_error:ratio_rate6h')), 3 / 6)).toBeLessThan(0.005);
    });

    it('draw how the budget went', async () => {
      const remaining = `last_over_time(slo:period_error_budget_remaining:ratio{sloth_id="${id}"}[10m])`;
      expect(await value(remaining, 4 * HOUR)).toBe(1);
      // 1 % of 30 days are 7.2 hours. Two rules of every five minutes stand one behind the other: together they may be ten late.
      const hours = 7.2;
      const late = 10 / 60 / hours;
      const left = async (badHours: number, seconds?: number): Promise<number> =>
        Math.abs(((await value(remaining, seconds)) ?? NaN) - (1 - badHours / hours));
      expect(await left(1.5, BAD_FROM + 1.5 * HOUR)).toBeLessThan(late);
      expect(await left(3)).toBeLessThan(late);
      expect(await value(`last_over_time(slo:error_budget_state:level{sloth_id="${id}"}[10m])`)).toBe(0);
      expect(await value(`last_over_time(slo:error_budget_left:days{sloth_id="${id}"}[10m])`)).toBeGreaterThan(0);
    });
  });
});
