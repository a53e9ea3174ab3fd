import { checkSyntax, print, raw, type Expr, type PrintContext } from '../../../promql';
import { holds } from '../../../signals';
import { WORKLOADS } from '../../../workloads';
import { byRoute, memory, p99, requests } from './fixtures';

/** As on a panel with a variable, but with windows that parse. */
const PANEL: PrintContext = { window: '1m', range: '1h', match: [{ label: 'model', op: '=~', value: '$model' }] };

const squeezed = (text: string): string => text.replace(/\s+/g, '');
/** The whole expression on one line: strings of the catalog hold no runs of blanks. */
const flat = (text: string): string => text.replace(/\n\s*/g, ' ');

const signals = WORKLOADS.flatMap((workload) => workload.signals);
const recordings = WORKLOADS.flatMap((workload) => workload.recordings);
const all: readonly (readonly [string, Expr])[] = [
  ...signals.map(({ name, query }) => [name, query.expr] as const),
  ...signals.flatMap(({ name, query, conditions }) =>
    Object.entries(conditions).map(([severity, c]) => [`${name}, ${severity}`, holds(query, c).expr] as const),
  ),
  ...recordings.map(({ record, source }) => [record, source.expr] as const),
];

describe('every expression of every workload', () => {
  test.each(all)('%s parses as it is broken over lines, and on one line', (_name, expr) => {
    for (const text of [print(expr), print(expr, PANEL)]) {
      checkSyntax(text);
      checkSyntax(flat(text));
    }
  });

  test('some of them are wide enough to be broken at all', () => {
    expect(all.filter(([, expr]) => print(expr).includes('\n')).length).toBeGreaterThan(5);
  });

  test('no line with more than one operand is wider than 100 columns', () => {
    const lines = all.flatMap(([, expr]) => print(expr).split('\n'));
    const wide = lines.filter((line) => line.length > 100 && /\S.* (and|or|unless|[-+*/<>]) /.test(line));
    expect(wide).toEqual([]);
  });
});

describe('a wide expression', () => {
  const wide = byRoute.sub(byRoute.offset('1d')).div(byRoute.offset('1d')).abs().avgOverTime('1h', '1m');

  test('is broken at operators, arguments and subqueries, two blanks a level', () => {
    const line = 'sum by (route) (rate(http_requests_total[5m]';
    expect(print(wide.expr)).toBe(
      [
        'avg_over_time(',
        '  abs(',
        '    (',
        `      ${line}))`,
        `      - ${line} offset 1d))`,
        '    )',
        `    / ${line} offset 1d))`,
        '  )[1h:1m]',
        ')',
      ].join('\n'),
    );
  });

  test('says the same as on one line', () => {
    const narrow = memory.sub(memory.offset('1d')).div(memory).abs();
    expect(print(narrow.expr)).not.toContain('\n');
    const wider = memory.where({ node: 'x'.repeat(80) });
    const broken = print(wider.sub(wider.offset('1d')).div(wider).abs().expr);
    expect(broken).toContain('\n');
    const name = `memory_bytes{node="${'x'.repeat(80)}"}`;
    expect(squeezed(broken)).toBe(squeezed(print(narrow.expr).replaceAll('memory_bytes', name)));
  });

  test('keeps the strings of a label_replace on one line', () => {
    const labelled = print(p99.labelled('comment', 'y'.repeat(90)).expr);
    expect(labelled).toMatch(/\n {2}"comment", "y+", "", ""\n\)$/);
  });

  test('keeps line breaks of raw text', () => {
    const text = raw('memory_bytes\n  * 2', { labels: ['node'], unit: 'bytes', metrics: [memory] });
    expect(() => {
      checkSyntax(print(text.div(text.positive()).expr));
    }).not.toThrow();
  });

  test('of more than 8,000 characters is refused, and its beginning told', () => {
    const long = Array.from({ length: 400 }, () => requests.rate()).reduce((left, right) => left.or(right));
    expect(() => print(long.expr)).toThrow(
      /of \d{5} characters \(at most 8000\): .* begins: rate\(http_requests_total/s,
    );
  });
});
