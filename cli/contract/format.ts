/** The text formats that exporters answer in: Prometheus's 0.0.4 (1.0.0 adds names in quotes), and OpenMetrics 1.0. */
export type Format = 'text' | 'openmetrics';

export const FORMAT_TITLES: Readonly<Record<Format, string>> = {
  text: 'Prometheus text 0.0.4',
  openmetrics: 'OpenMetrics 1.0',
};

/** The format of a text that nobody has named: OpenMetrics ends with its mark, which is a comment in the other. */
export const guessFormat = (text: string): Format => (/(^|\n)# EOF\n?$/.test(text) ? 'openmetrics' : 'text');

/** Where the formats differ in detail; the patterns are sticky. */
export interface Grammar {
  /** The brace before the labels, with what may stand before it. */
  readonly brace: RegExp;
  /** Around names, values and commas of labels. */
  readonly within: RegExp;
  /** Behind the brace that closes the labels. */
  readonly behindBrace: RegExp;
  /** Where there must be some space. */
  readonly gap: RegExp;
  /** No comma behind the last label. */
  readonly strict: boolean;
  /** Text in quotes, up to what must not stand there. */
  readonly quoted: RegExp;
  readonly help: RegExp;
}

export const GRAMMARS: Readonly<Record<Format, Grammar>> = {
  text: {
    brace: /[ \t]*\{/y,
    within: /[ \t]*/y,
    behindBrace: /[ \t]*/y,
    gap: /[ \t]+/y,
    strict: false,
    quoted: /(?:[^"\\]|\\[\\"n])*/y,
    help: /(?:[^\\]|\\[\\n])*/y,
  },
  // A backslash before any other character stands for itself.
  openmetrics: {
    brace: /\{/y,
    within: /(?:)/y,
    behindBrace: / /y,
    gap: / /y,
    strict: true,
    quoted: /(?:[^"\\]|\\.)*/y,
    help: /(?:[^\\]|\\.)*/y,
  },
};
