import {
  identity,
  SERIES,
  WINDOW,
  type AlertKind,
  type Composite,
  type Objective,
  type Workload,
} from '../../../signals';
import { ageWindows, burntWindows, PACE, periodOf } from '../windows';
import { absent, fires, labelText, quiet, value, type Check, type SloTest } from './check';
import { moment, outage, own, seconds, SLOW_STEP } from './moment';
import type { Input, Phase } from './phases';
import { failingFor, FINE } from './plan';
import { stranger } from './neighbour-tests';

/** A budget on either side of each of its limits, and that of a young service. */
export const budgetMoments = (workload: Workload, objective: Objective): readonly SloTest[] => [
  ...limitsOfBudget(workload, objective),
  youngMoment(workload, objective),
  ...agesMoments(workload, objective),
];

const DAY = 86_400;

/** A budget just below and just above each of its limits, a day after what spent it. */
function limitsOfBudget(workload: Workload, objective: Objective): readonly SloTest[] {
  const { atRisk, deferring } = objective.policy;
  return [atRisk, deferring.share, 1].flatMap((limit) =>
    [0.96, 1.04].map((side) => {
      const spent = side * limit;
      const failing = outage(failingFor(objective, spent), SLOW_STEP);
      const phases: readonly Phase[] = [
        { seconds: DAY, bad: 0 },
        // Of time slices, as many as come nearest.
        objective.sli.kind === 'time' ? { ...failing, bad: 1 } : failing,
        { seconds: DAY + 2 * SLOW_STEP, bad: 0 },
      ];
      const see = (kind: AlertKind, at: number, fired: boolean): Check =>
        (fired ? fires : quiet)(workload, objective, kind, at);
      const level = spent > 1 ? 3 : spent > deferring.share ? 2 : spent > atRisk ? 1 : 0;
      const name = `what is known of a budget of which ${Math.round(spent * 100)} % are spent`;
      return moment(workload, objective, name, SLOW_STEP, phases, (at) => [
        value(workload, objective, SERIES.state, level, at),
        see('atRisk', at, spent > atRisk),
        see('exhausted', at, spent > 1),
      ]);
    }),
  );
}

/** Twenty minutes after its first data, half of which were bad, a service has lost of its budget what they are. */
function youngMoment(workload: Workload, objective: Objective): SloTest {
  const lived = 1200;
  const isTime = objective.sli.kind === 'time';
  const phases: readonly Phase[] = [
    // When it began is looked at every five minutes: the first sample is at ten.
    { seconds: 600 - FINE.step, bad: 0, fault: 'gone' },
    { seconds: lived / 2, bad: isTime ? 1 : 0.5 },
    { seconds: lived / 2 + FINE.step, bad: isTime ? 0 : 0.5 },
  ];
  const spent = lived / 2 / failingFor(objective, 1);
  return moment(workload, objective, 'what a young service has lived and lost', FINE.step, phases, (at) => [
    ...ageWindows(objective).map((window) =>
      value(workload, objective, SERIES.age, lived / seconds(window), at, { [WINDOW]: window }),
    ),
    ...burntWindows(objective).map((window) =>
      value(workload, objective, SERIES.burnt, spent, at, { [WINDOW]: window }),
    ),
    ...objective.periods.slice(1).map((period) =>
      value(workload, objective, SERIES.reportedBurn, (spent * seconds(periodOf(objective))) / seconds(period), at, {
        [WINDOW]: period,
      }),
    ),
  ]);
}

/** When an objective began is read while it may be late, and no longer. */
function agesMoments(workload: Workload, objective: Objective): readonly SloTest[] {
  const at = 3600;
  const look = (what: string, values: string, checks: readonly Check[]): SloTest => ({
    name: `${objective.id}: ${what}`,
    pace: { evaluation: `${at}s`, step: FINE.step },
    inputs: [own(workload, objective, SERIES.firstSeen, values)],
    checks,
  });
  const samples = at / FINE.step;
  return [
    look(
      // A backfill has moved it.
      'the age is what was said last of its beginning, seven minutes ago',
      `_x${samples - 15} 3000 1800`,
      ageWindows(objective).map((window) =>
        value(workload, objective, SERIES.age, 1800 / seconds(window), at, { [WINDOW]: window }),
      ),
    ),
    look('of a beginning that was said twelve minutes ago, no age is known', `_x${samples - 24} 1800`, [
      absent(workload, objective, SERIES.age, at),
    ]),
  ];
}

/** Each of the members in turn is the worst, in all that is said of them. */
export const compositeMoments = (workload: Workload, composite: Composite): readonly SloTest[] =>
  composite.of.map((worst) => compositeMoment(workload, composite, worst));

function compositeMoment(workload: Workload, composite: Composite, worst: Objective): SloTest {
  const at = FINE.step;
  const stated = (member: Objective, series: string, number: number, more: Readonly<Record<string, string>> = {}) => ({
    series: `${series}${labelText({ ...identity(workload, member), ...member.sli.example.labels, ...more })}`,
    values: `${number}x1`,
  });
  const of = (member: Objective, burn: number, spent: number, lately: number): readonly Input[] => [
    stated(member, SERIES.currentBurn, burn),
    stated(member, SERIES.periodBurn, spent),
    stated(member, SERIES.spent, lately, { [WINDOW]: PACE }),
  ];
  return {
    name: `${composite.id}: the composite is as bad as ${worst.id} where that is its worst member`,
    pace: { evaluation: `${at}s`, step: FINE.step },
    inputs: [
      ...composite.of.flatMap((member) => (member === worst ? of(member, 6, 0.6, 0.2) : of(member, 2, 0.1, 0.09))),
      ...stranger(workload, composite, 1),
    ],
    checks: [
      value(workload, composite, SERIES.currentBurn, 6, at),
      value(workload, composite, SERIES.periodBurn, 0.6, at),
      value(workload, composite, SERIES.remaining, 0.4, at),
      // At risk, and at the pace of the last day spent in two days; the others last for ten.
      value(workload, composite, SERIES.state, 1, at),
      value(workload, composite, SERIES.daysLeft, 2, at),
      value(workload, composite, SERIES.info, 1, at, {
        sloth_mode: 'probecard',
        sloth_spec: 'composite',
        sloth_objective: 'worst',
      }),
    ],
  };
}
