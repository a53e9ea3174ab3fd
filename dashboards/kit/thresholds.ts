import {
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type Threshold as Step,
} from '@grafana/grafana-foundation-sdk/dashboard';
import {
  isBy,
  severitiesOf,
  SEVERITIES,
  type AnyCondition,
  type AnyQuantity,
  type Severity,
  type Signal,
} from '../../signals';

export const SEVERITY_COLOR: Readonly<Record<Severity, string>> = { critical: 'red', warning: 'orange', info: 'blue' };

/** What is added to a step that is itself on the bad side. */
export const JUST_ABOVE = 1e-6;

export const absolute = (steps: readonly Step[]): ThresholdsConfigBuilder =>
  new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([...steps]);

interface Line {
  readonly severity: Severity;
  readonly bound: AnyCondition['bound'];
  readonly value: number;
}

/** The signal's thresholds that are one number for all series. */
export const fixedLines = (signal: Signal): readonly Line[] =>
  severitiesOf(signal).flatMap((severity) => {
    const condition = signal.conditions[severity];
    if (!condition || isBy(condition.threshold)) return [];
    const { value }: AnyQuantity = condition.threshold;
    // A step's colour begins at its value, so that of "at most" must end just above it.
    return [{ severity, bound: condition.bound, value: condition.bound === 'at most' ? value + JUST_ABOVE : value }];
  });

/**
 * Grafana's steps: each region between two thresholds has the colour of the worst alert that would fire there, and none
 * where none would. So a floor, a ceiling and a band between two lines all come out right.
 */
export function thresholdSteps(signal: Signal): Step[] {
  const lines = fixedLines(signal);
  const values = [...new Set(lines.map(({ value }) => value))].sort((a, b) => a - b);
  // A value inside each region: below the first threshold, between neighbours, above the last.
  const inside = [Number.NEGATIVE_INFINITY, ...values].map((from, i) => {
    const to = values[i] ?? Number.POSITIVE_INFINITY;
    return Number.isFinite(from) && Number.isFinite(to) ? (from + to) / 2 : Number.isFinite(to) ? to - 1 : from + 1;
  });
  return inside.map((sample, i) => ({
    value: i === 0 ? null : (values[i - 1] ?? null),
    color: colorAt(lines, sample),
  }));
}

function colorAt(lines: readonly Line[], value: number): string {
  const firing = lines.filter(({ bound, value: line }) => (bound === 'above' ? value > line : value < line));
  const worst = SEVERITIES.find((severity) => firing.some((line) => line.severity === severity));
  return worst ? SEVERITY_COLOR[worst] : 'transparent';
}
