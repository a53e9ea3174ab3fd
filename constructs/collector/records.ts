/**
 * Which lines of a file belong together. The agent decides before it parses anything, with one regular expression for where a
 * record begins (`multiline.line_start_pattern` of `file_log`, collector 0.159): what is not complete is not read yet, so that
 * neither a stop nor a kill loses it, and a file's position is always between two records. The operator `recombine` would hold
 * lines in memory that their file is done with.
 */

/** What the runtime writes before each line (CRI): the time, the stream, and `F`, or `P` where the rest of a long line follows. */
const TIME_AND_STREAM = String.raw`[^ \n]+ std(?:out|err)`;
const STAMP = `${TIME_AND_STREAM} `;

/** From one line to the next that is not empty. */
const NEXT = String.raw`\n(?:${STAMP}F ?\n)*${STAMP}`;

/** How lines begin that say more about the one before: of Java, and of Python where one exception led to another. */
const SEQUELS = ['Caused by:', 'During handling of ', 'The above exception '] as const;
const TRACEBACK = 'Traceback (';
const GOROUTINE = 'goroutine ';
const KEY = { begin: '-----BEGIN ', end: '-----END ' } as const;
const JSON_OBJECT = '{"';

const quoted = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|-]/g, String.raw`\$&`);

/** What continues a line. */
const CONTINUATIONS = [
  // Indented, or it closes brackets.
  String.raw`[ \t)\]}][^\n]*`,
  // Python: what was called, indented, and then the line that says what is wrong.
  String.raw`${quoted(TRACEBACK)}[^\n]*(?:${NEXT}F [ \t][^\n]*)*(?:${NEXT}F \S[^\n]*)?`,
  // Go: functions, and below each where it is. Where the reader comes between the two, the rest is another record.
  String.raw`${GOROUTINE}\d+[^\n]*(?:${NEXT}F \S[^\n]*${NEXT}F \t[^\n]*)*`,
  // A private key, so that it is taken out as a whole: its lines alone look like nothing.
  String.raw`${KEY.begin}[^\n]*(?:${NEXT}F [A-Za-z0-9+/=]+)*(?:${NEXT}F ${KEY.end}[^\n]*)?`,
  String.raw`(?:${SEQUELS.join('|')})[^\n]*`,
];
const CONTINUED = `F (?:${CONTINUATIONS.join('|')})`;

/**
 * The beginning of a line that begins with none of the texts: RE2 knows no "not followed by". As long as what can be seen of a
 * line is the beginning of one of them, nothing matches: the rest may not be written yet.
 *
 * @param nor characters of a class that it does not begin with either
 */
export function avoiding(texts: readonly string[], nor = String.raw`\n`): string {
  const firsts = [...new Set(texts.map(([first = '']) => first))];
  const deeper = firsts.flatMap((first) => {
    const rests = texts.filter((text) => text.startsWith(first)).map((text) => text.slice(1));
    return rests.includes('') ? [] : [`${quoted(first)}${avoiding(rests)}`];
  });
  const other = `[^${firsts.map(quoted).join('')}${nor}]`;
  return deeper.length === 0 ? other : `(?:${[other, ...deeper].join('|')})`;
}

/** A line on its own. */
const PLAIN = String.raw`F ${avoiding([...SEQUELS, TRACEBACK, GOROUTINE, KEY.begin, KEY.end, JSON_OBJECT], String.raw`\s)\]}`)}[^\n]*`;

/**
 * Where a record begins, in the words of RE2, lines apart. A line that is JSON is a record, whatever follows, unless it only opens
 * an object, which then goes on below. A plain one goes on as far as what follows continues it; what has nothing to continue is a record as well. The parts of a long line are put together
 * later. Nothing that could begin a record is within the match, which ends before a line's end: so it is found by the next match.
 */
export const RECORD_START = String.raw`^${STAMP}(?:P |F ${quoted(JSON_OBJECT)}|F \{(?:${NEXT}${CONTINUED})+|(?:${PLAIN}|${CONTINUED})(?:${NEXT}${CONTINUED})*)`;

/** The stamp of every line of a record but its first. */
export const INNER_STAMP = String.raw`\n${STAMP}F ?`;

/** A part of a long line after which nothing follows: the line was exactly as long as the parts are. */
export const LAST_PART = String.raw`^(${TIME_AND_STREAM}) P ([^\n]*)\n${STAMP}F ?`;
