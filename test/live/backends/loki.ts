import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { changed, startArguments } from '../harness/configuration';
import { fetchJson } from '../harness/http';
import { freePorts, LOOPBACK } from '../harness/ports';
import { start, type Running } from '../harness/program';
import { objectOf, type KubeObject } from '../harness/rendered';
import { tool } from '../harness/tools';
import { placeRules, type Telling } from './loki-rules';

/** A Loki that runs, and where it answers. */
export interface Loki extends Running {
  readonly url: string;
}

/**
 * The Loki of an environment that has one of it, on loopback.
 * @param folder for its configuration, rules and data @param telling whom its rules tell, by default nobody
 */
export async function startLoki(objects: readonly KubeObject[], folder: string, telling: Telling = {}): Promise<Loki> {
  const [http, grpc] = await freePorts(2);
  const url = `http://${LOOPBACK}:${http ?? 0}`;
  const configuration = changed(objectOf(objects, 'ConfigMap', 'loki').data?.['loki.yaml'] ?? '', {
    replaced: {
      'server.http_listen_port': http,
      'server.grpc_listen_port': grpc,
      ...placeRules(objects, join(folder, 'rules'), telling),
    },
    added: { 'server.http_listen_address': LOOPBACK, 'server.grpc_listen_address': LOOPBACK },
    moved: { from: '/loki', to: join(folder, 'data') },
  });
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'loki.yaml');
  writeFileSync(file, configuration);
  const running = await start({
    path: await tool('loki'),
    args: startArguments(objectOf(objects, 'StatefulSet', 'loki'), 'loki', file),
    ready: `${url}/ready`,
  });
  return { ...running, url };
}

interface Answer {
  readonly data: {
    readonly result: readonly {
      readonly stream: Readonly<Record<string, string>>;
      readonly values: readonly (readonly [string, string])[];
    }[];
  };
}

/** The streams that a query of the last hour finds, each with its lines. */
export async function lines(url: string, query: string) {
  const { data } = (await fetchJson(`${url}/loki/api/v1/query_range?query=${encodeURIComponent(query)}`)) as Answer;
  return data.result.map(({ stream, values }) => ({ stream, lines: values.map(([, line]) => line) }));
}
