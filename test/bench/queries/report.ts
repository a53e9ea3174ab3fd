import type { Totals } from './past';
import { VIEWS, type View } from './questions';
import type { Prices, Priced } from './measure';

/** Milliseconds within which 99 of 100 queries are answered. */
export const BOUND = 50;

const SLOWEST = 10;

/** The value that this share of all is not above: one that was measured, not one in between. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error('a percentile of nothing');
  return value;
}

export interface Machine {
  readonly cores: number;
  /** What it had to do besides, on the mean of a minute: at the beginning and at the end of measuring. */
  readonly load: readonly [before: number, after: number];
}

export function reportText(totals: Totals, { priced, failed }: Prices, { cores, load }: Machine): string {
  const sorted = slowest(priced);
  return [
    `${count(totals.scraped + totals.recorded + totals.alerts)} series (${count(totals.scraped)} scraped, ${count(totals.recorded)} recorded, ${count(totals.alerts)} of alerts), ${count(totals.samples)} samples in ${totals.blocks} blocks`,
    ...VIEWS.map((view) => viewLine(view, of(view, priced))),
    ...(failed.length > 0
      ? ['', `${failed.length} FAILED:`, ...failed.map((one) => `  ${one.dashboard} / ${one.panel}: ${one.reason}`)]
      : []),
    '',
    'The slowest:',
    ...sorted.slice(0, SLOWEST).map(slowLine),
    ...furtherOver(sorted),
    '',
    `${cores} cores, under a load of ${load.map((value) => value.toFixed(1)).join(' to ')} with what else the machine did`,
    verdictLine(priced),
  ].join('\n');
}

const of = (view: View, priced: readonly Priced[]): readonly Priced[] => priced.filter((one) => one.view === view);

function viewLine(view: View, priced: readonly Priced[]): string {
  const nothing = priced.filter(({ series }) => series === 0).length;
  const cpu = priced.flatMap((one) => one.cpu ?? []);
  return [
    `at ${view}: ${count(priced.length)} queries (${nothing} find nothing while all is well)`,
    `  by the clock: ${percentiles(priced.map(({ milliseconds }) => milliseconds))}`,
    ...(cpu.length > 0 ? [`  CPU:          ${percentiles(cpu)}`] : []),
  ].join('\n');
}

const percentiles = (values: readonly number[]): string =>
  (
    [
      [0.5, 'P50'],
      [0.95, 'P95'],
      [0.99, 'P99'],
      [1, 'max'],
    ] as const
  )
    .map(([share, name]) => `${name} ${ms(percentile(values, share))}`)
    .join(', ');

/** By what does not depend on what else the machine does, where that is known. */
const cost = ({ cpu, milliseconds }: Priced): number => cpu ?? milliseconds;

/** The slowest first; of the same panel with several queries and choices, its slowest. */
function slowest(priced: readonly Priced[]): readonly Priced[] {
  const sorted = priced.toSorted((a, b) => cost(b) - cost(a));
  const place = ({ view, dashboard, panel }: Priced): string => [view, dashboard, panel].join('\0');
  return sorted.filter((one, i) => sorted.findIndex((other) => place(other) === place(one)) === i);
}

/** Those that are over the bound without being among the slowest that are told of at length. */
function furtherOver(sorted: readonly Priced[]): readonly string[] {
  const over = sorted.slice(SLOWEST).filter((one) => cost(one) > BOUND);
  if (over.length === 0) return [];
  return [
    '',
    `Also over ${BOUND} ms:`,
    ...over.map((one) => `  ${timesOf(one)} at ${one.view}: ${one.dashboard} / ${one.panel}`),
  ];
}

const timesOf = ({ milliseconds, cpu }: Priced): string =>
  `${ms(milliseconds)}${cpu === undefined ? '' : ` (CPU ${ms(cpu)})`}`;

const slowLine = (one: Priced): string => {
  const { view, dashboard, panel, samples, series, range, instant, query } = one;
  const when = instant ? 'at an instant' : `every ${range.step} s`;
  return [
    `  ${timesOf(one)} at ${view}: ${dashboard} / ${panel} (${count(samples)} samples read, ${series} series, ${when})`,
    `      ${query.replace(/\s+/g, ' ')}`,
  ].join('\n');
};

/** The worse of both views decides. */
export function verdictLine(priced: readonly Priced[]): string {
  const p99 = VIEWS.map((view) =>
    percentile(
      of(view, priced).map(({ milliseconds }) => milliseconds),
      0.99,
    ),
  );
  const told = VIEWS.map((view, i) => `${ms(p99[i] ?? NaN)} at ${view}`).join(', ');
  return `P99 ${told} (bound ${BOUND} ms): ${p99.every((value) => value <= BOUND) ? 'within' : 'OVER'}`;
}

/** Never rounded to what the bound allows. */
const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.ceil(value)} ms`;

const count = (value: number): string => value.toLocaleString('en-US');
