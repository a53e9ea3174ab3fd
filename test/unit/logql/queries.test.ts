import { LINES, printLogql, type LogContext, type LogVector } from '../../../logql';
import { count, not, noneOf, present } from '../../../promql';
import { FAILURES } from '../../../telemetry/levels';

const RULE: LogContext = { window: '5m' };
const text = ({ expr }: Pick<LogVector<never, 'count'>, 'expr'> | Pick<typeof LINES, 'expr'>, context = RULE) =>
  printLogql(expr, context);

const failures = LINES.where({ detected_level: FAILURES });
const byService = failures.count('1h').sumBy('service_name');

describe('log lines', () => {
  test('of all streams are those that have a service, which all have', () => {
    expect(text(LINES)).toBe('{service_name=~".+"}');
    expect(text(LINES.where({ log_type: not('audit') }))).toBe('{service_name=~".+", log_type!="audit"}');
  });

  test('are selected by labels of streams first, then looked at by what is attached to them', () => {
    expect(text(LINES.where({ detected_level: 'error', service_name: 'a', trace_id: present }))).toBe(
      '{service_name="a"} | detected_level="error" | trace_id!=""',
    );
  });

  test('are selected by several values and by all but some', () => {
    expect(text(LINES.where({ service_name: ['a.b', 'c'], log_type: noneOf('audit', 'x') }))).toBe(
      '{service_name=~"a\\\\.b|c", log_type!~"audit|x"}',
    );
  });

  test('are filtered by text, read as JSON and shown otherwise, in the order in which it is said', () => {
    expect(
      text(
        LINES.containing('[redacted:')
          .without('a"b')
          .matching('\\d+')
          .json({ route: 'http.route' })
          .shownAs('{{.route}}'),
      ),
    ).toBe(
      '{service_name=~".+"} |= "[redacted:" != `a"b` |~ `\\d+` | json route="http.route" | line_format "{{.route}}"',
    );
  });

  test('get a label that is made of them, by which they can be counted, and none that they have', () => {
    const shape = LINES.labelled('shape', '{{ regexReplaceAll "[0-9]+" __line__ "#" }}').count('1h').sumBy('shape');
    expect(text(shape)).toBe(
      'sum by (shape) (count_over_time({service_name=~".+"} | label_format shape=`{{ regexReplaceAll "[0-9]+" __line__ "#" }}` [1h]))',
    );
    expect(() => LINES.labelled('service_name', 'all')).toThrow("lines have a label 'service_name' already");
  });

  test('keep a text that has both kinds of quotes', () => {
    expect(text(LINES.containing('`"'))).toBe('{service_name=~".+"} |= "`\\""');
  });
});

describe('counts of lines', () => {
  test('are summed by labels, also by those that were read out of the line', () => {
    expect(text(byService)).toBe(
      'sum by (service_name) (count_over_time({service_name=~".+"} | detected_level=~"error|critical|fatal" [1h]))',
    );
    expect(text(LINES.json({ route: 'r' }).rate().sumBy('route').top(3))).toBe(
      'topk(3, sum by (route) (rate({service_name=~".+"} | json route="r" [5m])))',
    );
    expect(text(LINES.count('1h').sumBy('service_name').topOfMany(3))).toBe(
      'sort_desc(approx_topk(3, sum by (service_name) (count_over_time({service_name=~".+"} [1h]))))',
    );
    expect(text(LINES.bytes('1h').sumBy())).toBe('sum(bytes_over_time({service_name=~".+"} [1h]))');
    expect(text(LINES.bytesRate().sumBy('k8s_namespace_name'))).toContain('(bytes_rate({service_name=~".+"} [5m]))');
  });

  test('are compared with a number, with another hour, and joined', () => {
    const before = LINES.count('1h').offset('1h').sumBy('service_name');
    const now = LINES.count('1h').sumBy('service_name');
    expect(text(now.compare('>', before.mul(3)).and(now.compare('>=', count(50))))).toBe(
      'sum by (service_name) (count_over_time({service_name=~".+"} [1h])) > ' +
        'sum by (service_name) (count_over_time({service_name=~".+"} [1h] offset 1h)) * 3 and ' +
        'sum by (service_name) (count_over_time({service_name=~".+"} [1h])) >= 50',
    );
  });

  test('keep what was said first together', () => {
    const all = LINES.count('1h').sumBy('service_name');
    expect(text(byService.div(all.or(byService)))).toMatch(/ \/ \(sum by .* or sum by .*\)$/);
    expect(text(byService.div(byService.div(all) as never))).toMatch(/ \/ \(sum by .* \/ sum by .*\)$/);
    expect(text(byService.unless(all).mul(2))).toMatch(/^\(sum by .* unless sum by .*\) \* 2$/);
  });
});

describe('on a dashboard', () => {
  const onPanel: LogContext = {
    window: '$__auto',
    range: '$__range',
    match: [
      { label: 'service_name', op: '=~', value: '$service' },
      { label: 'trace_id', op: '=~', value: '$trace' },
    ],
  };

  test('its variables select streams where they are labels of streams, and lines where they are not', () => {
    expect(text(LINES.containing('x'), onPanel)).toBe('{service_name=~"$service"} | trace_id=~"$trace" |= "x"');
    expect(text(LINES.rate().sumBy(), onPanel)).toBe(
      'sum(rate({service_name=~"$service"} | trace_id=~"$trace" [$__auto]))',
    );
  });

  test('the range is that of the panel, which a rule does not have', () => {
    const query = LINES.count('range').sumBy();
    expect(text(query, onPanel)).toContain('[$__range]');
    expect(() => text(query)).toThrow("the window 'range' is a panel's time range: a rule has none");
  });
});

describe('a log query is refused', () => {
  const unchecked = LINES as never as {
    where: (where: object) => unknown;
    count: (window?: string) => { sumBy: (...labels: string[]) => LogVector<string, 'count'> };
  };

  test.each([
    ['by a label that lines do not have', () => unchecked.where({ pod: 'x' }), "no label 'pod'"],
    ['by an attribute that only spans have', () => unchecked.where({ tenant_id: 'x' }), "no label 'tenant_id'"],
    [
      'by a level that Loki does not know',
      () => unchecked.where({ detected_level: 'ERROR' }),
      "never has the value 'ERROR'",
    ],
    ['with a variable, which a rule does not have', () => unchecked.where({ service_name: '$x' }), 'a rule would not'],
    ['summed by a label that lines do not have', () => unchecked.count('1h').sumBy('pod'), "no label 'pod'"],
    ['over what is no time', () => unchecked.count('1.5h'), "'1.5h' is no duration"],
    ['for an empty text', () => LINES.containing(''), 'an empty text (|=) is in every line'],
    [
      'where sides have other labels',
      () => byService.and(LINES.count().sumBy() as never),
      'by (service_name) meets one by ()',
    ],
    [
      'where units differ',
      () => byService.compare('>', LINES.bytes().sumBy('service_name') as never),
      'count is compared with bytes',
    ],
    ['for the top of no series', () => byService.top(0), 'topk(0)'],
    ['for the top of no series among many', () => byService.topOfMany(0), 'approx_topk(0)'],
    ['for a factor that is none', () => byService.mul(NaN), 'mul(NaN)'],
  ])('%s', (_, build, message) => {
    expect(build).toThrow(message);
  });
});
