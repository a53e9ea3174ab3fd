import type { Case, Expectation } from './case';
import { pages, type Page, type Routing } from './pages';
import type { Change, Replayed } from './report';

/** When an incident began and ended, in simulated seconds. */
interface When {
  readonly from: number;
  readonly to: number;
}

/** What came of an expectation. */
export interface Outcome {
  readonly expected: Expectation;
  /** In minutes from the beginning of the incident until it fired; undefined if it never did. */
  readonly fired?: number;
  /** In minutes from the end of the incident; undefined if it still fired when the history ended. */
  readonly resolved?: number;
}

export interface Verdict {
  readonly outcomes: readonly Outcome[];
  readonly pages: readonly Page[];
  /** Alerts that fired besides. */
  readonly others: readonly string[];
  /** What is not as it should be, in words. */
  readonly problems: readonly string[];
}

/** One incident: one page, and at most another. */
const MOST_PAGES = 2;

/** The alert that always fires. */
const ALWAYS = 'Watchdog';

const nameOf = ({ labels }: Change): string => labels.alertname ?? '';
const isOf =
  ({ alert, severity }: Expectation) =>
  (change: Change): boolean =>
    nameOf(change) === alert && change.labels.severity === severity;

export function verdict(of: Case, when: When, replayed: Replayed, routing: Routing): Verdict {
  const changes = replayed.changes.filter((change) => nameOf(change) !== ALWAYS);
  const outcomes = of.expected.map((expected) => outcome(expected, when, changes));
  const told = pages(changes, routing);
  const firing = changes.filter(({ state }) => state === 'firing');
  const others = firing.filter((change) => !of.expected.some((expected) => isOf(expected)(change)));
  return {
    outcomes,
    pages: told,
    others: [...new Set(others.map((change) => `${nameOf(change)} (${change.labels.severity ?? ''})`))],
    problems: [
      ...replayed.failures.map((failure) => `a rule cannot be evaluated: ${failure}`),
      ...firing
        .filter(({ time }) => time < when.from)
        .map((change) => `${nameOf(change)} fires before anything is wrong`),
      ...outcomes.flatMap((one) => shortcomings(one, of)),
      ...(of.expected.length === 0 ? others.map((change) => `${nameOf(change)} fires, and nothing is wrong`) : []),
      ...unexpectedPages(told, of),
      ...missedPages(told, of),
      ...(told.length > MOST_PAGES ? [`${told.length} distinct pages for one incident`] : []),
    ],
  };
}

function outcome(expected: Expectation, { from, to }: When, changes: readonly Change[]): Outcome {
  const own = changes.filter(isOf(expected));
  const fired = own.find(({ state, time }) => state === 'firing' && time >= from);
  const stillFiring = new Map<string, boolean>();
  for (const { labels, state } of own) stillFiring.set(JSON.stringify(labels), state === 'firing');
  const isOver = ![...stillFiring.values()].includes(true);
  const last = own.findLast(({ state }) => state === 'inactive');
  return {
    expected,
    ...(fired && { fired: (fired.time - from) / 60 }),
    ...(fired && isOver && last && { resolved: (last.time - to) / 60 }),
  };
}

function shortcomings({ expected, fired, resolved }: Outcome, { resolves }: Case): readonly string[] {
  const name = `${expected.alert} (${expected.severity})`;
  if (fired === undefined) return [`${name} never fires`];
  return [
    ...(fired > expected.within ? [`${name} fires after ${fired.toFixed(1)} m, not within ${expected.within}`] : []),
    ...(resolved === undefined || resolved > resolves
      ? [`${name} is not over ${resolves} m after the end, but ${resolved?.toFixed(1) ?? 'later'}`]
      : []),
  ];
}

/** Only alerts that are expected may wake anybody. */
const unexpectedPages = (told: readonly Page[], of: Case): readonly string[] =>
  told
    .flatMap(({ alerts }) => alerts)
    .filter((alert) => !pagers(of).includes(alert))
    .map((alert) => `${alert} pages, and should not`);

/** Of several alerts that should, one may silence the others; but not all of them. */
const missedPages = (told: readonly Page[], of: Case): readonly string[] =>
  told.length === 0 && pagers(of).length > 0 ? [`nobody is told of ${pagers(of).join(', nor of ')}`] : [];

const pagers = ({ expected }: Case): readonly string[] =>
  expected.filter(({ severity }) => severity === 'critical').map(({ alert }) => alert);
