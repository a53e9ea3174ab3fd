import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { changed, startArguments, type Changes } from '../harness/configuration';
import { fetchJson } from '../harness/http';
import { freePorts, LOOPBACK } from '../harness/ports';
import { start } from '../harness/program';
import { objectOf, type KubeObject } from '../harness/rendered';
import { restartable, type Restartable } from '../harness/restartable';
import { tool } from '../harness/tools';
import { placeRules, type Telling } from './loki-rules';

/** A Loki that runs, and where it answers. */
export interface Loki extends Restartable {
  readonly url: string;
}

/**
 * The Loki of an environment that has one of it, on loopback.
 * @param folder for its configuration, rules and data @param telling whom its rules tell, by default nobody
 * @param sooner settings under which happens now what otherwise would in hours
 */
export async function startLoki(
  objects: readonly KubeObject[],
  folder: string,
  telling: Telling = {},
  sooner: Partial<Pick<Changes, 'replaced' | 'added'>> = {},
): Promise<Loki> {
  const [http, grpc] = await freePorts(2);
  const url = `http://${LOOPBACK}:${http ?? 0}`;
  const configuration = changed(objectOf(objects, 'ConfigMap', 'loki').data?.['loki.yaml'] ?? '', {
    replaced: {
      'server.http_listen_port': http,
      'server.grpc_listen_port': grpc,
      ...placeRules(objects, join(folder, 'rules'), telling),
      ...sooner.replaced,
    },
    added: { 'server.http_listen_address': LOOPBACK, 'server.grpc_listen_address': LOOPBACK, ...sooner.added },
    moved: { from: '/loki', to: join(folder, 'data') },
  });
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'loki.yaml');
  writeFileSync(file, configuration);
  const path = await tool('loki');
  const args = startArguments(objectOf(objects, 'StatefulSet', 'loki'), 'loki', file);
  // Stopped in order it writes its index, which takes longer than most programs need.
  const program = await restartable(() => start({ path, args, ready: `${url}/ready`, graceSeconds: 60 }));
  return { ...program, url };
}

interface Answer {
  readonly data: {
    readonly result: readonly {
      readonly stream: Readonly<Record<string, string>>;
      readonly values: readonly (readonly [string, string])[];
    }[];
  };
}

/** A line that is stored, and when it was written, in nanoseconds. */
export interface Stored {
  readonly at: bigint;
  readonly line: string;
}

/** Loki gives no more at once (`max_entries_limit_per_query`). */
const PAGE = 5000;

/** All lines that a query finds from a time on, the oldest first. Of lines of one nanosecond, no more than a page are found. */
export async function linesSince(url: string, query: string, since: bigint): Promise<readonly Stored[]> {
  const found: Stored[] = [];
  for (let start = since; ;) {
    const parameters = new URLSearchParams({
      query,
      start: `${start}`,
      // Somewhat later than now, which a clock that is ahead may have written.
      end: `${BigInt(Date.now() + 60_000) * 1_000_000n}`,
      limit: `${PAGE}`,
      direction: 'forward',
    });
    const { data } = (await fetchJson(`${url}/loki/api/v1/query_range?${parameters.toString()}`)) as Answer;
    const page = data.result
      .flatMap(({ values }) => values.map(([at, line]) => ({ at: BigInt(at), line })))
      .sort((a, b) => Number(a.at - b.at));
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return [...found, ...page];
    // The last nanosecond may have more: it is asked for again, with what follows.
    found.push(...page.filter(({ at }) => at < last.at));
    start = last.at;
  }
}

/** The streams that a query of the last hour finds, each with its lines. */
export async function lines(url: string, query: string) {
  const { data } = (await fetchJson(`${url}/loki/api/v1/query_range?query=${encodeURIComponent(query)}`)) as Answer;
  return data.result.map(({ stream, values }) => ({ stream, lines: values.map(([, line]) => line) }));
}
