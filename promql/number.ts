/**
 * A float as PromQL reads it, without the noise of binary arithmetic: 14.4 * 0.001 prints 0.0144. Twelve digits are
 * more than any threshold carries and fewer than where the noise begins.
 */
export function printNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  return String(Number(value.toPrecision(12)));
}

/**
 * The `le` label of a scraped classic bucket as Prometheus 3 stores it: always a float (`1.0`, not `1`), with an
 * exponent below 1e-4 and from 1e6 on (prometheus/common, `labels.FormatOpenMetricsFloat`).
 */
export function leText(bound: number): string {
  if (bound === Infinity) return '+Inf';
  const size = Math.abs(bound);
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) {
    const [mantissa = '', exponent = ''] = bound.toExponential().split('e');
    const digits = exponent.slice(1).padStart(2, '0');
    return `${mantissa}e${exponent.startsWith('-') ? '-' : '+'}${digits}`;
  }
  const text = String(bound);
  return text.includes('.') ? text : `${text}.0`;
}
