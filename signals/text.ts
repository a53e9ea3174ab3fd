import { printNumber, type Unit } from '../promql';
import { isBy, type AnyQuantity, type Threshold } from './condition';

const trimmed = (value: number, digits = 6): string => printNumber(Number(value.toPrecision(digits)));

function secondsText(value: number): string {
  const size = Math.abs(value);
  if (size > 0 && size < 1) return `${trimmed(value * 1000)} ms`;
  if (size >= 3600 && value % 3600 === 0) return `${trimmed(value / 3600)} h`;
  if (size >= 60 && value % 60 === 0) return `${trimmed(value / 60)} min`;
  return `${trimmed(value)} s`;
}

function bytesText(value: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = value === 0 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(Math.abs(value)) / 10));
  return `${trimmed(value / 1024 ** power)} ${units[power] ?? 'B'}`;
}

const withUnit = (value: number, unit: Unit): string => `${trimmed(value)} ${unit}`;

/** A quantity as people write it: `200 ms`, `1 %`, `1000 requests/s`. */
export function quantityText({ value, unit }: AnyQuantity): string {
  switch (unit) {
    case 'seconds':
      return secondsText(value);
    case 'bytes':
      return bytesText(value);
    case 'ratio':
      return `${trimmed(value * 100)} %`;
    case 'percent':
      return `${trimmed(value)} %`;
    case 'points':
      return `${trimmed(value)} ${Math.abs(value) === 1 ? 'point' : 'points'}`;
    case 'celsius':
      return `${trimmed(value)} °C`;
    case 'count':
    case 'value':
      return trimmed(value);
    case 'count/min':
      return `${trimmed(value)} per minute`;
    default:
      return withUnit(value, unit);
  }
}

/** A threshold in words: one quantity, or the common one with what differs: `100 ms (binning_optimizer: 150 ms)`. */
export function lineText(threshold: Threshold): string {
  if (!isBy(threshold)) return quantityText(threshold);
  const lines = Object.entries(threshold.of).map(([name, quantity]) => ({ name, text: quantityText(quantity) }));
  const count = (text: string): number => lines.filter((line) => line.text === text).length;
  const common = lines.reduce(
    (best, line) => (count(line.text) > count(best) ? line.text : best),
    lines[0]?.text ?? '',
  );
  const others = lines.filter((line) => line.text !== common).map(({ name, text }) => `${name}: ${text}`);
  return others.length === 0 ? common : `${common} (${others.join(', ')})`;
}
