import { milliseconds, type Duration, type Window } from './duration';
import { PromqlError } from './error';
import type { Aggregation, Binary, BinaryOp, Call, Expr, Range, Selector, Subquery, VectorMatching } from './expr';
import type { Matcher } from './labels';
import { printNumber } from './number';
import { remembered } from './remembered';

/** Where an expression is printed for: the same tree reads `[5m]` in a rule and `[$__rate_interval]` on a panel. */
export interface PrintContext {
  /** What the window `auto` becomes. */
  readonly window: Duration | '$__rate_interval';
  /** What the window `range` becomes; a rule has none. */
  readonly range?: Duration | '$__range';
  /** Matchers added to every selector whose metric has the label (dashboard variables). */
  readonly match?: readonly Matcher[];
}

/** The window of rules: twenty scrapes at 15 s, so that a few lost ones do not matter. */
export const RULE_CONTEXT: PrintContext = { window: '5m' };

/** Expressions are broken over lines where they would be wider than this. */
const WIDTH = 100;

/** Longer text is unreadable in review and slow to parse: record a part of it instead. */
const MAX_LENGTH = 8_000;

const PRECEDENCE: Readonly<Record<BinaryOp, number>> = {
  or: 1,
  and: 2,
  unless: 2,
  '==': 3,
  '!=': 3,
  '<': 3,
  '<=': 3,
  '>': 3,
  '>=': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
  '^': 6,
};

/**
 * The text of an expression: on one line where it fits into 100 columns, else one operand or argument a line.
 * @throws PromqlError for the window `range` in a rule, and for text over 8,000 characters.
 */
export function print(expr: Expr, context: PrintContext = RULE_CONTEXT): string {
  return context === RULE_CONTEXT ? inRules(expr) : inContext(expr, context);
}

const inRules = remembered((expr: Expr) => inContext(expr, RULE_CONTEXT));

function inContext(expr: Expr, context: PrintContext): string {
  const text = new Printer(context).layout(expr, 0);
  if (text.length > MAX_LENGTH) {
    throw new PromqlError(
      `an expression of ${text.length} characters (at most ${MAX_LENGTH}): record a part of it. It begins: ${text.slice(0, 120)}`,
    );
  }
  return text;
}

export const escapeString = (text: string): string =>
  `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')}"`;

const indent = (text: string): string => text.replace(/^/gm, '  ');

class Printer {
  constructor(private readonly context: PrintContext) {}

  /** `column` is how far the text is indented already. */
  layout(expr: Expr, column: number): string {
    const flat = this.flat(expr);
    if (!flat.includes('\n') && flat.length + column <= WIDTH) return flat;
    switch (expr.kind) {
      case 'aggregation':
        return `${aggregationHead(expr)}(\n${kept(expr, ',\n')}${this.block(expr.of, column)}\n)`;
      case 'call':
        return `${expr.fn}(\n${this.arguments(expr, column)}\n)`;
      case 'binary':
        return `${this.operand(expr, 'left', column)}\n${operator(expr)} ${this.operand(expr, 'right', column)}`;
      case 'subquery':
        return `${this.subqueryOf(expr, column)}${this.subqueryRange(expr)}`;
      default:
        return flat;
    }
  }

  /** One argument a line, but strings (the labels of a label_replace) together on the last. */
  private arguments({ args }: Call, column: number): string {
    const strings = args.filter((arg) => typeof arg === 'string').map(escapeString);
    const rest = args.filter((arg) => typeof arg !== 'string').map((arg) => this.block(arg, column));
    return [...rest, ...(strings.length > 0 ? [indent(strings.join(', '))] : [])].join(',\n');
  }

  private block(expr: Expr, column: number): string {
    return indent(this.layout(expr, column + 2));
  }

