import { errorBudgetDashboard } from '../../../dashboards/error-budget';
import { ERROR_BUDGET_DASHBOARD, type Objective, type Tier, type Workload } from '../../../signals';
import { yieldPredictor } from '../../../workloads/yield-predictor';
import { LINKS } from '../../fixtures/environment';
import { model, panel, withObjectives } from './slo-model';

const budget = (workload: Workload = yieldPredictor) => model(errorBudgetDashboard([workload], LINKS));
const flat = (text = ''): string => text.replace(/\s+/g, ' ');
const exprs = (title: string, workload?: Workload) =>
  panel(budget(workload), title).targets.map(({ expr }) => flat(expr));

const change = (id: string, other: Partial<Objective>) =>
  withObjectives(yieldPredictor, (objective) => (objective.id === id ? { ...objective, ...other } : objective));

describe('the error budget of an objective', () => {
  it('has the uid that alerts and the overview link to', () => {
    expect(errorBudgetDashboard([yieldPredictor], LINKS).uid).toBe(ERROR_BUDGET_DASHBOARD);
  });

  it('is that of one: curves of several would not say whose they are', () => {
    expect(budget().templating.list[1]).toMatchObject({
      name: 'sloth_id',
      label: 'Objective',
      multi: false,
      includeAll: false,
      query: { query: 'label_values(sloth_slo_info, sloth_id)' },
    });
  });

  it('marks where alerts about this objective fire', () => {
    expect(budget().annotations.list.map(({ expr }) => expr)).toEqual([
      'ALERTS{sloth_id!="",alertstate="firing",sloth_id=~"$sloth_id"}',
    ]);
  });

  it('shows the budget of the period that alerts, and those of the others beside it, by their lengths', () => {
    const [left] = exprs('Budget left');
    expect(left).toContain('"sloth_window", "30d", "", ""');
    expect(left).toContain('or min by (sloth_window) ( last_over_time(slo:reported_error_budget_remaining:ratio');
  });

  it('gives each objective the length of its own period, a composite that of its members', () => {
    const [left] = exprs('Budget left', change('latency', { periods: ['7d'] }));
    const ends = (ids: string, period: string) =>
      new RegExp(`remaining:ratio\\{sloth_id=~"${ids}",[^}]*\\}\\[10m\\] \\) \\), "sloth_window", "${period}"`);
    const [availability, accuracy, service] = ['availability', 'accuracy', 'service'].map(
      (id) => `yield-predictor-${id}`,
    );
    expect(left).toMatch(ends(`${availability}\\|${accuracy}\\|${service}`, '30d'));
    expect(left).toMatch(ends('yield-predictor-latency', '7d'));
  });

  it('burns down over the whole period, while the rest shows the last hour', () => {
    const own = budget().panels.flatMap(({ title, timeFrom }) => (timeFrom === undefined ? [] : [[title, timeFrom]]));
    expect(own).toEqual([
      ['Budget left, over time', '30d'],
      ['Budget spent, day by day', '30d'],
    ]);
  });

  it('has a curve for each group', () => {
    for (const title of ['Budget left, over time', 'Burn rate', 'Budget spent, day by day', 'Bad events']) {
      const [target] = panel(budget(), title).targets;
      expect(target?.expr).toMatch(/by \(model(?:, sloth_window)?\)/);
      expect(target?.legendFormat).toContain('{{model}}');
    }
  });

  it('measures each tier against the share at which it alerts', () => {
    const [near] = exprs('How near each tier is to its alert');
    expect(near).toContain('slo:window_budget_burnt:ratio{sloth_window=~"1h|6h|1d|3d",sloth_id=~"$sloth_id"}[10m]');
    for (const [share, window] of [
      [0.02, '1h'],
      [0.05, '6h'],
      [0.1, '1d'],
      [0.1, '3d'],
    ] as const) {
      expect(near).toContain(`label_replace(vector(${share}), "sloth_window", "${window}", "", "")`);
    }
  });

  it('knows the tiers of each objective where they differ', () => {
    const tiers: readonly Tier[] = [{ share: 0.25, window: '12h', severity: 'warning' }];
    const [, alerts] = exprs('Budget burnt, by tier', change('latency', { tiers }));
    expect(alerts).toContain(
      'label_replace(vector(0.25), "sloth_window", "12h", "", "") and on () slo:error_budget:ratio{sloth_id=~"yield-predictor-latency",sloth_id=~"$sloth_id"}',
    );
    expect(alerts).toContain(
      'and on () slo:error_budget:ratio{sloth_id=~"yield-predictor-availability|yield-predictor-accuracy",sloth_id=~"$sloth_id"}',
    );
  });

  it('shows what every day spent of the budget, as rules have recorded it', () => {
    expect(exprs('Budget spent, day by day')).toEqual([
      'max by (model) ( last_over_time(slo:period_budget_spent:ratio{sloth_window="1d",sloth_id=~"$sloth_id"}[10m]) )',
    ]);
    expect(panel(budget(), 'Budget spent, day by day').interval).toBe('1d');
  });

  it('says why it is empty where a composite has nothing of its own', () => {
    const empty = budget().panels.flatMap(({ title, fieldConfig }) => (fieldConfig?.defaults.noValue ? [title] : []));
    expect(empty).toEqual([
      'Promise',
      'How near each tier is to its alert',
      'Budget burnt, by tier',
      'Error ratio, by window',
      'Budget spent, day by day',
      'Bad events',
    ]);
  });
});
