import type { Unit } from '../promql';
import { isBy, lineText, quantityText, type AnyCondition, type Threshold } from '../signals';

/** The Go template that prints an alert's value in its unit. */
export function valueTemplate(unit: Unit): string {
  switch (unit) {
    case 'seconds':
      return '{{ $value | humanizeDuration }}';
    case 'ratio':
      return '{{ $value | humanizePercentage }}';
    case 'percent':
      return '{{ $value | printf "%.1f" }} %';
    case 'points':
      return '{{ $value | printf "%.2f" }} points';
    case 'bytes':
      return '{{ $value | humanize1024 }}B';
    case 'celsius':
      return '{{ $value | printf "%.0f" }} °C';
    case 'count':
    case 'value':
      return '{{ $value | humanize }}';
    default:
      return `{{ $value | humanize }} ${unit}`;
  }
}

/** The threshold that holds for the very alert: with thresholds by label, a choice by the alert's own label. */
export function thresholdTemplate(threshold: Threshold): string {
  if (!isBy(threshold)) return quantityText(threshold);
  const cases = Object.entries(threshold.of).map(([value, quantity]) => ({ value, text: quantityText(quantity) }));
  const texts = [...new Set(cases.map(({ text }) => text))];
  const last = texts.pop() ?? '';
  if (texts.length === 0) return last;
  const branches = texts.map((text, i) => {
    const values = cases.filter((c) => c.text === text).map(({ value }) => JSON.stringify(value));
    return `{{ ${i === 0 ? 'if' : 'else if'} eq $labels.${threshold.by} ${values.join(' ')} }}${text}`;
  });
  return `${branches.join('')}{{ else }}${last}{{ end }}`;
}

/** `model yield_predictor, version v2.2`, from the alert's own labels; empty where it has none. */
export const scopeTemplate = (labels: readonly string[]): string =>
  labels.map((label) => `${label} {{ $labels.${label} }}`).join(', ');

/** The condition in words, for pages: `above 100 ms (binning_optimizer: 150 ms) while …`. */
export const conditionText = ({ bound, threshold, while: also }: AnyCondition): string =>
  `${bound} ${lineText(threshold)}${also ? ` while ${also.text}` : ''}`;