  private flat(expr: Expr): string {
    switch (expr.kind) {
      case 'number':
        return printNumber(expr.value);
      case 'raw':
        return expr.text;
      case 'selector':
        return this.selector(expr);
      case 'range':
        return this.range(expr);
      case 'subquery':
        return `${needsParens(expr.of) ? `(${this.flat(expr.of)})` : this.flat(expr.of)}${this.subqueryRange(expr)}`;
      case 'call':
        return this.call(expr);
      case 'aggregation':
        return `${aggregationHead(expr)}(${kept(expr, ', ')}${this.flat(expr.of)})`;
      case 'binary':
        return `${this.flatOperand(expr, 'left')} ${operator(expr)} ${this.flatOperand(expr, 'right')}`;
    }
  }

  private call(expr: Call): string {
    return `${expr.fn}(${expr.args.map((arg) => (typeof arg === 'string' ? escapeString(arg) : this.flat(arg))).join(', ')})`;
  }

  private flatOperand(expr: Binary, side: 'left' | 'right'): string {
    const text = this.flat(expr[side]);
    return bindsLooser(expr, side) ? `(${text})` : text;
  }

  private operand(expr: Binary, side: 'left' | 'right', column: number): string {
    if (!bindsLooser(expr, side)) return this.layout(expr[side], column);
    const flat = this.flatOperand(expr, side);
    // The right one stands behind the operator.
    const before = column + (side === 'right' ? operator(expr).length + 1 : 0);
    return flat.length + before <= WIDTH && !flat.includes('\n') ? flat : `(\n${this.block(expr[side], column)}\n)`;
  }

  private selector(expr: Selector): string {
    const added = (this.context.match ?? []).filter(({ label }) => expr.labels.includes(label));
    const all = [...expr.matchers, ...added].map(({ label, op, value }) => `${label}${op}${escapeString(value)}`);
    return `${expr.series}${all.length > 0 ? `{${all.join(',')}}` : ''}${offset(expr)}`;
  }

  private range(expr: Range): string {
    const { offset: shift, ...selector } = expr.of;
    return `${this.selector(selector)}[${this.window(expr.window)}]${offset({ ...(shift && { offset: shift }) })}`;
  }

  private subqueryOf(expr: Subquery, column: number): string {
    return needsParens(expr.of) ? `(\n${this.block(expr.of, column)}\n)` : this.layout(expr.of, column);
  }

  private subqueryRange(expr: Subquery): string {
    milliseconds(expr.step);
    return `[${this.window(expr.window)}:${expr.step}]${offset(expr)}`;
  }

  private window(window: Window): string {
    if (window === 'auto') return this.context.window;
    if (window !== 'range') return window;
    if (this.context.range === undefined) {
      throw new PromqlError(
        "the window 'range' is a panel's time range: a rule has none, so give it a duration such as 1h",
      );
    }
    return this.context.range;
  }
}

const offset = (of: { readonly offset?: Duration }): string => (of.offset === undefined ? '' : ` offset ${of.offset}`);

const aggregationHead = ({ op, by }: Aggregation): string => (by.length > 0 ? `${op} by (${by.join(', ')}) ` : op);

/** The first argument of those that keep a number of series. */
const kept = ({ keep }: Aggregation, separator: string): string =>
  keep === undefined ? '' : `${separator === ', ' ? '' : '  '}${keep}${separator}`;

function operator({ op, bool, matching }: Binary): string {
  return [op, ...(bool ? ['bool'] : []), ...(matching ? [matchingText(matching)] : [])].join(' ');
}

function matchingText({ mode, labels, group }: VectorMatching): string {
  const match = `${mode} (${labels.join(', ')})`;
  return group ? `${match} group_${group.side} (${group.include.join(', ')})` : match;
}

const needsParens = (expr: Expr): boolean => expr.kind === 'binary' || expr.kind === 'raw';

/** All operators but ^ associate to the left, so a right operand of equal precedence needs parentheses; ^ gets them on both sides. */
function bindsLooser(parent: Binary, side: 'left' | 'right'): boolean {
  const child = parent[side];
  if (child.kind === 'raw') return true;
  if (child.kind === 'number') return parent.op === '^' && child.value < 0;
  if (child.kind !== 'binary') return false;
  const [outer, inner] = [PRECEDENCE[parent.op], PRECEDENCE[child.op]];
  return inner < outer || (inner === outer && (side === 'right' || parent.op === '^'));
}
