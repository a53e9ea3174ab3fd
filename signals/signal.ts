import {
  checkSyntax,
  print,
  RULE_CONTEXT,
  type AnyVector,
  type Duration,
  type PrintContext,
  type Unit,
  type VectorLike,
} from '../promql';
import { checkCondition, checkSeverity, holds, type AnyCondition, type Condition } from './condition';
import { DeclarationError } from './declaration-error';
import type { Examples } from './example';
import { checkExemplars } from './exemplars';
import { wrongSteps } from './runbook-steps';
import { SEVERITIES, type Severity } from './severity';
import { lineText } from './text';

/** A second curve on a signal's panel, in the signal's unit: a capacity, a promise. */
export interface Line {
  readonly title: string;
  readonly query: AnyVector;
}

/**
 * How a panel shows a signal: as curves over time, one for each series (default); as a heatmap of a histogram's buckets;
 * as a number of now, as bars of now with the largest first; or as bands of good (1) and bad (0) over time.
 */
export interface View {
  readonly as?: 'curves' | 'heatmap' | 'number' | 'bars' | 'states';
  /** A time range of its own, up to now, where the dashboard's would say too little: a day, to see the time of day. */
  readonly last?: Duration;
  /** What the two bands are called. Default: good, bad. */
  readonly words?: { readonly good: string; readonly bad: string };
  readonly lines?: readonly Line[];
  /** The unit of a heatmap's buckets, which is not that of its counts. */
  readonly bucketUnit?: Unit;
  /**
   * Whether the panel draws what a rule records of the query, over the windows of rules and once a minute: for queries that
   * take long to answer for a day. It can be narrowed to the values of the query's own labels only.
   */
  readonly recorded?: boolean;
  /** Spans of kept traces that are marked on the panel, each a click away from its trace: `histogram.exemplars()`. */
  readonly exemplars?: AnyVector;
  /** The uid of the dashboard that says more about one of the curves; it opens with the curve's labels chosen. */
  readonly drillDown?: string;
}

/** The threshold texts of a signal's alerts ("200 ms"), for prose that names them. */
export type Thresholds = Readonly<Record<Severity, string>>;

/**
 * One thing worth knowing about a workload. Its panel, its alert rules with their tests, and its runbook page all come
 * from this one literal, so that they cannot tell different stories.
 */
export interface Signal<out U extends Unit = Unit> {
  /** CamelCase, with the workload's name in front: the alert's name, and that of the runbook page. */
  readonly name: string;
  readonly title: string;
  /** What the query tells, in words; thresholds are interpolated, never typed. */
  readonly description: (thresholds: Thresholds) => string;
  readonly query: AnyVector & { readonly unit: U };
  readonly conditions: Readonly<Partial<Record<Severity, AnyCondition>>>;
  readonly examples: Readonly<Partial<Record<Severity, Examples>>>;
  /** Who feels it, and how. */
  readonly impact: string;
  /** What to do, one imperative sentence each. */
  readonly nextSteps: readonly string[];
  /** It is about targets of which every node has one. */
  readonly perNode?: true;
  readonly view: View;
}

interface Shown<N extends string, U extends Unit> {
  readonly name: string;
  readonly title: string;
  readonly description: string | ((thresholds: Thresholds) => string);
  readonly query: VectorLike<N, U>;
  readonly view?: View;
  readonly perNode?: true;
}

interface Alerting<N extends string, U extends Unit> extends Shown<N, U> {
  readonly critical?: Condition<NoInfer<U>, NoInfer<N>>;
  readonly warning?: Condition<NoInfer<U>, NoInfer<N>>;
  readonly info?: Condition<NoInfer<U>, NoInfer<N>>;
  readonly examples: Readonly<Partial<Record<Severity, Examples>>>;
  readonly impact: string;
  readonly nextSteps: readonly string[];
}

/** A signal that is shown and not alerted on. */
export function shown<N extends string, U extends Unit>(props: Shown<N, U>): Signal<U> {
  return made({ ...props, examples: {}, impact: '', nextSteps: [] }, {});
}

