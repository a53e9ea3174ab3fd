import { DeclarationError } from '../../signals';

/** Labels of an alert, by their names. */
export type Labels = Readonly<Record<string, string>>;

/** One condition on a label, as routes, inhibitions and silences have it. */
export interface Matcher {
  readonly label: string;
  readonly op: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

const MATCHER = /^(?<label>[a-zA-Z_]\w*)(?<op>=~|!~|!=|=)"(?<value>(?:[^"\\]|\\.)*)"$/;

const known = new Map<string, Matcher>();

/** @throws DeclarationError for what is no matcher in Alertmanager's notation: `label="value"` */
export function matcher(text: string): Matcher {
  const before = known.get(text);
  if (before) return before;
  const made = parsed(text);
  known.set(text, made);
  return made;
}

function parsed(text: string): Matcher {
  const { label, op, value } = MATCHER.exec(text)?.groups ?? {};
  if (label === undefined || op === undefined || value === undefined) {
    throw new DeclarationError(`alertmanager: '${text}' is no matcher: write label="value", with =, !=, =~ or !~`);
  }
  const plain = value.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
  return { label, op: op as Matcher['op'], value: plain };
}

/** Whether an alert has what it asks for. A label that the alert lacks is empty; expressions match whole values. */
export function matches({ label, op, value }: Matcher, labels: Labels): boolean {
  const has = labels[label] ?? '';
  switch (op) {
    case '=':
      return has === value;
    case '!=':
      return has !== value;
    case '=~':
      return new RegExp(`^(?:${value})$`, 's').test(has);
    case '!~':
      return !new RegExp(`^(?:${value})$`, 's').test(has);
  }
}

/** Whether an alert has what all of them ask for; none ask for nothing. */
export const allMatch = (texts: readonly string[], labels: Labels): boolean =>
  texts.every((text) => matches(matcher(text), labels));
