import { escapeString, printNumber, type Duration, type Matcher, type Window } from '../promql';
import { SERVICE_NAME } from '../telemetry/attributes';
import { labelOf } from '../telemetry/attribute';
import { LogqlError } from './error';
import type { AggregationExpr, BinaryExpr, LinesExpr, LogExpr, MetricExpr, RangeExpr, Stage } from './expr';
import { isOfStream } from './labels';
import { checkLogql } from './syntax';

/** Where a log query is printed for. */
export interface LogContext {
  /** What the window `auto` becomes. */
  readonly window: Duration | '$__auto';
  /** What the window `range` becomes; a rule has none. */
  readonly range?: '$__range';
  /** Matchers added to all lines: dashboard variables. Those of no stream look at each line. */
  readonly match?: readonly Matcher[];
}

/** Every stream has it: Loki itself calls a service that has no name `unknown_service`. */
const EVERY_STREAM: Matcher = { label: labelOf(SERVICE_NAME), op: '=~', value: '.+' };

/** Whatever is broken at an operator binds less than it from here on. */
const PRECEDENCE: Readonly<Record<BinaryExpr['op'], number>> = {
  or: 1,
  and: 2,
  unless: 2,
  '>': 3,
  '>=': 3,
  '<': 3,
  '<=': 3,
  '*': 4,
  '/': 4,
};

/**
 * The text of a log query, on one line, once Grafana's grammar has taken it.
 * @throws LogqlError for the window `range` in a rule, and with a caret for what does not parse
 */
export function printLogql(expr: LogExpr, context: LogContext): string {
  const text = expr.kind === 'lines' ? lines(expr, context) : metric(expr, context);
  checkLogql(text);
  return text;
}

function metric(expr: MetricExpr, context: LogContext): string {
  switch (expr.kind) {
    case 'range':
      return range(expr, context);
    case 'aggregation':
      return `${head(expr)}(${expr.keep === undefined ? '' : `${expr.keep}, `}${metric(expr.of, context)})`;
    case 'binary':
      return `${operand(expr, expr.left, 'left', context)} ${expr.op} ${operand(expr, expr.right, 'right', context)}`;
  }
}

const head = ({ op, by }: AggregationExpr): string => (by.length > 0 ? `${op} by (${by.join(', ')}) ` : op);

const range = ({ fn, of, window, offset }: RangeExpr, context: LogContext): string =>
  `${fn}(${lines(of, context)} [${windowText(window, context)}]${offset === undefined ? '' : ` offset ${offset}`})`;

/** All operators associate to the left. */
function operand(parent: BinaryExpr, child: MetricExpr | number, side: 'left' | 'right', context: LogContext): string {
  if (typeof child === 'number') return printNumber(child);
  const text = metric(child, context);
  if (child.kind !== 'binary') return text;
  const [outer, inner] = [PRECEDENCE[parent.op], PRECEDENCE[child.op]];
  return inner < outer || (inner === outer && side === 'right') ? `(${text})` : text;
}

function lines({ streams, stages }: LinesExpr, { match = [] }: LogContext): string {
  const selecting = [...streams, ...match.filter(isOfStream)];
  const looking = match.filter((matcher) => !isOfStream(matcher)).map((matcher) => stage({ kind: 'label', matcher }));
  // Loki wants one matcher that an empty value does not pass.
  const passesNone = selecting.some(({ op, value }) => (op === '=' || op === '=~') && value !== '');
  const selector = (passesNone ? selecting : [EVERY_STREAM, ...selecting]).map(matcherText).join(', ');
  return [`{${selector}}`, ...looking, ...stages.map(stage)].join(' ');
}

const matcherText = ({ label, op, value }: Matcher): string => `${label}${op}${escapeString(value)}`;

function stage(of: Stage): string {
  switch (of.kind) {
    case 'line':
      return `${of.op} ${quoted(of.text)}`;
    case 'label':
      return `| ${matcherText(of.matcher)}`;
    case 'json':
      return `| json ${Object.entries(of.fields)
        .map(([label, path]) => `${label}=${escapeString(path)}`)
        .join(', ')}`;
    case 'format':
      return `| line_format ${quoted(of.template)}`;
    case 'labelFormat':
      return `| label_format ${of.label}=${quoted(of.template)}`;
  }
}

/** In backquotes, where Loki reads a text as it stands, if it has none. */
const quoted = (text: string): string =>
  /["\\]/.test(text) && !text.includes('`') ? `\`${text}\`` : escapeString(text);

function windowText(window: Window, context: LogContext): string {
  if (window === 'auto') return context.window;
  if (window !== 'range') return window;
  if (context.range === undefined) {
    throw new LogqlError(
      "the window 'range' is a panel's time range: a rule has none, so give it a duration such as 1h",
    );
  }
  return context.range;
}
