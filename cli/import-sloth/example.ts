import type { Matcher } from './matcher';
import type { Counted, Query, Selector } from './query';

/** A counter's series with its increase per second: of all events, of the good ones, or of the bad ones. */
export interface ExampleSeries {
  readonly series: string;
  readonly level: 'all' | 'good' | 'bad';
}

/** Series from which the tests of a pair can be made, and the labels of their group. */
export interface Example {
  readonly series: readonly ExampleSeries[];
  readonly labels: Labels;
}

type Labels = Readonly<Record<string, string>>;

/**
 * Series that both queries of a pair read, where each counts one thing: what the rawPair() states for its tests.
 * Undefined for other queries, and for matchers of which no value is found.
 */
export function exampleOf(error: Query, total: Query, by: readonly string[]): Example | undefined {
  const all = total.shape;
  if (all?.kind !== 'counted' || !error.shape) return undefined;
  if (error.shape.kind === 'counted') return apart(all, error.shape, 'bad', by);
  return error.shape.whole.selector.text === all.selector.text ? apart(all, error.shape.part, 'good', by) : undefined;
}

/** What is counted of all events, and the rest: of one metric two series that share no event, else both as they are. */
function apart(all: Counted, part: Counted, is: 'good' | 'bad', by: readonly string[]): Example | undefined {
  const same = all.selector.series === part.selector.series;
  const labels = satisfying([...part.selector.matchers, ...(same ? all.selector.matchers : [])], by);
  const own = same
    ? labels && otherThan(labels, by, all.selector.matchers, part.selector.matchers)
    : satisfying(all.selector.matchers, by);
  if (!labels || !own) return undefined;
  const group = Object.fromEntries(by.map((label) => [label, labels[label] ?? '']));
  const rest = is === 'bad' ? 'good' : 'bad';
  return {
    series: [
      { series: text(all.selector, { ...own, ...group }), level: same ? rest : 'all' },
      { series: text(part.selector, labels), level: is },
    ],
    labels: group,
  };
}

const text = ({ series }: Selector, labels: Labels): string =>
  `${series}{${Object.entries(labels)
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
    .join(',')}}`;

/** Values that all matchers let through, and one for every label of the group. */
function satisfying(matchers: readonly Matcher[], by: readonly string[]): Labels | undefined {
  const labels = [...new Set([...matchers.map(({ label }) => label), ...by])];
  const values = labels.map((label) => [label, candidates(matchers, label).find(passes(matchers, label))] as const);
  return values.every((entry): entry is readonly [string, string] => entry[1] !== undefined)
    ? Object.fromEntries(values)
    : undefined;
}

/** The labels with one value changed, so that they are still in the group and among all, but no longer in the part. */
function otherThan(
  labels: Labels,
  by: readonly string[],
  all: readonly Matcher[],
  part: readonly Matcher[],
): Labels | undefined {
  return Object.keys(labels)
    .filter((label) => !by.includes(label))
    .flatMap((label) =>
      candidates([...all, ...part], label)
        .filter((value) => passes(all, label)(value) && !passes(part, label)(value))
        .map((value) => ({ ...labels, [label]: value })),
    )
    .at(0);
}

const passes =
  (matchers: readonly Matcher[], label: string) =>
  (value: string): boolean =>
    matchers.every((matcher) => matcher.label !== label || admits(matcher, value));

function admits({ op, value: wanted }: Matcher, value: string): boolean {
  if (op === '=' || op === '!=') return (value === wanted) === (op === '=');
  const regex = compiled(wanted);
  return regex?.test(value) === (op === '=~');
}

/** Prometheus takes regular expressions whole; those that only it understands match nothing here. */
function compiled(regex: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${regex})$`, 's');
  } catch {
    return undefined;
  }
}

/** Values worth trying: what the matchers name, what their regular expressions might mean, and one that none names. */
const candidates = (matchers: readonly Matcher[], label: string): readonly string[] => [
  ...matchers
    .filter((matcher) => matcher.label === label)
    .flatMap(({ op, value }) => (op === '=' || op === '!=' ? [value] : guesses(value))),
  `${label}-a`,
];

/** Each alternative with a plain character for whatever it leaves open; only a guess, which has yet to match. */
const guesses = (regex: string): readonly string[] =>
  regex
    .replace(/\[([^\]])[^\]]*\]/g, '$1')
    .replace(/\\d/g, '0')
    .replace(/[()^$]|\?:/g, '')
    .split('|')
    .map((part) => part.replace(/\.[*+?]?/g, '0').replace(/[*+?\\]/g, ''))
    .filter((guess) => guess !== '');
