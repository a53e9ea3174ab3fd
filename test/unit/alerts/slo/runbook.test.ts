import { objectivePage } from '../../../../alerts/slo/runbook';
import { runbookPages } from '../../../../cli/runbooks';
import { percent } from '../../../../promql';
import { composite, warningsOnly, warnOnly, WORKBOOK_TIERS, type Objective } from '../../../../signals';
import { environmentWith } from '../../../fixtures/environment';
import { burntRatio, slowBaking } from '../../../fixtures/kiln';
import { KINDS } from '../../../fixtures/objective-kinds';
import { baked, kilnWith } from '../../../fixtures/objectives';

const objective = baked({ signals: [burntRatio, slowBaking] });
const workloads = [kilnWith(objective)];
const environments = [
  environmentWith({ name: 'prod', workloads }),
  environmentWith({ name: 'dev', workloads, overrides: [warnOnly(objective)] }),
];
const pages = runbookPages(environments);
const text = pages.find(({ file }) => file === 'KilnBakedObjective.md')?.text ?? '';

/** The page of one objective in one environment. */
const pageOf = (declared: Objective): string =>
  objectivePage(kilnWith(declared), declared, [
    { name: 'prod', links: environmentWith({}).urls, workload: kilnWith(declared) },
  ]);

describe('the page of an objective', () => {
  test('is one for all of its alerts, beside those of the signals', () => {
    expect(pages.map(({ file }) => file)).toEqual([
      'KilnBurntRatio.md',
      'KilnSlow.md',
      'KilnTargetsDown.md',
      'KilnBakedObjective.md',
      'Watchdog.md',
    ]);
  });

  test('answers in the order in which somebody who was woken asks', () => {
    expect(text.replace(/```[^]*?```/g, '').match(/^#.*$/gm)).toEqual([
      '# KilnBakedObjective',
      '## What is promised',
      '## Its alerts',
      '## Impact',
      '## First look',
      '## Next steps',
      '## When to escalate',
    ]);
  });

  test('says what is promised, for whom, and how much that leaves', () => {
    expect(text).toContain('Kiln: Baked batches · owner: Bakers (#bakers)');
    expect(text).toContain(
      '99 % of batches are not burnt over 30 days, for each oven. The error budget is 1 % of all events: as much as 7.2 h of total failure. Where there are no data, nothing is counted.',
    );
  });

  test('lists each alert with its condition and where it goes', () => {
    expect(text.match(/^\| .*$/gm)).toEqual([
      '| alert | severity | fires when | goes to |',
      '| --- | --- | --- | --- |',
      '| KilnBakedBurnsBudgetFast | critical | 2 % of the budget of 30 days went within 1 hour (at even traffic), and over the last 5 minutes the error ratio is still above 14.4 % (14.4 times the budget) | bakers-page |',
      '| KilnBakedBurnsBudgetFast | critical | 5 % of the budget of 30 days went within 6 hours (at even traffic), and over the last 30 minutes the error ratio is still above 6 % (6 times the budget) | bakers-page |',
      '| KilnBakedBurnsBudget | warning | 10 % of the budget of 30 days went within 1 day (at even traffic), and over the last 2 hours the error ratio is still above 3 % (3 times the budget) | bakers-channel |',
      '| KilnBakedBurnsBudget | warning | 10 % of the budget of 30 days went within 3 days (at even traffic), and over the last 6 hours the error ratio is still above 1 % (as much as the budget) | bakers-channel |',
      '| KilnBakedBudgetAtRisk | warning | more than 50 % of the budget is spent | bakers-channel |',
      '| KilnBakedBudgetExhausted | warning | all of the budget is spent | bakers-channel |',
      '| KilnBakedDataMissing | warning | one oven that was there within a day has no data for 30 minutes although targets are up | bakers-channel |',
      '| KilnBakedDataMissing | warning | there are no data for 30 minutes although targets are up | bakers-channel |',
    ]);
  });

  test('names the environments in which nothing of it pages', () => {
    expect(text).toContain('Environments where nothing of it pages: dev.');
    expect(pageOf(objective)).not.toContain('Environments where nothing of it pages');
  });

  test('says nothing of environments where nothing would page anyway', () => {
    const calm = baked({ tiers: warningsOnly(WORKBOOK_TIERS) });
    expect(pageOf(calm)).not.toContain('Environments where nothing of it pages');
    expect(pageOf(calm)).not.toContain('If a page has not been relieved');
  });

  test('leads to the dashboard of the objective in each environment, and to the pages of its signals', () => {
    expect(text).toMatch(
      /Dashboard \*Error budget\*: \[prod\]\(https:\S+\/d\/slo-error-budget\?var-sloth_id=kiln-baked\) · \[dev\]\(https:\S+\)/,
    );
    expect(text).toContain('[KilnBurntRatio](KilnBurntRatio.md), [KilnSlow](KilnSlow.md)');
  });

  test('shows the queries that count it, to be run', () => {
    expect(text).toContain('# bad\n\nsum by (oven) (rate(kiln_batches_total{result="burnt"}[1h]))\n\n# all\n\n');
    expect(pageOf(KINDS['minutes of a gauge']?.() ?? objective)).toContain('# bad now\n\nmax(kiln_heat_ratio) > 0.8\n');
  });

  test('says what missing data mean, and that no guard waits where there is none', () => {
    const strict = pageOf(baked({ missing: 'bad', minimumBad: 0 }));
    expect(strict).toContain('While none of its targets answers, as many events as in the hour before count as bad');
    expect(strict).toContain('No tier waits for a least number of bad events.');
    expect(text).toContain('A tier needs at least 10 bad events within its long window.');
  });

  test('has no noise of binary arithmetic', () => {
    for (const target of [99.9, 99.99, 99.5, 99.7, 99.3]) {
      expect(pageOf(baked({ objective: percent(target) }))).not.toMatch(/\d*\.\d{7,}/);
    }
  });
});

test('a composite, which alerts on nothing, has no page', () => {
  const other = baked({ id: 'other' });
  const worst = composite({ id: 'bread', title: 'Bread', promise: 'the worst', of: [objective, other] });
  const files = runbookPages([environmentWith({ workloads: [kilnWith(objective, other, worst)] })]).map((p) => p.file);
  expect(files).toContain('KilnOtherObjective.md');
  expect(files).not.toContain('KilnBreadObjective.md');
});
