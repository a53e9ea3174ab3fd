import type { RoutedAlert } from '../../alerts/routing/alerts';

const LABEL = /^(?<label>[a-zA-Z_]\w*)=(?<value>.*)$/;

/**
 * The alerts that words choose: by name, or by labels that they have; labels that no rule sets are put on those that are
 * chosen, as their series would have them.
 * @throws Error where there is no word, or several names
 */
export function chosenBy(words: readonly string[], alerts: readonly RoutedAlert[]): readonly RoutedAlert[] {
  const labels = words.flatMap((word) => {
    const { label, value } = LABEL.exec(word)?.groups ?? {};
    return label !== undefined && value !== undefined ? [[label, value] as const] : [];
  });
  const names = words.filter((word) => !LABEL.test(word));
  if (words.length === 0 || names.length > 1)
    throw new Error('give the name of one ALERT, or LABEL=VALUE (see --help)');
  const isSet = (label: string): boolean => alerts.some((alert) => label in alert.labels);
  const series = Object.fromEntries(labels.filter(([label]) => !isSet(label)));
  return alerts
    .filter(({ name }) => names.every((wanted) => wanted === name))
    .filter((alert) => labels.every(([label, value]) => !isSet(label) || alert.labels[label] === value))
    .map(({ name, labels: own }) => ({ name, labels: { ...series, ...own } }));
}