/** A signal that alerts: at least one of `critical`, `warning` and `info`, with examples for each. */
export function signal<N extends string, U extends Unit>(props: Alerting<N, U>): Signal<U> {
  const conditions = Object.fromEntries(
    SEVERITIES.flatMap((severity) => (props[severity] ? [[severity, props[severity]] as const] : [])),
  );
  if (Object.keys(conditions).length === 0) {
    throw new DeclarationError(
      `signal ${props.name} has no critical, warning or info condition: declare it with shown()`,
    );
  }
  const { impact, nextSteps } = props as Partial<Alerting<N, U>>;
  if (!impact) throw new DeclarationError(`signal ${props.name} alerts without an impact: say who feels it, and how`);
  const wrong = wrongSteps(nextSteps);
  if (wrong !== undefined) throw new DeclarationError(`signal ${props.name} ${wrong}`);
  return made(props, conditions);
}

function made<N extends string, U extends Unit>(props: Alerting<N, U>, conditions: Signal['conditions']): Signal<U> {
  const { name, title, description, query, examples, impact, nextSteps, perNode, view = {} } = props;
  return checkSignal({
    name,
    title,
    description: typeof description === 'string' ? () => description : description,
    query,
    conditions,
    examples,
    impact,
    nextSteps,
    ...(perNode && { perNode }),
    view,
  });
}

const NAME = /^[A-Z][A-Za-z0-9]+$/;
const PANEL_LIKE: PrintContext = { window: '1m', range: '1h' };

function checkSignal<U extends Unit>(signal: Signal<U>): Signal<U> {
  if (typeof signal.description !== 'function') throw new DeclarationError(`signal ${signal.name} has no description`);
  const { name, query, view, conditions, examples } = signal;
  if (!NAME.test(name))
    throw new DeclarationError(
      `'${name}' is no name for a signal: write it in CamelCase, such as YieldPredictorLatencyP99`,
    );
  // A query that skipped the type check (synth does not run it) must not reach a panel as a bare counter or histogram.
  if ((query.shape as string) !== 'a vector') throw new DeclarationError(`signal ${name}: its query is ${query.shape}`);
  // A rule has the whole query in it: where there is one, that is parsed, and a panel's text differs in its windows only.
  if (Object.keys(conditions).length === 0) inSignal(name, () => checkSyntax(print(query.expr, PANEL_LIKE)));
  for (const line of view.lines ?? []) {
    if (line.query.unit !== query.unit) {
      throw new DeclarationError(
        `signal ${name}: its line '${line.title}' is in ${line.query.unit}, the signal in ${query.unit}`,
      );
    }
    inSignal(name, () => checkSyntax(print(line.query.expr, PANEL_LIKE)));
  }
  checkExemplars(signal);
  for (const [severity, condition] of Object.entries(conditions)) {
    checkCondition(`signal ${name}, ${severity}`, query, condition);
    checkSeverity(`signal ${name}, ${severity}`, severity as Severity, condition);
    const example = examples[severity as Severity] as Partial<Examples> | undefined;
    if (!example?.fires || !example.quiet) {
      throw new DeclarationError(`signal ${name}: its ${severity} alert has no example of firing and of staying quiet`);
    }
    inSignal(name, () => checkSyntax(print(holds(query, condition).expr, RULE_CONTEXT)));
  }
  describe(signal);
  return signal;
}

function inSignal(name: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    throw new DeclarationError(`signal ${name}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** The description with its thresholds in place. @throws DeclarationError if it names a severity that the signal lacks. */
export function describe({ name, description, conditions }: Signal): string {
  const thresholds = new Proxy({} as Thresholds, {
    get: (_, severity: string) => {
      const condition = conditions[severity as Severity];
      if (!condition)
        throw new DeclarationError(`signal ${name}: its description names the ${severity} threshold, which it lacks`);
      return lineText(condition.threshold);
    },
  });
  return description(thresholds);
}

/** Severities on which the signal alerts, the most severe first. */
export const severitiesOf = ({ conditions }: Signal): readonly Severity[] =>
  SEVERITIES.filter((severity) => conditions[severity] !== undefined);
