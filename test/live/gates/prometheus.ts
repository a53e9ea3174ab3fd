import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { succeeds } from '../harness/command';
import { freePorts, LOOPBACK } from '../harness/ports';
import { start } from '../harness/program';
import { tool } from '../harness/tools';
import type { Served } from './server';

/** Budgets by the id of their objective: the level of each oven's state, and how many minutes ago it was written. */
const BUDGETS = {
  healthy: { levels: [0, 0], minutesAgo: 1 },
  'at-risk': { levels: [1, 0], minutesAgo: 1 },
  deferring: { levels: [0, 2], minutesAgo: 1 },
  exhausted: { levels: [3, 0], minutesAgo: 1 },
  'about-to-be-written': { levels: [3, 3], minutesAgo: 6 },
  'no-longer-written': { levels: [3, 3], minutesAgo: 12 },
  'out-of-range': { levels: [4, 0], minutesAgo: 1 },
} as const;

/** A Prometheus whose series are {@link BUDGETS}, written when they say. */
export async function prometheusWith(folder: string, promtool: string): Promise<Served> {
  const [series, data, configuration] = ['series', 'data', 'prometheus.yaml'].map((name) => join(folder, name));
  if (!series || !data || !configuration) throw new Error('no paths');
  writeFileSync(series, openMetrics(Date.now() / 1000));
  writeFileSync(configuration, '{}');
  await succeeds(promtool, ['tsdb', 'create-blocks-from', 'openmetrics', series, data]);
  const [port = 0] = await freePorts(1);
  const url = `http://${LOOPBACK}:${port}`;
  const running = await start({
    path: await tool('prometheus'),
    args: [`--config.file=${configuration}`, `--storage.tsdb.path=${data}`, `--web.listen-address=${LOOPBACK}:${port}`],
    ready: `${url}/-/ready`,
  });
  return { url, stop: () => running.stop() };
}

function openMetrics(now: number): string {
  const lines = Object.entries(BUDGETS).flatMap(([id, { levels, minutesAgo }]) =>
    levels.map(
      (level, i) =>
        `slo:error_budget_state:level{sloth_id="kiln-${id}",sloth_service="kiln",sloth_slo="${id}",team="bakers",workload="kiln",oven="${i}"} ${level} ${now - minutesAgo * 60}`,
    ),
  );
  return `${lines.join('\n')}\n# EOF\n`;
}
