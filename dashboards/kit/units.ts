import type { Unit } from '../../promql';

/** Grafana's id for each of our units; the browser scales (0.2 s is shown as 200 ms). */
const GRAFANA_UNITS: Readonly<Record<string, string>> = {
  seconds: 's',
  bytes: 'bytes',
  mebibytes: 'mbytes',
  ratio: 'percentunit',
  percent: 'percent',
  points: 'suffix: points',
  count: 'short',
  requests: 'short',
  files: 'short',
  value: 'none',
  cores: 'suffix: cores',
  celsius: 'celsius',
  watts: 'watt',
  megahertz: 'suffix: MHz',
  'requests/s': 'reqps',
  'count/s': 'cps',
  'count/min': 'cpm',
  'files/min': 'suffix: files/min',
  'bytes/s': 'binBps',
};

/** Ids for what our units have no word for: whole days (Grafana's own would turn 30 of them into weeks), and a burn rate. */
export const DAYS = 'suffix: days';
export const TIMES = 'suffix:×';

/** Of what is read as it is written. */
export const TEXT = 'string';

/** Of Jaeger's durations. */
export const MICROSECONDS = 'µs';

/** @throws Error for a unit that no panel has shown yet: add its Grafana id here */
export function grafanaUnit(unit: Unit): string {
  const id = GRAFANA_UNITS[unit];
  if (id === undefined) throw new Error(`no Grafana unit for '${unit}': add one to dashboards/kit/units.ts`);
  return id;
}

/** Units whose zero means "nothing", so that an axis that starts elsewhere would exaggerate. */
export const startsAtZero = (unit: Unit): boolean =>
  /\/(s|min)$/.test(unit) || ['seconds', 'bytes', 'percent', 'count'].includes(unit);
