import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnostics } from './compile';

const FILE = join(__dirname, 'refusals.ts');
const EXPECTED = /^\/\/ @ts-expect-error(?: says: '(.+)')?$/;

const lines = readFileSync(FILE, 'utf8').split('\n');
/** Each refused line with the words that the compiler must say about it. */
const refusals = lines.flatMap((line, i) => {
  const match = EXPECTED.exec(line);
  return match ? [{ at: i + 1, code: lines[i + 1] ?? '', says: match[1] ?? '' }] : [];
});

describe('the compiler names what was broken', () => {
  const said = diagnostics(FILE, lines.map((line) => (EXPECTED.test(line) ? '//' : line)).join('\n'));

  test('for every refusal there is', () => {
    expect(lines.filter((line) => line.startsWith('// @ts-expect-error'))).toHaveLength(refusals.length);
    expect(refusals.length).toBeGreaterThan(50);
  });

  test('and for nothing else', () => {
    expect([...said.keys()].filter((line) => !refusals.some(({ at }) => at === line))).toEqual([]);
  });

  test.each(refusals)('$code', ({ at, says }) => {
    expect(says).not.toBe('');
    expect(said.get(at)).toContain(says);
  });
});
