export type Labels = Readonly<Record<string, string>>;

/** An entry of `inhibit_rules`, as it stands in Alertmanager's configuration. */
export interface InhibitRule {
  readonly source_matchers: readonly string[];
  readonly target_matchers: readonly string[];
  readonly equal?: readonly string[];
}

/**
 * The alerts of which Alertmanager tells while these fire. As there: a label that is missing counts as an empty one, an alert that
 * is silenced itself still silences others, and one that fits both sides of a rule is not silenced by another such.
 */
export const uninhibited = <A extends { readonly labels: Labels }>(
  firing: readonly A[],
  rules: readonly InhibitRule[],
): readonly A[] => firing.filter(({ labels }) => !rules.some((rule) => silences(rule, firing, labels)));

function silences(
  { source_matchers: source, target_matchers: target, equal = [] }: InhibitRule,
  firing: readonly { readonly labels: Labels }[],
  labels: Labels,
): boolean {
  if (!matches(target, labels)) return false;
  const isTwoSided = matches(source, labels);
  return firing.some(
    ({ labels: other }) =>
      matches(source, other) &&
      equal.every((label) => (other[label] ?? '') === (labels[label] ?? '')) &&
      !(isTwoSided && matches(target, other)),
  );
}

const MATCHER = /^\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*(=~|!~|!=|=)\s*"((?:[^"\\]|\\.)*)"\s*$/;

/** Whether labels fit all matchers. @throws Error for a matcher that nothing here can read */
export const matches = (matchers: readonly string[], labels: Labels): boolean =>
  matchers.every((text) => {
    const [, label = '', operator = '', quoted] = MATCHER.exec(text) ?? [];
    if (quoted === undefined) throw new Error(`'${text}' is no matcher: expected label="value", with =, !=, =~ or !~`);
    const [value, wanted] = [labels[label] ?? '', JSON.parse(`"${quoted}"`) as string];
    const fits = operator.endsWith('~') ? new RegExp(`^(?:${wanted})$`).test(value) : value === wanted;
    return operator.startsWith('!') ? !fits : fits;
  });
