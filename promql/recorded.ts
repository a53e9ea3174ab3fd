import { milliseconds, type Duration } from './duration';
import { PromqlError } from './error';
import { knownValues, only } from './known';
import { print } from './print';
import { Series } from './series';
import { checkSyntax } from './syntax';
import type { Unit } from './units';
import { checkVector, type AnyVector, type VectorLike } from './operand';

/**
 * The series that a recording rule writes: a vector again, with the labels and unit of its source, and `where`, which
 * knows the values that the metrics of its source declare. It is read by its name; what it costs is paid once.
 */
export class Recorded<in out N extends string, in out U extends Unit> extends Series<N, U> {
  constructor(
    readonly record: string,
    readonly source: AnyVector,
    labels: readonly N[],
    unit: U,
    /** How often it is written. */
    readonly interval: Duration,
  ) {
    const has = (label: string) => source.labels.includes(label);
    super(record, labels, unit, only(knownValues(source.expr), has));
  }
}

/** How far back Prometheus looks for a sample: a series written less often has gaps for its readers. */
const LOOKBACK = milliseconds('5m');

const RECORD_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*:[a-zA-Z0-9_:]+$/;

/** Whether a rule writes the series: those have a colon, scraped ones none. */
export const isRecordedName = (series: string): boolean => series.includes(':');

/**
 * @param name `level:metric:operation`, as the Prometheus documentation on recording rules recommends
 * @param source what is recorded; its labels and unit become the series'
 */
export function record<N extends string, U extends Unit>(
  name: string,
  source: VectorLike<N, U>,
  { interval = '30s' }: { readonly interval?: Duration } = {},
): Recorded<N, U> {
  if (!RECORD_NAME.test(name)) {
    throw new PromqlError(`'${name}' is no name for a recorded series: write level:metric:operation, with a colon`);
  }
  if (milliseconds(interval) >= LOOKBACK) {
    throw new PromqlError(
      `${name} is written every ${interval}: it must be less than the lookback of 5m, or its readers see gaps`,
    );
  }
  checkSyntax(print(checkVector(source).expr));
  return new Recorded(name, source, source.labels, source.unit, interval);
}
