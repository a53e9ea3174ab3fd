import { milliseconds, type Duration } from '../../../promql';
import type { Comparison } from './comparison';
import type { Measured } from './measure';

/** The period whose error ratio is compared with the exact one. */
export const PERIOD_WINDOW: Duration = '30d';
/** What the project promises: so many times fewer samples, and at most this relative error of the period's ratio. */
export const TARGET = { fewer: 20, error: 0.005 } as const;

/** How far a ratio is from the exact one, as a share of it. */
export const relativeError = (ratio: number, exact: number): number => Math.abs(ratio - exact) / exact;

/** How well synth foresees what our rules read; the more of the two loads where they differ. */
export function predictionLine(predicted: number, comparisons: readonly Comparison[]): string {
  const measured = Math.max(...comparisons.map(({ ours }) => ours.samplesPerHour));
  const off = percentText(relativeError(predicted, measured));
  return `Synth predicts ${count(predicted)} samples/h for our rules, ${off} ${predicted < measured ? 'under' : 'over'} what was measured.`;
}

/** What the last line says: the worse of all loads, for each of its numbers. */
export interface Verdict {
  readonly fewer: number;
  readonly error: number;
  readonly slothError: number;
}

export function verdict(comparisons: readonly Comparison[]): Verdict {
  const worst = (error: (comparison: Comparison) => number): number => Math.max(...comparisons.map(error));
  return {
    fewer: Math.min(...comparisons.map(({ ours, sloth }) => sloth.samplesPerHour / ours.samplesPerHour)),
    error: worst((comparison) => errorOf(comparison, comparison.ours, PERIOD_WINDOW)),
    slothError: worst((comparison) => errorOf(comparison, comparison.sloth, PERIOD_WINDOW)),
  };
}

export const isKept = ({ fewer, error }: Verdict): boolean => fewer >= TARGET.fewer && error <= TARGET.error;

/** `38× fewer samples than Sloth, error 0.012 % (Sloth 320 %)`; what is promised is never rounded up. */
export const verdictLine = ({ fewer, error, slothError }: Verdict): string =>
  `${Math.floor(fewer)}× fewer samples than Sloth, error ${percentText(error)} (Sloth ${percentText(slothError)})`;

const errorOf = ({ exact }: Comparison, { ratio }: Measured, window: Duration): number => {
  const value = ratio(window);
  if (value === undefined) throw new Error(`nothing was recorded for ${window}`);
  return relativeError(value, exact(window));
};

/** In two digits. */
export const percentText = (share: number): string => `${Number((share * 100).toPrecision(2))} %`;

export function comparisonText(comparison: Comparison, windows: readonly Duration[]): string {
  const { load, ours, sloth, samples } = comparison;
  return [
    `${load.title} (${(samples / 1e6).toFixed(1)} million samples of raw counters)`,
    '',
    table([
      ['', 'group', 'every', 'rules', 'samples/evaluation', 'samples/h', 'evaluation s/h'],
      ...costRows('ours', ours),
      ...costRows('Sloth', sloth),
    ]),
    `Sloth's rules read ${times(sloth.samplesPerHour / ours.samplesPerHour)} the samples and take ${times(sloth.secondsPerHour / ours.secondsPerHour)} the time.`,
    '',
    table([
      ['window', 'exact ratio', 'ours', 'error', 'Sloth', 'error'],
      ...windows.map((window) => errorRow(comparison, window)),
    ]),
    '',
  ].join('\n');
}

function costRows(name: string, { groups, samplesPerHour, secondsPerHour }: Measured): readonly (readonly string[])[] {
  return [
    ...groups.map(({ group, interval, rules, ...perHour }) => {
      const samples = rules.reduce((sum, rule) => sum + rule.samples, 0);
      return [
        name,
        group,
        interval,
        `${rules.length}`,
        count(samples),
        count(perHour.samplesPerHour),
        seconds(perHour),
      ];
    }),
    [
      name,
      'all of them',
      '',
      `${groups.flatMap(({ rules }) => rules).length}`,
      '',
      count(samplesPerHour),
      seconds({ secondsPerHour }),
    ],
  ];
}

function errorRow({ exact, ours, sloth }: Comparison, window: Duration): readonly string[] {
  const cells = ({ ratio }: Measured): readonly string[] => {
    const value = ratio(window);
    return value === undefined ? ['–', '–'] : [ratioText(value), percentText(relativeError(value, exact(window)))];
  };
  return [window, ratioText(exact(window)), ...cells(ours), ...cells(sloth)];
}

const count = (value: number): string => Math.round(value).toLocaleString('en-US');
const seconds = ({ secondsPerHour }: { readonly secondsPerHour: number }): string => secondsPerHour.toFixed(1);
const times = (factor: number): string => `${factor.toFixed(1)}×`;
const ratioText = (ratio: number): string => ratio.toFixed(8);

/** Columns of equal width: names to the left, numbers to the right. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const isName = (column: number): boolean => column < 1 || rows[0]?.[column] === 'group';
  return rows
    .map((row) =>
      row
        .map((cell, column) => (isName(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** All that was measured, for programs. */
export const asJson = (comparisons: readonly Comparison[], windows: readonly Duration[]) => ({
  ...verdict(comparisons),
  loads: comparisons.map(({ load, samples, exact, ours, sloth }) => ({
    load: load.name,
    rawSamples: samples,
    windows: windows.map((window) => ({
      window,
      seconds: milliseconds(window) / 1000,
      exact: exact(window),
      ours: ours.ratio(window),
      sloth: sloth.ratio(window),
    })),
    ours: costs(ours),
    sloth: costs(sloth),
  })),
});

const costs = ({ groups, samplesPerHour, secondsPerHour }: Measured) => ({ samplesPerHour, secondsPerHour, groups });
