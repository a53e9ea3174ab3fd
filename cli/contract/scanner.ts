/** An exposition that is none, with the line and the place in it. */
export class ExpositionError extends Error {
  override readonly name = 'ExpositionError';

  constructor(
    readonly line: number,
    what: string,
  ) {
    super(`line ${line}: ${what}`);
  }
}

/** How much of a line is shown on either side of where it is wrong. */
const SHOWN = 60;

/** Reads one line from left to right, and says where and why that fails. */
export class Scanner {
  private at = 0;

  constructor(
    readonly text: string,
    readonly line: number,
  ) {}

  get atEnd(): boolean {
    return this.at === this.text.length;
  }

  /** What the pattern, which must be sticky, matches from here on; undefined where it does not. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const [found] = pattern.exec(this.text) ?? [];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  /** Whether the pattern, which must be sticky, matches from here on. */
  ahead(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    return pattern.test(this.text);
  }

  /** @throws ExpositionError with what was expected, if the pattern does not match here */
  expect(pattern: RegExp, what: string): string {
    return this.take(pattern) ?? this.fail(what);
  }

  /** @throws ExpositionError if anything is left of the line */
  end(what: string): void {
    if (!this.atEnd) this.fail(what);
  }

  /** @throws ExpositionError with the line, and a caret below the place */
  fail(expected: string): never {
    const found = this.atEnd ? 'the end of the line' : `'${String.fromCodePoint(this.text.codePointAt(this.at) ?? 0)}'`;
    this.refuse(`expected ${expected}, found ${found}`);
  }

  /** The same for what is wrong with something that was read already. */
  refuse(what: string): never {
    const from = Math.max(0, this.at - SHOWN);
    const excerpt = this.text.slice(from, this.at + SHOWN).replace(/\t/g, ' ');
    const caret = ' '.repeat(this.at - from);
    throw new ExpositionError(this.line, `${what}\n  ${excerpt}\n  ${caret}^`);
  }
}
