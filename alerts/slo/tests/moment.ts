import { milliseconds, type Duration } from '../../../promql';
import { identity, lasting, SERIES, type Objective, type Workload } from '../../../signals';
import { labelText, type Check, type SloTest } from './check';
import { inputs, lengthOf, replicas, REPLICAS, type Input, type Phase } from './phases';
import { stranger } from './neighbour-tests';

/**
 * One look at a past that is stated as it was recorded: the pair, and beside it the metrics that it was made of. All rules
 * are evaluated once, at its end. What takes days costs no more than what takes minutes; that the pair comes about as it
 * is stated here, the histories show that are evaluated all along.
 * @param step seconds between samples. Metrics are rated over five minutes: from there on there is the pair alone, and the
 * look is one step later, since its last sample would be written twice
 * @param checks what is seen at the time of the look
 */
export function moment(
  workload: Workload,
  objective: Objective,
  name: string,
  step: number,
  phases: readonly Phase[],
  checks: (at: number) => readonly Check[],
): SloTest {
  const isMeasured = step < SLOW_STEP;
  const now = lengthOf(phases) + (isMeasured ? 0 : step);
  const isEvents = objective.sli.kind === 'events';
  const measured = isMeasured ? inputs(objective.sli.example, phases, step) : [];
  const times = isEvents && isMeasured ? REPLICAS : 1;
  return {
    name: `${objective.id}: ${name}`,
    pace: { evaluation: `${now}s`, step },
    inputs: [
      ...(isEvents ? replicas(measured) : measured),
      ...recorded(workload, objective, phases, { step, times, isMeasured }),
      ...stranger(workload, objective, now / step),
    ],
    checks: checks(now),
  };
}

/** Seconds between samples where all is computed from the pair. */
export const SLOW_STEP = 300;

interface Recorded {
  readonly step: number;
  /** How many replicas there are. */
  readonly times: number;
  /** Whether the last sample is left to the rules. */
  readonly isMeasured: boolean;
}

/**
 * The pair, and when it began. Of a phase that is gone there is nothing, or where events per second are said, that they
 * were missing.
 */
export function recorded(
  workload: Workload,
  objective: Objective,
  phases: readonly Phase[],
  { step, times, isMeasured }: Recorded,
): readonly Input[] {
  const perSecond = ({ perSecond: all = 100 }: Phase): number => (objective.sli.kind === 'events' ? all : 1);
  const isNothing = ({ fault, perSecond: missing }: Phase): boolean => fault === 'gone' && missing === undefined;
  const series = (name: string, of: (phase: Phase) => number | undefined): Input => {
    const runs = phases.flatMap((phase, i) => {
      const isLast = isMeasured && i === phases.length - 1;
      const count = Math.round(phase.seconds / step) - (isLast ? 1 : 0);
      const level = of(phase);
      if (count === 0) return [];
      return [level === undefined || isNothing(phase) ? `_x${count}` : `${times * level}x${count - 1}`];
    });
    return own(workload, objective, name, ['_', ...runs].join(' '));
  };
  const [first] = phases;
  const began = first && isNothing(first) ? first.seconds : 0;
  return [
    series(SERIES.all, perSecond),
    series(SERIES.bad, (phase) => perSecond(phase) * phase.bad),
    ...(phases.some((phase) => phase.fault === 'gone' && !isNothing(phase))
      ? [series(SERIES.missing, (phase) => (phase.fault === 'gone' ? phase.perSecond : undefined))]
      : []),
    own(workload, objective, SERIES.firstSeen, `${began}x${lengthOf(phases) / step - 1}`),
  ];
}

/** A recorded series of the objective that is read over days. */
export const own = (workload: Workload, objective: Objective, name: string, values: string): Input => ({
  series: `${name}${labelText({ ...lasting(identity(workload, objective)), ...objective.sli.example.labels })}`,
  values,
});

/** Without another objective beside it. */
export const alone = (test: SloTest): SloTest => ({
  ...test,
  inputs: test.inputs.filter(({ series }) => !series.includes('sloth_id="another"')),
});

/** So many seconds of total failure, spread over a multiple of the step. */
export const outage = (failing: number, step: number): Phase => {
  const length = Math.ceil(failing / step) * step;
  return { seconds: length, bad: failing / length };
};

export const seconds = (window: Duration): number => milliseconds(window) / 1000;
