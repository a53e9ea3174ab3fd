import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { fetchJson } from '../../live/harness/http';
import { freePorts, LOOPBACK } from '../../live/harness/ports';
import { start } from '../../live/harness/program';
import { tool } from '../../live/harness/tools';

/** What a real Prometheus says of one evaluation of an expression. */
export interface Evaluation {
  /** The result's values. */
  readonly values: readonly number[];
  /** Samples that were read for it. */
  readonly samples: number;
  readonly seconds: number;
}

/** A real Prometheus that only answers: it scrapes nothing, and evaluates no rules by itself. */
export interface Database {
  readonly url: string;
  readonly evaluate: (expr: string, time: number) => Promise<Evaluation>;
  readonly stop: () => Promise<void>;
}

/** Data of a month and some days, and no compaction: it would compete with what is measured. */
const RETENTION = '60d';
const BLOCKS = [
  '--storage.tsdb.min-block-duration=2h',
  '--storage.tsdb.max-block-duration=2h',
  '--no-storage.tsdb.allow-overlapping-compaction',
];
/** How many a query may hold in memory at once; what a rule reads in all is not limited. */
const MAX_SAMPLES = 500_000_000;

/** Starts a Prometheus on a folder with blocks. It knows the blocks that are there now. */
export async function openDatabase(folder: string): Promise<Database> {
  const [port = 0] = await freePorts(1);
  const url = `http://${LOOPBACK}:${port}`;
  const configuration = join(folder, 'prometheus.yaml');
  mkdirSync(folder, { recursive: true });
  writeFileSync(configuration, dump({ storage: { tsdb: { retention: { time: RETENTION } } } }));
  const running = await start({
    path: await tool('prometheus'),
    args: [
      `--config.file=${configuration}`,
      `--storage.tsdb.path=${dataFolder(folder)}`,
      ...BLOCKS,
      `--query.max-samples=${MAX_SAMPLES}`,
      `--web.listen-address=${LOOPBACK}:${port}`,
    ],
    ready: `${url}/-/ready`,
  });
  return { url, evaluate: (expr, time) => evaluate(url, expr, time), stop: () => running.stop() };
}

/** Where the blocks of a database lie. */
export const dataFolder = (folder: string): string => join(folder, 'data');

interface Response {
  readonly data: {
    readonly resultType: string;
    readonly result: unknown;
    readonly stats: {
      readonly timings: { readonly evalTotalTime: number };
      readonly samples: { readonly totalQueryableSamples: number };
    };
  };
}

async function evaluate(url: string, query: string, time: number): Promise<Evaluation> {
  const body = new URLSearchParams({ query, time: String(time / 1000), stats: 'all' });
  const { data } = (await fetchJson(`${url}/api/v1/query`, { method: 'POST', body })) as Response;
  if (data.resultType !== 'vector') throw new Error(`${query} yields a ${data.resultType}, not a vector`);
  return {
    values: (data.result as readonly { readonly value: readonly [number, string] }[]).map(({ value }) =>
      Number(value[1].replace('Inf', 'Infinity')),
    ),
    samples: data.stats.samples.totalQueryableSamples,
    seconds: data.stats.timings.evalTotalTime,
  };
}
