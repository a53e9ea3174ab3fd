import { milliseconds, type Duration } from '../promql';
import type { LEVELS } from '../telemetry/levels';
import { DeclarationError } from './declaration-error';

/** One line in a log, and when it was written, in milliseconds from the beginning of the example. */
export interface LoggedLine {
  readonly service: string;
  readonly level: (typeof LEVELS)[number];
  readonly text: string;
  readonly at: number;
}

/** Lines that make an alert fire: stated, never computed from the rule, so that a moved threshold is noticed. */
export interface LogFiring {
  readonly lines: readonly LoggedLine[];
  /** When it fires at the latest, counted from the beginning. */
  readonly at: Duration;
  /** When it must still be quiet. */
  readonly notYetAt: Duration;
  /** The service that it names. */
  readonly service: string;
}

/** Lines just on the good side of the threshold. */
export interface LogQuiet {
  readonly lines: readonly LoggedLine[];
  readonly at: Duration;
}

export interface LogExamples {
  readonly fires: LogFiring;
  readonly quiet: readonly LogQuiet[];
}

interface Written {
  readonly service: string;
  readonly text: string;
  /** Default: `info`. */
  readonly level?: LoggedLine['level'];
  readonly from: Duration;
  /** How many, evenly until then. Default: one. */
  readonly times?: number;
  /** When the last is written. */
  readonly until?: Duration;
}

/** A line that is written once, or again and again. @throws DeclarationError for several lines without an end after their beginning */
export function written({
  service,
  text,
  level = 'info',
  from,
  times = 1,
  until = from,
}: Written): readonly LoggedLine[] {
  const [first, last] = [milliseconds(from), milliseconds(until)];
  if (times > 1 && last <= first) {
    throw new DeclarationError(
      `an example of ${service} writes '${text}' ${times} times from ${from} until ${until}: say when the last is written`,
    );
  }
  const step = times > 1 ? (last - first) / (times - 1) : 0;
  return Array.from({ length: times }, (_, i) => ({ service, level, text, at: Math.round(first + i * step) }));
}
