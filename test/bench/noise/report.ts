import { MINUTE } from '../../../simulator/time';
import type { Account, IncidentAccount } from './account';
import { IN_TIME, type Judged, type ParametricAccount } from './parametric';

/** What ours has to reach. That something is over counts like any other message: whoever gets it has to look. */
export const BOUNDS = { fewer: 95, pagesUnder: 5, pagedWithin: 2 * MINUTE } as const;

export interface Result {
  readonly seed: number;
  readonly factor: number;
  readonly naive: Account;
  readonly ours: Account;
  readonly parametric: ParametricAccount;
  /** Alerts of which ours never told though nothing more general was told of: by name. */
  readonly silenced: Readonly<Record<string, number>>;
  /** How late alerts were told of at most, in simulated seconds. */
  readonly late: number;
}

/** Percent fewer notifications than the naive side sends; rounded down to a tenth, never to what the bound asks for. */
export const fewer = ({ naive, ours }: Result): number =>
  Math.floor((1 - ours.notifications / Math.max(1, naive.notifications)) * 1000) / 10;

/** Of the person who gets most. */
export const mostPages = ({ pages }: Account): number => Math.max(0, ...Object.values(pages));

/** In words, whatever is outside of the bounds. */
export function failuresOf(result: Result): readonly string[] {
  const { ours, parametric } = result;
  const { findings, findingsTold } = parametric.told;
  const lost = findings - findingsTold;
  const [percent, pages] = [fewer(result), mostPages(ours)];
  return [
    ...(percent < BOUNDS.fewer ? [`${percent} % fewer notifications are less than ${BOUNDS.fewer} %`] : []),
    ...(pages >= BOUNDS.pagesUnder
      ? [`${pages} pages of one person in a week are not under ${BOUNDS.pagesUnder} (${mostPaged(ours)})`]
      : []),
    ...ours.incidents.flatMap(incidentFailure),
    ...(ours.ofDeployments > 0
      ? [`${ours.ofDeployments} notifications tell of a deployment, which is no incident`]
      : []),
    ...(lost > 0 ? [`${lost} of ${findings} findings of outliers that are true are never told of`] : []),
  ];
}

function incidentFailure({ incident, fired, pagedAfter }: IncidentAccount): readonly string[] {
  if (fired === undefined) return [`${incident} is missed: none of its critical alerts fired`];
  if (pagedAfter === undefined) return [`${incident} is missed: its alert fired, and nobody was paged`];
  return pagedAfter > BOUNDS.pagedWithin
    ? [`${incident} is paged ${Math.ceil(pagedAfter)} s after its alert fired, not within ${BOUNDS.pagedWithin} s`]
    : [];
}

export const lastLine = (result: Result): string =>
  `${fewer(result)} % fewer notifications, ${mostPages(result.ours)} pages per person and week`;

export function reportText(result: Result, failures = failuresOf(result)): string {
  const { naive, ours, seed, factor, silenced, late } = result;
  const rows: readonly Row[] = [
    ['', 'naive', 'ours'],
    ['notifications a day', decimal(naive.perDay), decimal(ours.perDay)],
    ['  of which only say that something is over', decimal(naive.overPerDay), decimal(ours.overPerDay)],
    ['pages a week, of who gets most', String(mostPages(naive)), String(mostPages(ours))],
    ['true critical incidents missed', missed(naive), missed(ours)],
    ['first page of each, after its alert fired:', '', ''],
    ...ours.incidents.map((one, i): Row => [`  ${one.incident} (${one.team})`, after(naive.incidents[i]), after(one)]),
  ];
  return [
    `A week of the test floor (seed ${seed}), judged by the rules of Prometheus and told by Alertmanager at ${factor} times its pace.`,
    '',
    ...table(rows),
    '',
    ...parametricLines(result.parametric),
    '',
    `Ours woke ${pagesByPerson(ours)}, by ${ours.pagerEvents} events for pagers (with ends and updates).`,
    ...silencedLines(silenced),
    `Alerts were told of at most ${decimal(late)} s late. Counted is whatever a person gets: not the watchdog. Every time interval counts as`,
    'active, and none as muting: they are tested apart.',
    '',
    ...failures.map((failure) => `FAILED: ${failure}`),
    lastLine(result),
  ].join('\n');
}

type Row = readonly [name: string, naive: string, ours: string];

function table(rows: readonly Row[]): readonly string[] {
  const [first, ...others] = [0, 1, 2].map((i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows.map(([name, ...values]) =>
    [name.padEnd(first ?? 0), ...values.map((value, i) => value.padStart(Math.max(8, others[i] ?? 0)))]
      .join('  ')
      .trimEnd(),
  );
}

const decimal = (value: number): string => value.toFixed(1);

const missed = ({ incidents }: Account): string =>
  `${incidents.filter(({ pagedAfter }) => pagedAfter === undefined).length} of ${incidents.length}`;

const after = (one?: IncidentAccount): string => {
  if (one?.pagedAfter !== undefined) return `${Math.ceil(one.pagedAfter)} s`;
  return one?.fired === undefined ? 'none' : 'never';
};

function parametricLines({ today, ours, told }: ParametricAccount): readonly string[] {
  const judged = ({ alertsPerDay, truePerDay }: Judged): string =>
    `${decimal(alertsPerDay)} alerts a day, of which ${decimal(truePerDay)} are true`;
  const { findings, findingsTold, all, fired, told: heard, inTime, median, longest } = told;
  return [
    `Parametric outliers: today's rule raises ${judged(today)}; ours ${judged(ours)}.`,
    `The floor was told of ${findingsTold} of ${findings} findings (a test is off on several testers). Of their ${all} testers ours fired for ${fired}, and`,
    `${heard} were told of, ${inTime} within ${IN_TIME / 60} minutes of their beginning${median === undefined || longest === undefined ? '' : `: half of them within ${Math.round(median)}, the last after ${Math.round(longest)}`}.`,
  ];
}

const mostPaged = ({ pages }: Account): string =>
  Object.entries(pages).toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? 'nobody';

const pagesByPerson = ({ pages }: Account): string =>
  Object.entries(pages)
    .map(([receiver, count]) => `${receiver} ${count === 1 ? 'once' : `${count} times`}`)
    .join(', ') || 'nobody';

const silencedLines = (silenced: Readonly<Record<string, number>>): readonly string[] => {
  const names = Object.entries(silenced).map(([name, count]) => `${name} ${count}×`);
  return names.length === 0
    ? []
    : [`Never told of, since something more general was, or their group was due too late: ${names.join(', ')}.`];
};
