import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Duration } from '../../../promql';
import { scratch } from '../../live/harness/scratch';
import { tool } from '../../live/harness/tools';
import { backfill } from './backfill';
import { dataFolder, openDatabase } from './database';
import type { Load } from './load';
import { measure, type Measured } from './measure';
import { makeRawData } from './raw-data';
import type { RuleSet } from './rule-set';

/** Both rule sets on the data of one load. */
export interface Comparison {
  readonly load: Load;
  /** Samples of the raw counters. */
  readonly samples: number;
  readonly exact: (window: Duration) => number;
  readonly ours: Measured;
  readonly sloth: Measured;
}

interface Compare {
  readonly load: Load;
  readonly ours: RuleSet;
  readonly sloth: RuleSet;
  readonly windows: readonly Duration[];
  readonly say: (what: string) => void;
}

/** Makes the data, has the rules record the past that they read, and evaluates them, all in a folder that is removed at the end. */
export async function compare({ load, ours, sloth, windows, say }: Compare): Promise<Comparison> {
  const place = scratch(`bench-slo-${load.name}`);
  try {
    const database = join(place.folder, 'database');
    const promtool = await tool('promtool');
    const saying = (what: string): void => say(`${load.name}: ${what}`);
    mkdirSync(database);
    saying('writing the raw counters');
    const raw = await makeRawData({ load, windows, promtool, scratch: place.folder, data: dataFolder(database) });
    for (const set of [ours, sloth]) {
      await backfill(set, { promtool, database, scratch: place.folder, say: saying });
    }
    saying('evaluating all rules');
    const opened = await openDatabase(database);
    try {
      return { load, ...raw, ours: await measure(ours, opened), sloth: await measure(sloth, opened) };
    } finally {
      await opened.stop();
    }
  } finally {
    place.remove();
  }
}
