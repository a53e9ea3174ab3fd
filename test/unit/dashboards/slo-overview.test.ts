import { sloRuleGroups } from '../../../alerts/slo/rule-groups';
import { checkDashboards } from '../../../dashboards/check';
import { errorBudgetDashboard } from '../../../dashboards/error-budget';
import { sloOverviewDashboard } from '../../../dashboards/slo-overview';
import { checkSyntax } from '../../../promql';
import { BUDGET_STATES, type Objective, type Workload } from '../../../signals';
import { yieldPredictor } from '../../../workloads/yield-predictor';
import { LINKS } from '../../fixtures/environment';
import { kiln } from '../../fixtures/kiln';
import { contents, model, panel, withObjectives } from './slo-model';

const overview = (workloads: readonly Workload[] = [yieldPredictor]) => model(sloOverviewDashboard(workloads, LINKS));

describe.each([
  ['the SLO overview', sloOverviewDashboard],
  ['the error budget', errorBudgetDashboard],
])('%s', (_, made) => {
  const shown = model(made([yieldPredictor], LINKS));
  const queries = shown.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));

  it('is a table of contents', () => {
    expect(`\n${contents(shown)}\n`).toMatchSnapshot();
  });

  it('keeps the rules of the house, and links only to dashboards that exist', () => {
    expect(() => {
      checkDashboards([sloOverviewDashboard([yieldPredictor], LINKS), errorBudgetDashboard([yieldPredictor], LINKS)]);
    }).not.toThrow();
    expect(shown).toMatchObject({ schemaVersion: 42, editable: false, time: { from: 'now-1h', to: 'now' } });
  });

  it('asks nothing that Prometheus would not parse', () => {
    queries.forEach((expr) => {
      expect(() => {
        checkSyntax(expr);
      }).not.toThrow();
    });
  });

  it('reads only series that the rules of objectives write, and alerts', () => {
    const written = yieldPredictor.objectives
      .flatMap((slo) => sloRuleGroups(yieldPredictor, slo, LINKS))
      .flatMap(({ rules }) => rules.flatMap((rule) => ('record' in rule ? [rule.record] : [])));
    const read = queries.flatMap((expr) => expr.match(/\b(?:\w+:[\w:]+|ALERTS)(?=[{[)])/g) ?? []);
    expect(read.length).toBeGreaterThan(queries.length - 1);
    expect(read.filter((name) => name !== 'ALERTS' && !written.includes(name))).toEqual([]);
  });

  it('obeys its variables in every selector', () => {
    const matched = shown.templating.list.slice(1).map(({ name }) => `${name}=~"$${name}"`);
    for (const [, matchers = ''] of queries.flatMap((expr) => [
      ...expr.matchAll(/(?:\w+:[\w:]+|ALERTS)\{([^}]*)\}/g),
    ])) {
      for (const matcher of matched) expect(matchers).toContain(matcher);
    }
    expect(queries.join('\n')).not.toMatch(/slo:[\w:]+(?![\w:{])/);
  });

  it('reads what is written every five minutes as the newest of ten', () => {
    const slow =
      /(?<!last_over_time\(\s*)slo:(?:error_budget_state|error_budget_left|period_|reported_|window_|sli_error:ratio_rate\d+d)[\w:]*/;
    expect(queries.filter((expr) => slow.test(expr))).toEqual([]);
  });

  it('is refused while nobody promises anything', () => {
    expect(() => made([kiln], LINKS)).toThrow('no workload has an objective: leave the dashboards of objectives out');
  });
});

