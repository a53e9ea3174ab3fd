import { sloGroups, sloRuleGroups, type SloGroup } from '../../../../alerts/slo/rule-groups';
import {
  checkSyntax,
  children,
  milliseconds,
  selectors,
  type AnyVector,
  type Expr,
  type Selector,
} from '../../../../promql';
import {
  composite,
  identity,
  isLasting,
  slothId,
  WINDOW,
  type Objective,
  type Slo,
  type Workload,
} from '../../../../signals';
import { LINKS } from '../../../fixtures/environment';
import { KINDS, WINDOWS } from '../../../fixtures/objective-kinds';
import { baked, kilnWith } from '../../../fixtures/objectives';

/** Each kind of objective with each set of windows, and the workload that has it. */
const CASES: readonly (readonly [string, Workload, Objective])[] = Object.entries(KINDS).flatMap(([kind, declare]) =>
  Object.entries(WINDOWS).map(([windows, change]) => {
    const objective = declare(change);
    return [`${kind}, with ${windows}`, kilnWith(objective), objective] as const;
  }),
);

interface Rule {
  readonly interval: SloGroup['interval'];
  /** What it writes: its name, and its window where that is a label. */
  readonly writes?: string;
  readonly source: AnyVector;
}

const rulesOf = (workload: Workload, slo: Slo): readonly Rule[] =>
  sloGroups(workload, slo).flatMap(({ interval, recordings, conditions }) => [
    ...recordings.map(({ record, source, labels }) => ({
      interval,
      writes: seriesKey(record, labels?.[WINDOW]),
      source,
    })),
    ...conditions.map(({ condition }) => ({ interval, source: condition })),
  ]);

/** The ratios of all windows have names of their own; other series of several windows share one. */
const seriesKey = (name: string, window: string | undefined): string =>
  window === undefined || name.endsWith(`rate${window}`) ? name : `${name} ${window}`;

const matched = ({ matchers }: Selector, label: string): string | undefined =>
  matchers.find((matcher) => matcher.label === label && matcher.op === '=')?.value;

const keyOf = (selector: Selector): string => seriesKey(selector.series, matched(selector, WINDOW));

/** What a rule reads of what rules record for objectives. */
const reads = ({ source }: Rule): readonly Selector[] => selectors(source.expr).filter(isOwn);

const isOwn = ({ series }: Selector): boolean => series.startsWith('slo:');

/** What is wrong with the rules of a case, each with the case. */
const wrong = (find: (rules: readonly Rule[], workload: Workload, objective: Objective) => readonly string[]) =>
  CASES.flatMap(([name, workload, objective]) =>
    find(rulesOf(workload, objective), workload, objective).map((what) => `${name}: ${what}`),
  );

const texts = (workload: Workload, slo: Slo): readonly string[] =>
  sloRuleGroups(workload, slo, LINKS).flatMap(({ rules }) => rules.map(({ expr }) => expr));

describe('the rules of an objective, whatever it counts and over whatever windows,', () => {
  test('read only series that they record, of windows that they record', () => {
    const lost = wrong((rules) => {
      const written = new Set(rules.map(({ writes }) => writes));
      return rules.flatMap((rule) => reads(rule).map(keyOf)).filter((key) => !written.has(key));
    });
    expect(lost).toEqual([]);
  });

  test('read nothing of now before it is written', () => {
    const early = wrong((rules) =>
      rules.flatMap((rule, i) => {
        const written = rules.slice(0, i).map(({ writes }) => writes);
        return instant(rule.source.expr)
          .filter(isOwn)
          .map(keyOf)
          .filter((key) => !written.includes(key));
      }),
    );
    expect(early).toEqual([]);
  });

  test('never read the series of another objective', () => {
    const foreign = wrong((rules, workload, objective) =>
      rules
        .flatMap(reads)
        .filter((selector) => matched(selector, 'sloth_id') !== slothId(workload, objective))
        .map(keyOf),
    );
    expect(foreign).toEqual([]);
  });

  test('differ in name or labels, as promtool wants it', () => {
    const alike = wrong((_, workload, objective) => {
      const rules = sloRuleGroups(workload, objective, LINKS).flatMap((group) => group.rules);
      const keys = rules.map((rule) => JSON.stringify(['record' in rule ? rule.record : rule.alert, rule.labels]));
      return keys.filter((key, i) => keys.indexOf(key) !== i);
    });
    expect(alike).toEqual([]);
  });

  test('write no series twice', () => {
    const twice = wrong((rules) => {
      const written = rules.flatMap(({ writes }) => (writes === undefined ? [] : [writes]));
      return written.filter((key, i) => written.indexOf(key) !== i);
    });
    expect(twice).toEqual([]);
  });

  test('write every series with the identity of the objective, and of its owner where it is not read over days', () => {
    for (const [, workload, objective] of CASES) {
      const { team, ...lasting } = identity(workload, objective);
      for (const rule of sloRuleGroups(workload, objective, LINKS).flatMap(({ rules }) => rules)) {
        if (!('record' in rule)) continue;
        expect(rule.labels).toMatchObject(isLasting(rule.record) ? lasting : { ...lasting, team });
        if (isLasting(rule.record)) expect(rule.labels).not.toHaveProperty('team');
      }
    }
  });

  test('are PromQL', () => {
    for (const [, workload, objective] of CASES) {
      for (const text of texts(workload, objective)) expect(() => checkSyntax(text)).not.toThrow();
    }
  });

  test('have no noise of binary arithmetic in their numbers', () => {
    const noisy = wrong((_, workload, objective) => texts(workload, objective).flatMap(numbers).filter(isNoisy));
    expect(noisy).toEqual([]);
  });
});

