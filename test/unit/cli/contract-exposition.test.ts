import { parseExposition } from '../../../cli/contract/exposition';
import { only, shape } from './contract-families';

const text = (...lines: readonly string[]) => parseExposition(lines.map((line) => `${line}\n`).join(''), 'text');

describe('Prometheus’s text format', () => {
  it('has series with labels, a value and a timestamp, and spaces and tabs wherever they please', () => {
    expect(only(text(' \t oven_degrees \t{ zone = "a" ,\tshift="late" , } \t 1.5e3 1700000000000 '))).toMatchObject({
      name: 'oven_degrees',
      labels: { zone: 'a', shift: 'late' },
      value: 1500,
      timestamp: '1700000000000',
      line: 1,
    });
  });

  it.each([
    ['quotes', '\\"', '"'],
    ['line breaks', '\\n', '\n'],
    ['backslashes', '\\\\', '\\'],
    ['a backslash before an n', '\\\\n', '\\n'],
    ['braces, commas, # and other languages', '}, # {é', '}, # {é'],
    ['nothing', '', ''],
  ])('has label values with %s', (_, written, meant) => {
    expect(only(text(`oven_open{why="${written}"} 1`)).labels).toEqual({ why: meant });
  });

  it.each([
    ['NaN', NaN],
    ['+Inf', Infinity],
    ['-Inf', -Infinity],
    ['-0.5', -0.5],
    ['1e-05', 1e-5],
    ['.5', 0.5],
    ['5.', 5],
  ])('has the value %s', (written, value) => {
    expect(only(text(`oven_degrees ${written}`)).value).toBe(value);
  });

  it('has comments and empty lines anywhere, and help with escapes', () => {
    expect(
      text('# just so', '', '#HELP is one too', '#', '# HELP a_b A \\\\ and a line\\nbreak "quoted"', '# HELP c', '  '),
    ).toMatchObject([
      { name: 'a_b', samples: [] },
      { name: 'c', samples: [] },
    ]);
  });

  it('has names in quotes, of metrics as of labels', () => {
    const families = text(
      '# TYPE "oven.heat" gauge',
      '{"oven.heat","zone.name"="a",shift="late"} 1',
      '{"oven.heat"} 2',
    );
    expect(shape(families)).toEqual([['oven.heat', 'gauge', 'oven.heat', 'oven.heat']]);
    expect(Object.fromEntries(families[0]?.samples[0]?.labels ?? [])).toEqual({ 'zone.name': 'a', shift: 'late' });
  });

  it('gives the series of histograms and summaries to their families, and to no others', () => {
    expect(
      shape(
        text(
          '# TYPE heat histogram',
          'heat_bucket{le="1"} 1',
          'heat_bucket{le="+Inf"} 1',
          'heat_sum 1',
          'heat_count 1',
          '# TYPE cool summary',
          'cool{quantile="0.5"} 1',
          'cool_sum 1',
          'cool_count 1',
          '# TYPE rush_count gauge',
          'rush_count 1',
          'wait_bucket 3',
        ),
      ),
    ).toEqual([
      ['heat', 'histogram', 'heat_bucket', 'heat_bucket', 'heat_sum', 'heat_count'],
      ['cool', 'summary', 'cool', 'cool_sum', 'cool_count'],
      ['rush_count', 'gauge', 'rush_count'],
      ['wait_bucket', 'untyped', 'wait_bucket'],
    ]);
  });

  it.each([
    ['a value that is none', ['oven_open 1', 'oven_degrees hot'], 2, "expected a value, such as 1 or 0.5, found 'hot'"],
    ['no value', ['oven_degrees'], 1, 'expected labels, or a space and a value, found the end of the line'],
    ['no value behind labels', ['oven_degrees{a="b"}'], 1, 'expected a value, such as 1 or 0.5, found the end of the'],
    ['hexadecimal values', ['oven_degrees 0x1p-2'], 1, "found '0x1p-2'"],
    ['a quote that does not close', ['x{a="b} 1'], 1, `expected a '"' that closes the text, or one of the escapes`],
    ['an escape that there is not', ['x{a="\\d"} 1'], 1, "and \\n, found '\\'"],
    ['an escape in help that there is not', ['# HELP x \\d'], 1, 'expected one of the escapes of this format'],
    ['a value without quotes', ['x{a=b} 1'], 1, "expected the value of 'a' in quotes, found 'b'"],
    ['a label without a value', ['x{a} 1'], 1, "expected '=' behind the label 'a', found '}'"],
    ['labels without a comma', ['x{a="1"b="2"} 1'], 1, "expected ',' or '}' behind a label, found 'b'"],
    ['a comma alone', ['x{,} 1'], 1, "expected the name of a label, or '}', found ','"],
    ['a label twice', ['x{a="1",a="2"} 1'], 1, "the label 'a' stands there twice"],
    ['the name as a label', ['x{__name__="y"} 1'], 1, "the label '__name__' is the metric's own name"],
    ['labels of nothing', ['{a="1"} 1'], 1, 'its name is missing'],
    ['an empty name', ['{""} 1'], 1, 'a name in quotes is empty'],
    ['a name that is none', ['3x 1'], 1, "expected the name of a metric, found '3'"],
    ['a fraction as a timestamp', ['x 1 1.5'], 1, 'expected a timestamp in milliseconds, or the end of the line'],
    ['more than a timestamp', ['x 1 15 16'], 1, 'expected a timestamp in milliseconds'],
    [
      'an exemplar',
      ['x_total 1 # {trace_id="a"} 1'],
      1,
      'expected a timestamp in milliseconds, or the end of the line',
    ],
    [
      'a type that there is not',
      ['# TYPE x stateset'],
      1,
      "'stateset' is no type: write counter, gauge, histogram, su",
    ],
    ['no type', ['# TYPE x'], 1, 'expected a space and a type, found the end of the line'],
    ['a second type', ['# TYPE x gauge', '# TYPE x gauge'], 2, "a second TYPE line of 'x': the first is line 1"],
    ['a second help', ['# HELP x a', 'x 1', '# HELP x b'], 3, "a second HELP line of 'x': the first is line 1"],
    ['a type too late', ['x 1', '# TYPE x gauge'], 2, "a TYPE line of 'x' behind its sample in line 1: put it before"],
    ['a histogram too late', ['x_count 1', '# TYPE x histogram'], 2, "of 'x' behind its sample in line 1"],
    [
      'a histogram as one value',
      ['# TYPE x histogram', 'x 1'],
      2,
      "'x' is a histogram: its series are x_bucket, x_sum",
    ],
    [
      'a bucket without a bound',
      ['# TYPE x histogram', 'x_bucket 1'],
      2,
      "'x_bucket' needs a number in its label 'le'",
    ],
    ['a bound that is none', ['# TYPE x histogram', 'x_bucket{le="a"} 1'], 2, "and has 'a'"],
    [
      'a quantile that is none',
      ['# TYPE x summary', 'x{quantile="p50"} 1'],
      2,
      "in its label 'quantile', and has 'p50'",
    ],
    ['less than nothing counted', ['# TYPE x histogram', 'x_count -1'], 2, "'x_count' counts -1"],
    ['a carriage return', ['x 1\r'], 1, 'a line ends with a line feed alone'],
  ])('has not: %s', (_, lines, line, why) => {
    expect(() => text(...lines)).toThrow(`line ${line}: `);
    expect(() => text(...lines)).toThrow(why);
  });

  it('ends with a line feed: a text without is cut off', () => {
    expect(() => parseExposition('x 1\ny', 'text')).toThrow('line 2: the last line does not end with a line feed');
  });

  it('may be empty', () => {
    expect(parseExposition('', 'text')).toEqual([]);
  });

  it('is shown where it is wrong, with a caret there', () => {
    expect(() => text('x{a="1", b=2} 1')).toThrow(/\n {2}x\{a="1", b=2\} 1\n {13}\^$/);
  });

  it('is shown in part where the line is long', () => {
    const message = /^(?<head>.*)\n(?<line>.*)\n(?<caret>.*)$/;
    let error = '';
    try {
      text(`x{a="${'y'.repeat(1000)}",b=2} 1`);
    } catch (caught) {
      error = String(caught);
    }
    const { line = '', caret = '' } = message.exec(error)?.groups ?? {};
    expect(line.length).toBeLessThan(130);
    expect(line[caret.length - 1]).toBe('2');
  });
});
