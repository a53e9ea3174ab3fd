import type { RoutedAlert } from '../../alerts/routing/alerts';

const LABEL = /^(?<label>[a-zA-Z_]\w*)=(?<value>.*)$/;

/** What somebody asks of: alerts of a name, where it is given, that have these labels. */
export interface Choice {
  readonly name?: string;
  readonly labels: readonly (readonly [label: string, value: string])[];
}

/**
 * @param words a name, and labels with their values
 * @param known every label that some alert may carry
 * @throws Error where there is no word, are several names, or is a label that no alert carries
 */
export function choiceOf(words: readonly string[], known: readonly string[]): Choice {
  const labels = words.flatMap((word) => {
    const { label, value } = LABEL.exec(word)?.groups ?? {};
    return label !== undefined && value !== undefined ? [[label, value] as const] : [];
  });
  const [name, ...more] = words.filter((word) => !LABEL.test(word));
  if (words.length === 0 || more.length > 0) throw new Error('give the name of one ALERT, or LABEL=VALUE (see --help)');
  const stranger = labels.find(([label]) => !known.includes(label));
  if (stranger) {
    throw new Error(
      `no rule sets the label '${stranger[0]}', and no rule's series have it; there are: ${[...known].sort().join(', ')}`,
    );
  }
  return { labels, ...(name !== undefined && { name }) };
}

/** The alerts that are chosen; labels that no rule sets are put on them, as their series would have them. */
export function chosenBy({ name: wanted, labels }: Choice, alerts: readonly RoutedAlert[]): readonly RoutedAlert[] {
  const isSet = (label: string): boolean => alerts.some((alert) => label in alert.labels);
  const series = Object.fromEntries(labels.filter(([label]) => !isSet(label)));
  return alerts
    .filter(({ name }) => wanted === undefined || wanted === name)
    .filter((alert) => labels.every(([label, value]) => !isSet(label) || alert.labels[label] === value))
    .map(({ name, labels: own }) => ({ name, labels: { ...series, ...own } }));
}
