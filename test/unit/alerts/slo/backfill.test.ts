import { backfillStages, type Past } from '../../../../alerts/slo/backfill';
import { sloRuleGroups } from '../../../../alerts/slo/rule-groups';
import type { RecordingRule, RuleGroup } from '../../../../alerts/rule';
import { checkSyntax, percent, ratio, record } from '../../../../promql';
import { below, composite, SERIES, timeSlice, workload, type Workload } from '../../../../signals';
import { LINKS } from '../../../fixtures/environment';
import { heat, kiln } from '../../../fixtures/kiln';
import { baked, kilnWith } from '../../../fixtures/objectives';

const coldest = record('oven:kiln_heat_ratio:min', heat.minBy('oven'));
const smoothed = record('oven:kiln_heat_ratio:smooth', coldest.avgOverTime('2m'));
const unread = record('oven:kiln_heat_ratio:max', heat.maxBy('oven'));
const warm = timeSlice({
  id: 'warm',
  title: 'Warm',
  promise: 'of minutes are warm',
  objective: percent(99),
  query: smoothed,
  bad: below(ratio(0.5)),
  example: { metric: heat, labels: { oven: 'north', zone: 'floor' }, good: 0.6, bad: 0.4 },
  missing: 'not counted',
  impact: 'No bread.',
  nextSteps: ['Open the door of the kiln.'],
});
const whole = composite({ id: 'whole', title: 'All', promise: 'the worst', of: [baked(), warm] });

const warmKiln = workload({
  ...kiln,
  recordings: [smoothed, coldest, unread],
  objectives: [warm],
});

const rulesOf = (groups: readonly RuleGroup[]): readonly RecordingRule[] =>
  groups.flatMap(({ rules }) => rules as readonly RecordingRule[]);
const names = (stages: readonly (readonly RuleGroup[])[]): readonly (readonly string[])[] =>
  stages.map((groups) => rulesOf(groups).map((rule) => rule.record));
const dense = (text: string): string => text.replace(/\s/g, '');

const stagesOf = (declared: Workload, past: Past = 'pair') =>
  declared.objectives.flatMap((slo) => backfillStages(declared, slo, past));
/** The groups that are rendered for its only objective. */
const rendered = (declared: Workload) => declared.objectives.flatMap((slo) => sloRuleGroups(declared, slo, LINKS));

describe('the past of an objective', () => {
  it('is filled by its pair: the total first, which the bad ones read', () => {
    expect(names(stagesOf(kilnWith(baked())))).toEqual([[SERIES.all], [SERIES.bad]]);
  });

  it('leaves missing events out, which read the total that contains them', () => {
    const stages = stagesOf(kilnWith(baked({ missing: 'bad' })), 'all');
    expect(names(stages).flat()).not.toContain(SERIES.missing);
    expect(names(stages).slice(0, 2)).toEqual([
      expect.arrayContaining([SERIES.all]),
      expect.arrayContaining([SERIES.bad]),
    ]);
  });

  it('begins with what the indicator reads, where rules record that, and with nothing else that they record', () => {
    expect(names(stagesOf(warmKiln))).toEqual([
      ['oven:kiln_heat_ratio:min'],
      ['oven:kiln_heat_ratio:smooth'],
      [SERIES.all],
      [SERIES.bad],
    ]);
  });

  it('has every series that its rules write but the missing events, when graphs are to be filled', () => {
    const declared = kilnWith(baked({ missing: 'bad' }));
    const written = rendered(declared).flatMap(({ rules }) =>
      rules.flatMap((rule) => ('record' in rule ? [rule.record] : [])),
    );
    expect(names(stagesOf(declared, 'all')).flat().toSorted()).toEqual(
      written.filter((name) => name !== SERIES.missing).toSorted(),
    );
  });

  it.each(['pair', 'all'] as const)('is filled by the rules that record it from now on (%s)', (past) => {
    const declared = kilnWith(baked({ missing: 'bad' }));
    for (const group of stagesOf(declared, past).flat()) {
      const originals = rendered(declared).filter(
        ({ name, interval }) => name === group.name && interval === group.interval,
      );
      for (const rule of rulesOf([group])) {
        const same = rulesOf(originals).find(
          ({ record: name, labels }) => name === rule.record && JSON.stringify(labels) === JSON.stringify(rule.labels),
        );
        expect(dense(rule.expr)).toContain(dense(same?.expr ?? 'no such rule'));
      }
    }
  });

  it('is not written where there is a sample already, group by group and window by window', () => {
    const pair = rulesOf(stagesOf(kilnWith(baked())).flat());
    expect(pair.map(({ expr }) => expr)).toEqual([
      expect.stringMatching(/unless on \(oven\) slo:sli_total_events:rate5m{sloth_id="kiln-baked"}$/),
      expect.stringMatching(/unless on \(oven\) slo:sli_bad_events:rate5m{sloth_id="kiln-baked"}$/),
    ]);
    const burnt = rulesOf(stagesOf(kilnWith(baked()), 'all').flat()).find(
      (rule) => rule.record === SERIES.burnt && rule.labels?.sloth_window === '3d',
    );
    expect(burnt?.expr).toMatch(
      /unless on \(oven\) slo:window_budget_burnt:ratio{sloth_id="kiln-baked", ?sloth_window="3d"}$/,
    );
    const [source] = rulesOf(stagesOf(warmKiln)[0] ?? []);
    expect(source?.expr).toMatch(/unless on \(oven\) oven:kiln_heat_ratio:min$/);
  });

  it('is valid PromQL and in no stage read before it is written', () => {
    for (const past of ['pair', 'all'] as const) {
      const stages = stagesOf(kilnWith(baked()), past);
      rulesOf(stages.flat()).forEach(({ expr }) => {
        checkSyntax(expr);
      });
      stages.forEach((groups, i) => {
        const later = new Set(names(stages.slice(i)).flat());
        for (const rule of rulesOf(groups)) {
          const [source = ''] = rule.expr.split('unless on');
          expect([...source.matchAll(/slo:[\w:]+/g)].map(([name]) => name).filter((name) => later.has(name))).toEqual(
            [],
          );
        }
      });
    }
  });

  it('is for a composite that of its members, and in graphs its own after theirs', () => {
    const declared = workload({ ...kiln, recordings: [smoothed, coldest], objectives: [whole, ...whole.of] });
    const pairs = rulesOf(backfillStages(declared, whole, 'pair').flat());
    expect(new Set(pairs.map(({ labels }) => labels?.sloth_id))).toEqual(
      new Set([undefined, 'kiln-baked', 'kiln-warm']),
    );
    const stages = backfillStages(declared, whole, 'all');
    const stageOf = (id: string, name: string): number =>
      stages.findIndex((groups) =>
        rulesOf(groups).some((rule) => rule.record === name && rule.labels?.sloth_id === id),
      );
    for (const name of [SERIES.currentBurn, SERIES.remaining, SERIES.state]) {
      expect(stageOf('kiln-whole', name)).toBeGreaterThan(stageOf('kiln-baked', name));
      expect(stageOf('kiln-whole', name)).toBeGreaterThan(stageOf('kiln-warm', name));
    }
  });
});