/** Selectors whose newest sample is read, and none of a time before it. */
const instant = (expr: Expr): readonly Selector[] =>
  expr.kind === 'selector'
    ? [expr]
    : expr.kind === 'range' || expr.kind === 'subquery'
      ? []
      : children(expr).flatMap(instant);

/** Numbers that stand alone: not in names, durations or label values. */
const numbers = (text: string): readonly string[] =>
  text.replace(/"[^"]*"|\[[^\]]*\]/g, '').match(/(?<![\w.:])\d+(\.\d+)?(e[+-]?\d+)?(?![\w.:])/g) ?? [];

/** Twelve digits are what is printed; a run of zeros or nines before the last of them is what a sum of floats leaves. */
const isNoisy = (number: string): boolean => {
  const digits = number.replace(/e.*$/, '').replace('.', '').replace(/^0+/, '');
  return digits.length > 12 || /\.\d*(0{6,}|9{6,})\d{0,2}$/.test(number.replace(/e.*$/, ''));
};

test.each(['0.0144000000001', '0.01440000000000000064', '0.30000000000000004', '2.9999999999'])(
  '%s is noise',
  (number) => {
    expect(isNoisy(number)).toBe(true);
  },
);
test.each(['0.0144', '0.00428571428571', '2592000', '0.999', '1e-7', '100000000', '0.0001'])('%s is none', (number) => {
  expect(isNoisy(number)).toBe(false);
});

describe('the groups of an objective', () => {
  const objective = baked();
  const groups = sloGroups(kilnWith(objective), objective);

  test('are one every 30 seconds, and one every five minutes for what takes days', () => {
    expect(groups.map(({ name, interval }) => [name, interval])).toEqual([
      ['kiln.slo.baked', '30s'],
      ['kiln.slo.baked.days', '5m'],
    ]);
  });

  test('hold the tiers of less than a day in the first, so that these are told at once', () => {
    const tiers = groups.map(({ conditions }) => conditions.map(({ kind, tier }) => tier?.window ?? kind));
    expect(tiers).toEqual([
      ['1h', '6h'],
      ['1d', '3d', 'atRisk', 'exhausted', 'noData', 'noData'],
    ]);
  });

  test('read a day and more every five minutes only', () => {
    const longest = ({ recordings }: SloGroup): string | undefined =>
      recordings
        .map(({ labels }) => labels?.[WINDOW])
        .filter((window) => window !== undefined)
        .toSorted((one, other) => milliseconds(one as '1h') - milliseconds(other as '1h'))
        .at(-1);
    expect(groups.map(longest)).toEqual(['6h', '30d']);
  });
});

describe('two objectives on one metric', () => {
  const [soft, hard] = [baked({ id: 'soft' }), baked({ id: 'hard' })];
  const workload = kilnWith(soft, hard);

  test('write series that differ', () => {
    const labels = (slo: Slo) =>
      sloRuleGroups(workload, slo, LINKS).flatMap(({ rules }) =>
        rules.flatMap((rule) => ('record' in rule ? [rule.labels?.sloth_id] : [])),
      );
    expect(new Set(labels(soft))).toEqual(new Set(['kiln-soft']));
    expect(new Set(labels(hard))).toEqual(new Set(['kiln-hard']));
  });

  test('differ in nothing else', () => {
    const text = (slo: Slo) => JSON.stringify(sloRuleGroups(workload, slo, LINKS));
    expect(text(hard).replaceAll('hard', 'soft').replaceAll('Hard', 'Soft')).toBe(text(soft));
  });
});

describe('a composite', () => {
  const [soft, hard] = [baked({ id: 'soft' }), baked({ id: 'hard' })];
  const worst = composite({ id: 'bread', title: 'Bread', promise: 'the worst', of: [soft, hard] });
  const workload = kilnWith(soft, hard, worst);
  const rules = rulesOf(workload, worst);

  test('records what it is, and the worst of its members, in groups of its own', () => {
    const records = sloGroups(workload, worst).map(({ name, interval, recordings }) => ({
      [`${name} ${interval}`]: recordings.map(({ record }) => record),
    }));
    expect(records).toEqual([
      { 'kiln.slo.bread 30s': ['sloth_slo_info', 'slo:current_burn_rate:ratio'] },
      {
        'kiln.slo.bread.days 5m': [
          'slo:period_burn_rate:ratio',
          'slo:period_error_budget_remaining:ratio',
          'slo:error_budget_state:level',
          'slo:error_budget_left:days',
        ],
      },
    ]);
  });

  test('reads what its members record, and of those only', () => {
    const written = new Set([soft, hard].flatMap((member) => rulesOf(workload, member).map(({ writes }) => writes)));
    const read = rules.flatMap(reads);
    expect(read.filter((selector) => !written.has(keyOf(selector)))).toEqual([]);
    expect(new Set(read.map((selector) => matched(selector, 'sloth_id')))).toEqual(new Set(['kiln-soft', 'kiln-hard']));
  });

  test('takes the least of what is left and the most of what is burnt', () => {
    const [, slow] = sloRuleGroups(workload, worst, LINKS);
    const [burnt, remaining] = slow?.rules ?? [];
    expect(burnt?.expr.replace(/\s+/g, ' ')).toBe(
      'max( slo:period_burn_rate:ratio{sloth_id="kiln-soft"} or slo:period_burn_rate:ratio{sloth_id="kiln-hard"} )',
    );
    expect(remaining?.expr).toMatch(/^min\(/);
  });

  test('alerts on nothing', () => {
    expect(sloGroups(workload, worst).flatMap(({ conditions }) => conditions)).toEqual([]);
  });
});
