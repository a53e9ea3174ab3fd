import type { Account, Lost } from './account';
import { alertsOf, type Alerts } from './alerting';
import { Untranslatable } from './error';
import { indicatorOf, type Indicator } from './indicator';
import type { Metric } from './metric';
import { isName, isNumber, isText, type Node } from './node';
import { pairOfRatio, parseQuery, type Query } from './query';
import type { Slo } from './spec';
import { dashed, titleOf, unlike } from './words';

/** The queries of an SLO that has a pair, and where they stand. */
export interface Asked {
  readonly error: Query;
  readonly total: Query;
  readonly used: readonly Node[];
  /** Whether the spec states only their quotient. */
  readonly ofRatio: boolean;
}

/** An objective, ready to be printed. */
export interface Carried extends Account {
  readonly kind: 'carried';
  readonly at: Node;
  readonly id: string;
  readonly title: string;
  /** Empty where the spec does not describe it. */
  readonly promise: string;
  readonly percent: number;
  readonly indicator: Indicator;
  readonly alerts: Pick<Alerts, 'tiers' | 'steps'>;
  readonly notes: readonly string[];
}

/** An SLO that no constructor can say. */
export interface Left {
  readonly kind: 'left';
  readonly at: Node;
  readonly name: string;
  readonly why: string;
}

/** The pair that an SLO asks for. @throws Untranslatable for one that has none */
export function askedBy({ error, total, ratio, plugin }: Slo): Asked {
  if (isText(error) && isText(total)) {
    const [of, all] = [parseQuery('its error query', error.value), parseQuery('its total query', total.value)];
    return { error: of, total: all, used: [error, total], ofRatio: false };
  }
  if (isText(ratio)) return askedByRatio(ratio);
  throw new Untranslatable(
    plugin ? PLUGIN : 'it has neither both queries of events nor an error ratio: there is nothing to count',
  );
}

const PLUGIN =
  'its queries are written by a plugin, a program of its own: run `sloth generate`, and import the spec again with the query of its slo:sli_error:ratio_rate5m as the error_ratio_query';

function askedByRatio(ratio: Node<string>): Asked {
  parseQuery('its error ratio', ratio.value);
  const pair = pairOfRatio(ratio.value);
  if (!pair) {
    throw new Untranslatable(
      'it states a ratio, and no numbers of bad and of all events, which budgets are counted in: state both as events, or, where it is a gauge, declare timeSlice() with what makes a minute bad',
    );
  }
  return {
    error: parseQuery('the upper side of its ratio', pair.error),
    total: parseQuery('the lower side of its ratio', pair.total),
    used: [ratio],
    ofRatio: true,
  };
}

export interface Surroundings {
  readonly workload: string;
  /** Ids of objectives that the workload has already. */
  readonly taken: ReadonlySet<string>;
  readonly metrics: readonly Metric[];
}

/** @throws Untranslatable for one that cannot be said */
export function carried(slo: Slo, asked: Asked, { workload, taken, metrics }: Surroundings): Carried {
  const { name, objective, description } = slo;
  if (!isName(name)) throw new Untranslatable('it has no name');
  if (!isNumber(objective)) throw new Untranslatable('its objective is no number');
  const id = unlike(dashed(name.value), taken, '-');
  const indicator = indicatorOf(asked.error, asked.total, metrics);
  const alerts = alertsOf(slo.alerting, objective.value, { workload, id });
  const said = isText(description) ? [description] : [];
  return {
    kind: 'carried',
    at: slo.at,
    id,
    title: titleOf(name.value),
    promise: said.map(({ value }) => value.replace(/\s+/g, ' ').trim()).join(),
    percent: objective.value,
    indicator,
    alerts,
    notes: notesOn(asked, indicator, alerts, objective.value),
    used: [name, objective, ...said, ...asked.used, ...alerts.used],
    lost: [
      ...renamed(
        name,
        id,
        `sloth_slo and sloth_id change with the id, which is ${id} here: read older data by the old name`,
      ),
      ...budgetless(objective),
      ...(slo.labels ? [{ at: slo.labels, why: LABELS }] : []),
      ...(slo.plugins ? [{ at: slo.plugins, why: PLUGINS }] : []),
      ...alerts.lost,
    ],
  };
}

export const renamed = (at: Node<string>, name: string, why: string): readonly Lost[] =>
  at.value === name ? [] : [{ at, why }];

export const LABELS =
  'series have the labels team, workload and those of Sloth (sloth_service and the like), and no others';
export const PLUGINS = 'steps of Sloth that write rules have no counterpart: all objectives have the same rules';

const budgetless = (at: Node<number>): readonly Lost[] =>
  at.value > 0 && at.value < 100
    ? []
    : [{ at, why: 'synth refuses it: a promise without a budget can only be broken, and one of nothing only kept' }];

function notesOn(asked: Asked, indicator: Indicator, { tiers }: Alerts, percent: number): readonly string[] {
  return [
    ...(asked.ofRatio
      ? [
          'The spec states a ratio; its two sides are the pair here. Sloth averages ratios over time, here every event weighs alike.',
        ]
      : []),
    ...(tiers.unreachable.length > 0
      ? [
          `At ${percent} % the tier of ${tiers.unreachable.join(' and ')} would need more errors than events, in Sloth too: it is left out.`,
        ]
      : []),
    ...(indicator.kind === 'fast'
      ? ['Of the buckets only those are known that the spec reads: declare the others with the histogram.']
      : []),
    ...pairNotes(indicator),
  ];
}

function pairNotes(indicator: Indicator): readonly string[] {
  if (indicator.kind !== 'pair') return [];
  const { all, bad, perSecond } = indicator;
  const texts = [all, bad].flatMap((side) => (side.kind === 'text' ? side.query.selectors : []));
  const regexes = texts.flatMap(({ matchers }) => matchers.filter(({ op }) => op === '=~' || op === '!~'));
  const labels = [...new Set(regexes.map(({ label }) => label))];
  return [
    ...(all.kind === 'typed' && labels.length > 0
      ? [
          `The typed language has no regular expressions: with the values of ${labels.join(' and ')} declared and listed, availability() says the same.`,
        ]
      : []),
    ...(perSecond ? [] : ['What it counts is no rate, so a number of bad events cannot be told: minimumBad is 0.']),
  ];
}
