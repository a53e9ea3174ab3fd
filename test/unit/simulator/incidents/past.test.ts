import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gauge } from '../../../../promql';
import { gaugeOf } from '../../../../simulator/series';
import { targetOf } from '../../../../simulator/target';
import type { RuleFile } from '../../../live/harness/rendered';
import { pastOf } from '../../../live/incidents/past';
import { DATA, type leavePast } from '../../../live/incidents/replay';

const heat = gauge('heat', { unit: 'ratio', help: 'Heat.' });
const TARGETS = [
  targetOf(
    { job: 'oven', namespace: 'kitchen', port: 'metrics', interval: '15s' },
    { pod: 'oven-0', series: [gaugeOf(heat, {}, () => 1)] },
  ),
];
const FILES: readonly RuleFile[] = [{ name: 'oven', groups: [] }];
const HOUR = 3600;

type Leave = typeof leavePast;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'past-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** What is left of a past, as if it had been replayed: each time another block, beside what is not yet in one. */
async function past(now: () => number) {
  const asked: { readonly rules: readonly string[]; readonly interval: number; readonly stretch: object }[] = [];
  const leave: Leave = (place, files, targets, stretch) => {
    asked.push({ rules: files.map(({ name }) => name), interval: targets[0]?.interval ?? NaN, stretch });
    for (const part of ['chunks_head', `block-${asked.length}`]) {
      mkdirSync(join(place, DATA, part), { recursive: true });
      writeFileSync(join(place, DATA, part, `of-${asked.length}`), '');
    }
    return Promise.resolve({ changes: [], failures: [], samples: 0, series: 0, evaluations: 0 });
  };
  const place = await pastOf(folder, FILES, TARGETS, { seed: 7, now }, leave);
  return { asked, place };
}

describe('the past of a Prometheus', () => {
  it('is fourteen hours, scraped every minute and recorded by the rules, up to now', async () => {
    const { asked } = await past(() => 20 * HOUR);
    expect(asked[0]).toEqual({
      rules: ['oven'],
      interval: 60,
      stretch: { seed: 7, from: 6 * HOUR, recorded: 6 * HOUR, judged: 20 * HOUR, to: 20 * HOUR },
    });
  });

  it('goes on, without rules and as often as targets are scraped, for as long as it took to make', async () => {
    const moments = [20 * HOUR, 20 * HOUR + 90];
    const { asked } = await past(() => moments.shift() ?? NaN);
    expect(asked).toHaveLength(2);
    expect(asked[1]).toEqual({
      rules: [],
      interval: 15,
      stretch: { seed: 7, from: 20 * HOUR, judged: 20 * HOUR, to: 20 * HOUR + 90 },
    });
  });

  it('is one database with the blocks of both, and of what is in no block only its own', async () => {
    const { place } = await past(() => 20 * HOUR);
    expect(readdirSync(place).sort()).toEqual(['block-1', 'block-2', 'chunks_head']);
    expect(readdirSync(join(place, 'chunks_head'))).toEqual(['of-1']);
  });
});
