import { LINES, printLogql, type Lines, type LogContext, type LogLabel, type LogVector } from '../logql';
import { duration, milliseconds, noneOf, type Duration, type Quantity } from '../promql';
import { SERVICE_NAME } from '../telemetry/attributes';
import { labelOf } from '../telemetry/attribute';
import { DeclarationError } from './declaration-error';
import type { LogExamples } from './log-example';
import { wrongSteps } from './runbook-steps';
import type { Signal } from './signal';

/** By which alerts on log lines are told apart: the service that wrote them. */
export const WRITER = labelOf(SERVICE_NAME);

/** The uid of the dashboard that shows lines; it has the variable {@link WRITER}. */
export const LOGS_DASHBOARD = 'logs';

/** The services that no workload writes log signals for: they are looked after by whoever runs the logs. */
export const UNCLAIMED: unique symbol = Symbol('services of nobody');

/** How many of some lines there are, by service. */
export type CountOfLines = (lines: Lines<LogLabel>) => LogVector<typeof WRITER, 'count'>;

/**
 * Something worth telling that only log lines say: Loki's ruler counts them. It warns and never pages, since whatever keeps people
 * from their work is seen in metrics, which do not come late. Its alert and its runbook page come from this one literal.
 */
export interface LogSignal {
  /** CamelCase, with the workload's name in front: the alert's name, and that of the runbook page. */
  readonly name: string;
  /** What is counted, in words that a service can follow: "Errors in the log of" … */
  readonly title: string;
  readonly description: string;
  /** Whose lines. */
  readonly services: readonly string[] | typeof UNCLAIMED;
  readonly count: CountOfLines;
  readonly above: Quantity<'count'>;
  /** How long it must hold at every evaluation. Default: once is enough. */
  readonly for?: Duration;
  /** What it is held against besides: it fires only where the count is more than this as well. */
  readonly andMoreThan?: { readonly text: string; readonly count: CountOfLines };
  readonly examples: LogExamples;
  /** Who feels it, and how. */
  readonly impact: string;
  /** What to do, one imperative sentence each. */
  readonly nextSteps: readonly string[];
  /** It is about something that an outage neither explains nor makes superfluous: told by itself, and not silenced by one. */
  readonly standsAlone?: true;
  /** Signals of the workload that tell of the same: while one of them warns or pages, this is not told. */
  readonly toldBy?: readonly Signal[];
}

/** How often Loki evaluates: each time it reads all lines of the windows, and nobody is woken by the answer. */
export const LOG_INTERVAL: Duration = '5m';

/** No window is left to its context. */
const IN_RULES: LogContext = { window: LOG_INTERVAL };

/** The rule's expression. @param claimed the services of others, where the signal is about those of nobody */
export function logQuery({ services, count, above, andMoreThan }: LogSignal, claimed: readonly string[] = []): string {
  const lines =
    services !== UNCLAIMED
      ? LINES.where({ [WRITER]: services })
      : claimed.length > 0
        ? LINES.where({ [WRITER]: noneOf(...claimed) })
        : LINES;
  const counted = count(lines);
  const many = counted.compare('>', above);
  // Where there was nothing, nothing could be compared: what is taken away is what is no more than that.
  const rule = andMoreThan ? many.unless(counted.compare('<=', andMoreThan.count(lines))) : many;
  return printLogql(rule.expr, IN_RULES);
}

const NAME = /^[A-Z][A-Za-z0-9]+$/;

/** @throws DeclarationError with the signal's name for LogQL that does not parse, and for what is left unsaid */
export function logSignal(signal: LogSignal): LogSignal {
  const { name, services, examples, impact, nextSteps } = signal;
  const wrong = (what: string) => new DeclarationError(`log signal ${name} ${what}`);
  if (!NAME.test(name)) {
    throw new DeclarationError(
      `'${name}' is no name for a log signal: write it in CamelCase, such as WaferMapLogErrors`,
    );
  }
  if (services !== UNCLAIMED && services.length === 0) throw wrong('is about no service: name them');
  if (!impact) throw wrong('alerts without an impact: say who feels it, and how');
  const steps = wrongSteps(nextSteps);
  if (steps !== undefined) throw wrong(steps);
  if (examples.quiet.length === 0) throw wrong('has no example of staying quiet');
  checkTimes(signal);
  try {
    logQuery(signal);
  } catch (cause) {
    throw new DeclarationError(`log signal ${name}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
  return signal;
}

function checkTimes({ name, for: how, examples: { fires, quiet } }: LogSignal): void {
  if (how !== undefined && milliseconds(duration(how)) % milliseconds(LOG_INTERVAL) !== 0) {
    throw new DeclarationError(
      `log signal ${name} has to hold for ${how}, and is evaluated every ${LOG_INTERVAL}: make it a multiple`,
    );
  }
  const times = [fires.at, fires.notYetAt, ...quiet.map(({ at }) => at)];
  const between = times.find((at) => milliseconds(at) % milliseconds(LOG_INTERVAL) !== 0);
  if (between !== undefined) {
    throw new DeclarationError(
      `log signal ${name}: its examples look at ${between}, when nothing is evaluated: make it a multiple of ${LOG_INTERVAL}`,
    );
  }
}
