import type { Excursion } from '../../../simulator/excursion';
import type { Finding, Parametric } from '../../../simulator/parametric';
import { DAY, HOUR, MINUTE, type Span, type Time } from '../../../simulator/time';
import type { Change } from '../../live/incidents/report';
import type { Heard, Labels } from './heard';

/** How well a rule tells what is true from chance. */
export interface Judged {
  readonly alertsPerDay: number;
  readonly truePerDay: number;
}

/** What became of what is true. */
export interface Told {
  /** What was wrong with products, and how much of it the floor was told of: of one of its testers at least. */
  readonly findings: number;
  readonly findingsTold: number;
  /** The testers that showed it, each with its test: for how many the rule fired, and of how many the floor was told. */
  readonly all: number;
  readonly fired: number;
  readonly told: number;
  readonly inTime: number;
  /** From its beginning until somebody was told, in minutes; undefined where nobody was. */
  readonly median?: number;
  readonly longest?: number;
}

export interface ParametricAccount {
  readonly today: Judged;
  readonly ours: Judged;
  readonly told: Told;
}

/** Half of the time that a lot takes: what is known by then can still be acted on while it is on the tester. */
export const IN_TIME = 2 * HOUR;

/** A rule that looks back for an hour may begin to fire when it is over, and one that looks back for minutes, shortly after. */
const LOOKS_BACK = { today: 5 * MINUTE, ours: 90 * MINUTE } as const;

export function parametricAccount(
  { findings }: Parametric,
  history: readonly Change[],
  contents: Heard['contents'],
  { names, span }: { readonly names: { readonly today: string; readonly ours: string }; readonly span: Span },
): ParametricAccount {
  const excursions = findings.flatMap((finding) => finding.excursions);
  const judged = (which: 'today' | 'ours'): Judged => {
    const fired = history.filter(({ state, labels }) => state === 'firing' && labels.alertname === names[which]);
    const days = (span.to - span.from) / DAY;
    const right = fired.filter((change) => excursions.some((one) => isOf(change, one, LOOKS_BACK[which])));
    return { alertsPerDay: fired.length / days, truePerDay: right.length / days };
  };
  return {
    today: judged('today'),
    ours: judged('ours'),
    // Of one that begins at the end of the week, nobody could have been told in it.
    told: toldOf(
      findings.filter((finding) =>
        finding.excursions.every(({ from }) => from >= span.from && from + IN_TIME <= span.to),
      ),
      history.filter(({ state, labels }) => state === 'firing' && labels.alertname === names.ours),
      contents,
      names.ours,
    ),
  };
}

const isOf = ({ time, labels }: Pick<Change, 'time' | 'labels'>, { tester, test, from, to }: Excursion, late: Time) =>
  labels.tester_id === tester && labels.test_name === test && time >= from && time <= to + late;

function toldOf(
  findings: readonly Finding[],
  fired: readonly Change[],
  contents: Heard['contents'],
  name: string,
): Told {
  const excursions = findings.flatMap((finding) => finding.excursions);
  // Of one that the rule did not see, whatever was told is about another on the same tester.
  const seen = excursions.filter((one) => fired.some((change) => isOf(change, one, LOOKS_BACK.ours)));
  const toldAt = new Map(seen.map((one) => [one, firstTold(one, contents, name)]));
  const minutes = seen.flatMap((one) => {
    const at = toldAt.get(one);
    return at === undefined ? [] : [(at - one.from) / MINUTE];
  });
  const sorted = minutes.toSorted((a, b) => a - b);
  const [median, longest] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  return {
    findings: findings.length,
    findingsTold: findings.filter((finding) => finding.excursions.some((one) => toldAt.get(one) !== undefined)).length,
    all: excursions.length,
    fired: seen.length,
    told: minutes.length,
    inTime: minutes.filter((value) => value * MINUTE <= IN_TIME).length,
    ...(median !== undefined && { median }),
    ...(longest !== undefined && { longest }),
  };
}

/** When the floor was first told of a test on a tester: while the rule saw it, or within hours that it had. */
const firstTold = (one: Excursion, contents: Heard['contents'], name: string): Time | undefined =>
  contents.find(({ at, firing, over }) => {
    const isMeant = (late: Time) => (labels: Labels) =>
      labels.alertname === name && isOf({ time: at, labels }, one, late);
    return firing.some(isMeant(LOOKS_BACK.ours + HOUR)) || over.some(isMeant(LOOKS_BACK.ours + TOLD_LATE));
  })?.at;

/** What is told of again and again as a digest may be over when it is. */
export const TOLD_LATE = 4 * HOUR;
