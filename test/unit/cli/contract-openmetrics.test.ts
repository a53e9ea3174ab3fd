import { parseExposition } from '../../../cli/contract/exposition';
import { guessFormat } from '../../../cli/contract/format';
import { only, shape } from './contract-families';

const open = (...lines: readonly string[]) => parseExposition([...lines, '# EOF\n'].join('\n'), 'openmetrics');

describe('OpenMetrics', () => {
  it('has types, units and help before the series, exemplars behind buckets and totals, and seconds as timestamps', () => {
    expect(
      shape(
        open(
          '# TYPE firing_seconds histogram',
          '# UNIT firing_seconds seconds',
          '# HELP firing_seconds A \\"long\\" time',
          'firing_seconds_bucket{le="1.0"} 1 # {trace_id="a"} 0.5 1700000000.25',
          'firing_seconds_bucket{le="+Inf"} 1',
          'firing_seconds_count 1 1700000000.5',
          'firing_seconds_sum 0.5',
          'firing_seconds_created 1700000000.5',
          '# TYPE batches counter',
          'batches_total{result="whole"} 1 1700000000 # {} 1',
          'batches_created{result="whole"} 1700000000.5',
          '# TYPE build info',
          'build_info{version="1"} 1',
          '# TYPE door unknown',
          'door 1',
          'bell 1',
        ),
      ),
    ).toEqual([
      [
        'firing_seconds',
        'histogram',
        'firing_seconds_bucket',
        'firing_seconds_bucket',
        'firing_seconds_count',
        'firing_seconds_sum',
        'firing_seconds_created',
      ],
      ['batches', 'counter', 'batches_total', 'batches_created'],
      ['build', 'info', 'build_info'],
      ['door', 'untyped', 'door'],
      ['bell', 'untyped', 'bell'],
    ]);
  });

  it('keeps a backslash that escapes nothing', () => {
    expect(only(open('x{path="c:\\d\\\\n\\n"} 1')).labels).toEqual({ path: 'c:\\d\\n\n' });
  });

  it('is told from the other format by its end', () => {
    expect([
      guessFormat('x 1\n# EOF\n'),
      guessFormat('# EOF'),
      guessFormat('x 1\n'),
      guessFormat('x 1\n# EOFs\n'),
    ]).toEqual(['openmetrics', 'openmetrics', 'text', 'text']);
  });

  it.each([
    ['other comments', ['# just so'], 1, "expected '# HELP ', '# TYPE ', '# UNIT ' or a sample"],
    ['empty lines', ['x 1', ''], 2, 'expected the name of a metric, found the end of the line'],
    ['two spaces', ['x  1'], 1, "expected a value, such as 1 or 0.5, found ' '"],
    ['spaces within labels', ['x{a="1", b="2"} 1'], 1, "expected the name of a label, or '}', found ' '"],
    ['a comma behind the last label', ['x{a="1",} 1'], 1, "expected a label behind ',', found '}'"],
    ['a space at the end', ['x 1 '], 1, 'expected a timestamp in seconds'],
    ['the type untyped', ['# TYPE x untyped'], 1, "'untyped' is no type: write counter"],
    ['a unit that its name does not tell', ['# UNIT heat degrees'], 1, "the unit of 'heat' is 'degrees'"],
    ['help too late', ['x 1', '# HELP x a'], 2, "a HELP line of 'x' behind its sample in line 1"],
    ['a family in two places', ['a 1', 'b 1', 'a 2'], 3, "'a' stands in two places, since line 1"],
    [
      'an exemplar of a gauge',
      ['# TYPE x gauge', 'x 1 # {a="b"} 1'],
      2,
      'an exemplar stands at buckets and _total only',
    ],
    [
      'long exemplars',
      ['# TYPE x counter', `x_total 1 # {a="${'b'.repeat(128)}"} 1`],
      2,
      'the labels of an exemplar have 129 characters: 128 are allowed',
    ],
    [
      'an exemplar without a value',
      ['# TYPE x counter', 'x_total 1 # {}'],
      2,
      "expected a space and the exemplar's value",
    ],
    ['an endless timestamp', ['x 1 +Inf'], 1, "'+Inf' is no timestamp in seconds"],
    ['anything behind its end', ['# EOF', 'x 1'], 2, "there is a line behind '# EOF'"],
  ])('has not: %s', (_, lines, line, why) => {
    expect(() => open(...lines)).toThrow(`line ${line}: `);
    expect(() => open(...lines)).toThrow(why);
  });

  it('is cut off without its end', () => {
    expect(() => parseExposition('x 1\n', 'openmetrics')).toThrow("'# EOF' is missing at the end: the text is cut off");
  });
});
