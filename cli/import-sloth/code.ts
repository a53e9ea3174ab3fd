/** A string literal. */
export const quoted = (text: string): string =>
  text.includes("'") && !text.includes('"') ? JSON.stringify(text) : `'${escaped(text)}'`;

const escaped = (text: string): string => JSON.stringify(text).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'");

/** A template literal. @param holes expressions by the place in the text that they take */
export function template(text: string, place: string, hole: string): string {
  const pieces = text.split(place).map((piece) => piece.replace(/[\\`]|\$(?=\{)/g, '\\$&'));
  return `\`${pieces.join(`\${${hole}}`)}\``;
}

export const list = (items: readonly string[]): string => `[${items.join(', ')}]`;

/** `{ a: 1, 'b-c': 2 }`; nothing in it is `{}`. */
export const object = (entries: readonly (readonly [string, string])[]): string =>
  entries.length === 0 ? '{}' : `{ ${entries.map(([key, value]) => `${property(key)}: ${value}`).join(', ')} }`;

const property = (key: string): string => (/^[a-zA-Z_]\w*$/.test(key) ? key : quoted(key));

export const indent = (text: string): string => text.replace(/^(?=.)/gm, '  ');

/** Columns of the house. */
const WIDTH = 120;

/** How far the properties of an objective are indented. */
const AT = 4;

/** Whether text stands in one line, behind what is before it. */
const fits = (text: string, indented = AT): boolean => indented + text.length <= WIDTH;

/** A property of an objective, with its comma. */
export function stringProperty(key: string, value: string, note = ''): string {
  const text = `${key}: ${quoted(value)},`;
  return `${fits(text) ? text : `${key}:\n  ${quoted(value)},`}${note}`;
}

export function listProperty(key: string, items: readonly string[], note = ''): string {
  const text = `${key}: ${list(items)},`;
  return `${fits(text) ? text : `${key}: [\n${indent(items.map((item) => `${item},`).join('\n'))}\n],`}${note}`;
}

/** A call of two arguments, the second an object of a property a line. */
export function callWith(
  name: string,
  first: string,
  entries: readonly (readonly [string, string])[],
  before: string,
): string {
  const properties = indent(entries.map(([key, value]) => `${key}: ${value},`).join('\n'));
  const head = `${name}(${first}, {`;
  if (fits(`${before}${head}`)) return `${head}\n${properties}\n})`;
  return `${name}(\n${indent(`${first},\n{\n${properties}\n},`)}\n)`;
}

/** A function of the window, its body in a line of its own where it has several. */
export const ofWindow = (body: (before: string) => string): string => {
  const text = body('  ');
  return text.includes('\n') ? `(window) =>\n${indent(text)}` : `(window) => ${text}`;
};

/** Without the slashes, and as far as comments are indented. */
const COMMENT = WIDTH - '// '.length - 2;

/** Text as line comments, its paragraphs broken between words; what continues one is indented. */
export function comment(text: string): string {
  const [first = '', ...words] = text.split(/\s+/);
  const lines = words.reduce<readonly string[]>(
    (done, word) => {
      const last = done.at(-1) ?? '';
      return last.length + word.length < COMMENT ? [...done.slice(0, -1), `${last} ${word}`] : [...done, `  ${word}`];
    },
    [first],
  );
  return lines.map((line) => `// ${line}`).join('\n');
}

/** Lines between brackets. */
export const block = (start: string, lines: readonly string[], end: string): string =>
  `${start}\n${indent(lines.join('\n'))}\n${end}`;