describe('the SLO overview', () => {
  it('chooses teams and workloads among all objectives; all of them by default', () => {
    expect(overview().templating.list.slice(1)).toMatchObject([
      { name: 'team', multi: true, includeAll: true, query: { query: 'label_values(sloth_slo_info, team)' } },
      { name: 'workload', multi: true, includeAll: true, query: { query: 'label_values(sloth_slo_info, workload)' } },
    ]);
  });

  it('counts objectives in every state of the policy, and those without any', () => {
    const { targets } = panel(overview(), 'Objectives by state');
    expect(targets.map(({ legendFormat }) => legendFormat.toLowerCase())).toEqual([...BUDGET_STATES, 'without data']);
    BUDGET_STATES.forEach((_, level) => {
      expect(targets[level]?.expr).toMatch(new RegExp(`== ${level}\\s*\\)\\s*or vector\\(0\\)$`));
    });
  });

  it('names the recorded levels as the policy does', () => {
    const { fieldConfig } = panel(overview(), 'State, over time');
    const [mapping] = fieldConfig.defaults.mappings ?? [];
    expect(Object.values(mapping?.options ?? {}).map(({ text, color }) => [text, color])).toEqual([
      ['Healthy', 'green'],
      ['At risk', 'yellow'],
      ['Deferring', 'orange'],
      ['Exhausted', 'red'],
    ]);
  });

  it('leads from a row, a curve and a band to the error budget of that very objective', () => {
    const to = (value: (label: string) => string) =>
      `/d/slo-error-budget?\${__url_time_range}&var-datasource=\${datasource}&var-sloth_id=${value('workload')}-${value('sloth_slo')}`;
    const row = panel(overview(), 'Every objective').fieldConfig.overrides?.find(
      ({ matcher }) => matcher.options === 'Objective',
    );
    expect(row?.properties).toMatchObject([
      { id: 'links', value: [{ url: to((label) => `\${__data.fields.${label}}`) }] },
    ]);
    for (const title of ['Budget left, over time', 'Burn rate', 'State, over time']) {
      const shown = panel(overview(), title);
      expect(shown.fieldConfig.defaults.links).toMatchObject([{ url: to((label) => `\${__field.labels.${label}}`) }]);
      expect(shown.targets[0]?.expr).toMatch(/by \(workload, sloth_slo, model\)/);
    }
  });

  it('links the alerts to the pages of all objectives that alert', () => {
    expect(panel(overview(), 'Alerts that fire').links?.map(({ url }) => url)).toEqual(
      ['Availability', 'Latency', 'Accuracy'].map((id) => `${LINKS.runbooks}/YieldPredictor${id}Objective.md`),
    );
  });

  it('looks at budgets over the longest period, whatever the range of the rest', () => {
    expect(panel(overview(), 'Budget left, over time').timeFrom).toBe('30d');
    expect(panel(overview(), 'Burn rate').timeFrom).toBeUndefined();
    const longer = withObjectives(yieldPredictor, (objective) => ({
      ...objective,
      periods: ['35d', ...objective.periods],
    }));
    expect(panel(overview([longer]), 'Budget left, over time').timeFrom).toBe('35d');
  });

  it('draws the limits of the policy', () => {
    const steps = (workload: Workload) =>
      panel(overview([workload]), 'Budget left, over time').fieldConfig.defaults.thresholds?.steps.map(
        ({ value }) => value,
      );
    expect(steps(yieldPredictor)).toEqual([null, 1e-6, 0.5]);
    const strict = withObjectives(yieldPredictor, (objective) => ({
      ...objective,
      policy: { ...objective.policy, atRisk: 0.25 },
    }));
    expect(steps(strict)).toEqual([null, 1e-6, 0.75]);
  });

  it('leaves out a limit on which objectives differ: the state tells', () => {
    const mixed = withObjectives(yieldPredictor, (objective) =>
      objective.id === 'latency' ? { ...objective, policy: { ...objective.policy, atRisk: 0.25 } } : objective,
    );
    const { fieldConfig, description } = panel(overview([mixed]), 'Budget left, over time');
    expect(fieldConfig.defaults.thresholds?.steps.map(({ value }) => value)).toEqual([null, 1e-6]);
    expect(description).not.toContain('at risk');
  });
});

describe('its table', () => {
  const { targets, transformations, fieldConfig } = panel(overview(), 'Every objective');

  it('merges one row for each objective and group, since every query has exactly the labels of the rows', () => {
    for (const { expr, format, instant } of targets) {
      expect([format, instant]).toEqual(['table', true]);
      expect(expr).toMatch(/^(?:max|min|count) by \(workload, sloth_slo, model, team\)/);
    }
    expect(transformations?.map(({ id }) => id)).toEqual(['merge', 'organize']);
  });

  it('has the columns in the order in which they are read', () => {
    const { indexByName = {}, renameByName = {} } = transformations?.[1]?.options ?? {};
    const titles = Object.entries(indexByName).sort(([, a], [, b]) => a - b);
    expect(titles.map(([name]) => renameByName[name])).toEqual([
      ...['Workload', 'Objective', 'Model', 'Team', 'Promised', 'Kept', 'Last 5 minutes', 'Budget left', 'State'],
      ...['Burn now', 'Days left', 'Period', 'Alerts'],
    ]);
    const styled = (fieldConfig.overrides ?? []).map(({ matcher }) => matcher.options);
    expect(styled.filter((title) => !Object.values(renameByName).includes(title))).toEqual([]);
  });

  it('gives what an objective promises to each of its groups', () => {
    expect(targets[0]?.expr.replace(/\s+/g, ' ')).toContain(
      '* 0 + on (sloth_id) group_left () max by (sloth_id) (slo:objective:ratio',
    );
  });

  it('reads what was kept of each period from the series that has it in its name', () => {
    const weekly = (objective: Objective): Objective =>
      objective.id === 'latency' ? { ...objective, periods: ['7d'] } : objective;
    const kept = panel(overview([withObjectives(yieldPredictor, weekly)]), 'Every objective').targets[1]?.expr;
    expect(kept).toContain('slo:sli_error:ratio_rate7d{sloth_id=~"yield-predictor-latency",');
    expect(kept).toContain(
      'slo:sli_error:ratio_rate30d{sloth_id=~"yield-predictor-availability|yield-predictor-accuracy",',
    );
  });
});
