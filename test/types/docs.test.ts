import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnostics } from './compile';

const page = (name: string): string => join(__dirname, '../../docs', `${name}.md`);

/** Code in its place, prose left out: line numbers stay those of the page. */
function codeOf(file: string) {
  let inside: string | undefined;
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => {
      const fence = /^```(.*)$/.exec(line);
      if (fence) inside = inside === undefined ? fence[1] : undefined;
      return !fence && inside?.startsWith('ts')
        ? { line, refused: inside === 'ts refused' }
        : { line: '', refused: false };
    });
}

const compiled = (file: string, code: ReturnType<typeof codeOf>) =>
  diagnostics(file.replace(/md$/, 'ts'), code.map(({ line }) => line).join('\n'));

describe('docs/slo.md', () => {
  test('has code that compiles', () => {
    const code = codeOf(page('slo'));
    expect(code.filter(({ line }) => line.includes('export const')).length).toBeGreaterThan(2);
    expect([...compiled(page('slo'), code)]).toEqual([]);
  });
});

const FILE = page('promql');
const code = codeOf(FILE);
const messages = code.flatMap(({ line, refused }, i) =>
  refused && line.startsWith('// ') ? [{ at: i - 1, code: code[i - 1]?.line ?? '', message: line.slice(3) }] : [],
);

describe('docs/promql.md', () => {
  const said = compiled(FILE, code);

  test('has code that compiles, but for what it shows to be refused', () => {
    const wrong = [...said].filter(([line]) => !messages.some(({ at }) => at === line));
    expect(wrong).toEqual([]);
    expect(messages).toHaveLength(5);
  });

  test.each(messages)('quotes what the compiler says about $code', ({ at, message }) => {
    const quoted = message.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    expect(said.get(at)).toMatch(new RegExp(quoted.join('[^]*')));
  });
});
