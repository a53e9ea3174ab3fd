import { checkWindow, duration, type Duration, type Window } from '../promql';
import { LogqlError } from './error';
import type { LinesExpr, LineOp, RangeExpr, Stage } from './expr';
import { isOfStream, LOG_LABELS, logMatchers, type LogLabel, type LogWhere } from './labels';
import { LogVector, type LogUnit } from './vector';

/** Log lines. `N` are the labels that they can be told apart by. Immutable; every method gives a new one. */
export class Lines<in out N extends string> {
  readonly shape = 'log lines';

  constructor(
    readonly expr: LinesExpr,
    readonly labels: readonly N[],
  ) {}

  /** Those whose labels have these values: of streams where they are the streams', else of each line. */
  where(where: LogWhere<N>): Lines<N> {
    const all = logMatchers(this.labels, where);
    const streams = all.filter((matcher) => isOfStream(matcher));
    const stages = all
      .filter((matcher) => !isOfStream(matcher))
      .map((matcher) => ({ kind: 'label', matcher }) as const);
    const { expr } = this;
    return new Lines(
      { ...expr, streams: [...expr.streams, ...streams], stages: [...expr.stages, ...stages] },
      this.labels,
    );
  }

  /** Those with this text in them. */
  containing(text: string): Lines<N> {
    return this.filtered('|=', text);
  }
  without(text: string): Lines<N> {
    return this.filtered('!=', text);
  }
  /** Those that an expression of RE2 finds something in. */
  matching(expression: string): Lines<N> {
    return this.filtered('|~', expression);
  }

  /** Fields of a line that is JSON, as labels: `{ route: 'http.route' }`. Lines without them have the labels empty. */
  json<const F extends Readonly<Record<string, string>>>(fields: F): Lines<N | (keyof F & string)> {
    return new Lines(this.then({ kind: 'json', fields }), [
      ...new Set([...this.labels, ...(Object.keys(fields) as (keyof F & string)[])]),
    ]);
  }

  /** The line that is shown instead: a template of Go, `{{.pod}} {{__line__}}`. */
  shownAs(template: string): Lines<N> {
    return new Lines(this.then({ kind: 'format', template }), this.labels);
  }

  /** One more label, made by a template of Go of the line and its labels: `{{.pod}} {{__line__}}`. */
  labelled<const L extends string>(label: L, template: string): Lines<N | L> {
    if ((this.labels as readonly string[]).includes(label)) {
      throw new LogqlError(`lines have a label '${label}' already: overwriting it would hide whose they are`);
    }
    return new Lines<N | L>(this.then({ kind: 'labelFormat', label, template }), [...this.labels, label]);
  }

  /** How many lines there were in the window. */
  count(window: Window = 'auto'): Counted<N, 'count'> {
    return this.over('count_over_time', window, 'count');
  }
  /** Lines per second. */
  rate(window: Window = 'auto'): Counted<N, 'count/s'> {
    return this.over('rate', window, 'count/s');
  }
  /** What the lines of the window take, before compression. */
  bytes(window: Window = 'auto'): Counted<N, 'bytes'> {
    return this.over('bytes_over_time', window, 'bytes');
  }
  bytesRate(window: Window = 'auto'): Counted<N, 'bytes/s'> {
    return this.over('bytes_rate', window, 'bytes/s');
  }

  private over<U extends LogUnit>(fn: RangeExpr['fn'], window: Window, unit: U): Counted<N, U> {
    return new Counted({ kind: 'range', fn, of: this.expr, window: checkWindow(window) }, this.labels, unit);
  }

  private filtered(op: LineOp, text: string): Lines<N> {
    if (text === '') throw new LogqlError(`an empty text (${op}) is in every line: leave it out`);
    return new Lines(this.then({ kind: 'line', op, text }), this.labels);
  }

  private then(stage: Stage): LinesExpr {
    return { ...this.expr, stages: [...this.expr.stages, stage] };
  }
}

/**
 * Counts by every label there is, those attached to each line among them: a series of each trace and each user. So it is
 * no result: sum it by what is of interest.
 */
export class Counted<N extends string, U extends LogUnit> {
  readonly shape = 'a count by every label: take sumBy()';

  constructor(
    private readonly range: RangeExpr,
    private readonly labels: readonly N[],
    private readonly unit: U,
  ) {}

  /** The same so long ago. */
  offset(by: Duration): Counted<N, U> {
    return new Counted({ ...this.range, offset: duration(by) }, this.labels, this.unit);
  }

  sumBy<K extends N = never>(...by: K[]): LogVector<NoInfer<K>, U> {
    const foreign = by.find((label) => !this.labels.includes(label));
    if (foreign !== undefined) {
      throw new LogqlError(`log lines have no label '${foreign}'; they have ${this.labels.join(', ')}`);
    }
    return new LogVector({ kind: 'aggregation', op: 'sum', by, of: this.range }, by, this.unit);
  }
}

/** The lines of all streams. */
export const LINES = new Lines<LogLabel>({ kind: 'lines', streams: [], stages: [] }, LOG_LABELS);
