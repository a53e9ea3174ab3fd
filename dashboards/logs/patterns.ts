import type { Lines } from '../../logql';

/** The label that {@link patterned} gives; `pattern` alone is a word of LogQL. */
export const PATTERN = 'message_pattern';

/** Longer ones are told apart by their beginning. */
const LONGEST = 120;

/** In Go's templates, a text in quotes in which a backslash stands for itself only when it is doubled, as in JSON. */
const quoted = (text: string): string => JSON.stringify(text);

const replaced = (expression: string, by: string, text: string): string =>
  `(regexReplaceAll ${quoted(expression)} ${text} ${quoted(by)})`;

/** The message of a line that is JSON, by the field that services put it in; any other line as it is. */
const MESSAGE = replaced(String.raw`(?s)^\{.*?"message" *: *"((?:[^"\\]|\\.)*)".*$`, '$1', '__line__');
/** Of a stack trace, which is one line to Loki, what it begins with; in JSON the end of a line is written out. */
const BEGINNING = replaced(String.raw`(?s)(?:\n|\\n).*$`, '', MESSAGE);
/** Numbers and ids, which differ from line to line: whatever is of hexadecimal digits and has a decimal one among them. */
const SHAPE = replaced('[0-9a-f]*[0-9][0-9a-f-]*', '#', BEGINNING);

/**
 * Lines by what they have in common: their message without what differs from one to the next.
 *
 * Loki's own patterns come from an ingester of patterns, which keeps them for hours only, in memory of its own, and no panel of
 * Grafana's can ask for them. So they are made of the lines when somebody looks, of those that say that something failed.
 */
export const patterned = <N extends string>(lines: Lines<N>): Lines<N | typeof PATTERN> =>
  lines.labelled(PATTERN, `{{ ${SHAPE} | trunc ${LONGEST} }}`);
