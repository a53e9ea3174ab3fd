import { avoiding, INNER_STAMP, LAST_PART, RECORD_START } from '../../../../constructs/collector/records';

const stamped = (line: string, tag = 'F', stream = 'stdout'): string =>
  `2026-11-26T09:30:00.250Z ${stream} ${tag} ${line}\n`;

/**
 * What `file_log` makes of the beginning of a file: a record up to each match after the first, once it can be seen; the rest is
 * waited for.
 */
function split(text: string): readonly string[] {
  const starts = [...text.matchAll(new RegExp(RECORD_START, 'gm'))].map(({ index }) => index);
  return starts.map((start, i) => text.slice(start, starts[i + 1]));
}

/** Without what the runtime wrote. */
const plain = (record: string): string =>
  record
    .replace(new RegExp(INNER_STAMP, 'g'), '\n')
    .replace(/^\S+ std\w+ [FP] /, '')
    .replace(/\n+$/, '');

/** The records of these lines, which are the same however much of the file can be seen at first. */
function recordsOf(...lines: readonly string[]): readonly string[] {
  const text = lines.map((line) => stamped(line)).join('');
  const records = split(text);
  for (let seen = 0; seen < text.length; seen++) {
    const complete = split(text.slice(0, seen)).slice(0, -1);
    expect(records.slice(0, complete.length)).toEqual(complete);
  }
  return records.map(plain);
}

const TRACEBACK = ['Traceback (most recent call last):', '  File "judge.py", line 1, in <module>', '    judge()'];

test('lines are records of their own', () => {
  expect(
    recordsOf('one', '2026-11-26 09:30 two', '[INFO] three', 'level=info four', 'The fifth', '"six"'),
  ).toHaveLength(6);
});

test('a traceback is one record, with the line that says what is wrong and that before it which says when', () => {
  const lines = ['ERROR judging failed', ...TRACEBACK, 'ValueError: no dies'];
  expect(recordsOf('before', ...lines, 'after')).toEqual(['before', lines.join('\n'), 'after']);
});

test('one exception that led to another is in the same record', () => {
  const chain = [
    ...TRACEBACK,
    'KeyError: 7',
    '',
    'During handling of the above exception, another exception occurred:',
    '',
    ...TRACEBACK,
    'ValueError: no dies',
  ];
  expect(recordsOf('ERROR failed', ...chain, 'after')).toEqual([['ERROR failed', ...chain].join('\n'), 'after']);
});

test('after a line that is JSON a traceback is a record of its own: the line is nothing but JSON', () => {
  const json = '{"level":"info","message":"judged"}';
  expect(recordsOf(json, ...TRACEBACK, 'ValueError: no dies', json)).toEqual([
    json,
    [...TRACEBACK, 'ValueError: no dies'].join('\n'),
    json,
  ]);
});

test('stack traces of Java, Node and Go stay whole', () => {
  const java = [
    'java.lang.IllegalStateException: x',
    '\tat a.B.c(B.java:1)',
    'Caused by: java.io.IOException: y',
    '\t... 3 more',
  ];
  const node = ['Error: x', '    at judge (judge.js:1:2)', '    at main.js:2:1'];
  expect(recordsOf(...java, ...node, 'next')).toEqual([...[java, node].map((lines) => lines.join('\n')), 'next']);
  const go = [
    'panic: x',
    '',
    'goroutine 1 [running]:',
    'main.judge()',
    '\t/src/main.go:1 +0x1d',
    'main.main()',
    '\t/src/main.go:9',
  ];
  const whole = split([...go, 'exit status 2'].map((line) => stamped(line)).join(''));
  expect(whole.map(plain)).toEqual([go.join('\n'), 'exit status 2']);
});

test('JSON over several lines is one record', () => {
  const lines = ['{', '  "level": "info",', '  "dies": [', '    1', '  ]', '}'];
  expect(recordsOf('one', ...lines, 'two')).toEqual(['one', lines.join('\n'), 'two']);
});

test('a private key stays whole, so that it is taken out as one', () => {
  const lines = [
    ['-----BEGIN', 'PRIVATE KEY-----'].join(' '),
    'MIIE+/',
    'AA==',
    ['-----END', 'PRIVATE KEY-----'].join(' '),
  ];
  expect(recordsOf('using', ...lines, 'done')).toEqual([['using', ...lines].join('\n'), 'done']);
});

test('the parts of a long line are records until they are put together, whatever they begin with', () => {
  const parts = [stamped('one, ', 'P'), stamped(' two, ', 'P'), stamped(' three')];
  expect(split([...parts, stamped('next')].join(''))).toEqual([...parts, stamped('next')]);
});

test('a last part with nothing in it ends the line', () => {
  const record = stamped('as long as a part', 'P') + stamped('');
  expect(split(record + stamped('next'))).toEqual([record, stamped('next')]);
  expect(record.replace(new RegExp(LAST_PART), '$1 F $2')).toBe(stamped('as long as a part'));
});

test('of a text whose beginning alone can be seen nothing is said', () => {
  const pattern = new RegExp(`^${avoiding(['Trace', 'Then:', 'go'])}`);
  expect(['T', 'Trac', 'Trace', 'Tracer', 'Then:', 'g', 'gone', ''].filter((text) => pattern.test(text))).toEqual([]);
  expect(['Tram', 'The ', 'x', 'gap', 'then:'].filter((text) => !pattern.test(text))).toEqual([]);
});
