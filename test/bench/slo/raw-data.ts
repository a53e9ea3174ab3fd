import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Duration } from '../../../promql';
import { succeeds } from '../../live/harness/command';
import { BEGINNING, END, HOUR } from './clock';
import { COUNTERS, type CounterSeries, type Sample } from './counters';
import { exactRatios } from './exact';
import type { Load } from './load';

/** As long as the blocks into which a Prometheus that keeps a month compacts what it has: a longer one would pass a tenth of it. */
export const BLOCK = 54 * HOUR;

export interface RawData {
  readonly samples: number;
  readonly exact: (window: Duration) => number;
}

interface Make {
  readonly load: Load;
  readonly windows: readonly Duration[];
  readonly promtool: string;
  /** A folder for files in between; it may be removed afterwards. */
  readonly scratch: string;
  /** The database's folder. */
  readonly data: string;
}

/** Writes what the counters would have been scraped as into blocks of a database, and counts exactly meanwhile. */
export async function makeRawData({ load, windows, promtool, scratch, data }: Make): Promise<RawData> {
  mkdirSync(data, { recursive: true });
  const exact = exactRatios(END, windows);
  const streams = COUNTERS.map((counter) => streamOf(counter, load, exact.counter(counter.bad)));
  let imported: Promise<unknown> = Promise.resolve();
  let samples = 0;
  for (const [i, end] of blockEnds().entries()) {
    const file = join(scratch, `block-${i}.openmetrics`);
    samples += writeBlock(file, streams, end);
    // The next file is written while this one is read.
    await imported;
    imported = importBlock(promtool, file, data);
  }
  await imported;
  return { samples, exact: (window) => exact.ratio(window) };
}

/** Blocks begin at whole multiples of their length. */
function blockEnds(): readonly number[] {
  const first = Math.floor(BEGINNING / BLOCK) + 1;
  const count = Math.ceil(END / BLOCK) - first + 1;
  return Array.from({ length: count }, (_, i) => (first + i) * BLOCK);
}

interface Stream {
  readonly labels: string;
  /** The samples before a time, those that nobody has taken yet. */
  readonly before: (time: number) => Generator<Sample>;
}

function streamOf({ labels, samples }: CounterSeries, load: Load, count: (sample: Sample) => void): Stream {
  const source = samples(load, BEGINNING, END);
  let ahead = source.next();
  return {
    labels: Object.entries(labels)
      .map(([label, value]) => `${label}="${value}"`)
      .join(','),
    before: function* (time) {
      for (; ahead.done !== true && ahead.value.time < time; ahead = source.next()) {
        count(ahead.value);
        yield ahead.value;
      }
    },
  };
}

/** In the text format OpenMetrics. @returns how many samples there are in it */
function writeBlock(path: string, streams: readonly Stream[], end: number): number {
  const file = openSync(path, 'w');
  let count = 0;
  writeSync(file, '# TYPE ml_predictions counter\n');
  for (const { labels, before } of streams) {
    let text = '';
    for (const { time, value } of before(end)) {
      text += `ml_predictions_total{${labels}} ${value} ${time / 1000}\n`;
      count += 1;
    }
    writeSync(file, text);
  }
  writeSync(file, '# EOF\n');
  closeSync(file);
  return count;
}

async function importBlock(promtool: string, file: string, data: string): Promise<void> {
  const command = ['tsdb', 'create-blocks-from', `--max-block-duration=${BLOCK / HOUR}h`, '--quiet'];
  await succeeds(promtool, [...command, 'openmetrics', file, data], { timeoutSeconds: 600 });
  rmSync(file);
}
