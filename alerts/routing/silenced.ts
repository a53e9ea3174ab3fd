import type { InhibitRule } from '../inhibition';
import { allMatch, type Labels } from './matcher';

/** An alert that is not told while another fires; and the labels by which the two must agree. */
export interface Silenced<A> {
  readonly by: A;
  readonly equal: readonly string[];
}

interface Labelled {
  readonly labels: Labels;
}

/**
 * The alerts during which one is not told. Of labels that rules do not set, such as the tester, is known only that they have
 * to be equal.
 */
export const silencedBy = <A extends Labelled>(
  { labels }: Labelled,
  others: readonly A[],
  rules: readonly InhibitRule[],
): readonly Silenced<A>[] =>
  rules
    .filter(({ target_matchers }) => allMatch(target_matchers, labels))
    .flatMap((rule) =>
      others
        .filter((other) => allMatch(rule.source_matchers, other.labels) && mayAgree(rule.equal, labels, other.labels))
        // An alert that is on both sides of a rule does not inhibit itself (Alertmanager, inhibition).
        .filter((other) => !allMatch(rule.target_matchers, other.labels) || !allMatch(rule.source_matchers, labels))
        .map((by) => ({ by, equal: rule.equal })),
    );

const mayAgree = (equal: readonly string[], one: Labels, other: Labels): boolean =>
  equal.every((label) => one[label] === undefined || other[label] === undefined || one[label] === other[label]);
