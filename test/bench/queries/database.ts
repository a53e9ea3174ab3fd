import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dump } from 'js-yaml';
import { fetchJson, fetchText } from '../../live/harness/http';
import { freePorts, LOOPBACK } from '../../live/harness/ports';
import { start } from '../../live/harness/program';
import { objectOf, type KubeObject } from '../../live/harness/rendered';
import { tool } from '../../live/harness/tools';
import { END } from './clock';
import { computed } from './cpu';
import type { Question } from './questions';

/** What an answer took, in milliseconds. */
export interface Answer {
  /** From the question until the whole answer is there. */
  readonly milliseconds: number;
  /** What Prometheus computed meanwhile: on a machine that has nothing else to do, about the same. Undefined where nobody counts it. */
  readonly cpu: number | undefined;
}

/** What is known of an answer besides. */
export interface Looked {
  readonly series: number;
  /** Samples that were read for it. */
  readonly samples: number;
}

/** A real Prometheus on data that is there. */
export interface Database {
  readonly labelValues: (metric: string, label: string) => Promise<readonly string[]>;
  /** How many series have each value of a label. */
  readonly seriesBy: (label: string) => Promise<ReadonlyMap<string, number>>;
  /** @throws Error if Prometheus cannot answer */
  readonly look: (question: Question) => Promise<Looked>;
  readonly ask: (question: Question) => Promise<Answer>;
  readonly stop: () => Promise<void>;
}

interface Spec {
  readonly query: { readonly maxConcurrency: number; readonly maxSamples: number; readonly timeout: string };
  readonly enableFeatures?: readonly string[];
}

/** Nothing is compacted or deleted while it is measured; the blocks are as compaction would have left them. */
const AS_IT_IS = [
  '--storage.tsdb.min-block-duration=2h',
  '--storage.tsdb.max-block-duration=2h',
  '--no-storage.tsdb.allow-overlapping-compaction',
];
const RETENTION = '60d';

/** Starts a Prometheus with the limits of the rendered one. It scrapes nothing and evaluates no rules. */
export async function openDatabase(data: string, objects: readonly KubeObject[]): Promise<Database> {
  const { query, enableFeatures = [] } = objectOf(objects, 'Prometheus', 'main').spec as unknown as Spec;
  const [port = 0] = await freePorts(1);
  const url = `http://${LOOPBACK}:${port}`;
  mkdirSync(data, { recursive: true });
  const configuration = join(dirname(data), 'prometheus.yaml');
  writeFileSync(configuration, dump({ storage: { tsdb: { retention: { time: RETENTION } } } }));
  const running = await start({
    path: await tool('prometheus'),
    args: [
      `--config.file=${configuration}`,
      `--storage.tsdb.path=${data}`,
      `--web.listen-address=${LOOPBACK}:${port}`,
      `--query.max-concurrency=${query.maxConcurrency}`,
      `--query.max-samples=${query.maxSamples}`,
      `--query.timeout=${query.timeout}`,
      ...(enableFeatures.length > 0 ? [`--enable-feature=${enableFeatures.join(',')}`] : []),
      ...AS_IT_IS,
    ],
    ready: `${url}/-/ready`,
  });
  return { ...api(`${url}/api/v1`, () => computed(running.pid)), stop: () => running.stop() };
}

type Parameters = Readonly<Record<string, string>>;

interface QueryData {
  readonly result: readonly {
    readonly metric: Readonly<Record<string, string>>;
    readonly value?: readonly [number, string];
  }[];
  readonly stats?: { readonly samples: { readonly totalQueryableSamples: number } };
}

function api(url: string, cpu: () => number | undefined): Omit<Database, 'stop'> {
  const query = async (path: string, parameters: Parameters): Promise<QueryData> => {
    const body = new URLSearchParams(parameters);
    return ((await fetchJson(`${url}/${path}`, { method: 'POST', body })) as { readonly data: QueryData }).data;
  };
  return {
    labelValues: async (metric, label) => {
      const times = new URLSearchParams({ 'match[]': metric, start: String(END - 3600), end: String(END) });
      return ((await fetchJson(`${url}/label/${label}/values?${times.toString()}`)) as { readonly data: string[] })
        .data;
    },
    seriesBy: async (label) => {
      const { result } = await query('query', { query: `count by (${label}) ({${label}!=""})`, time: String(END) });
      return new Map(result.map(({ metric, value }) => [metric[label] ?? '', Number(value?.[1])]));
    },
    look: async (question) => {
      const { path, parameters } = requestOf(question);
      const { result, stats } = await query(path, { ...parameters, stats: '1' });
      return { series: result.length, samples: stats?.samples.totalQueryableSamples ?? NaN };
    },
    ask: async (question) => {
      const { path, parameters } = requestOf(question);
      const body = new URLSearchParams(parameters);
      const [begun, before] = [performance.now(), cpu()];
      await fetchText(`${url}/${path}`, { method: 'POST', body });
      const [ended, after] = [performance.now(), cpu()];
      return {
        milliseconds: ended - begun,
        cpu: before === undefined || after === undefined ? undefined : after - before,
      };
    },
  };
}

const requestOf = ({ query, instant, range }: Question): { readonly path: string; readonly parameters: Parameters } =>
  instant
    ? { path: 'query', parameters: { query, time: String(range.end) } }
    : {
        path: 'query_range',
        parameters: { query, start: String(range.start), end: String(range.end), step: String(range.step) },
      };
