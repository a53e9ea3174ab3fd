import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished, succeeds, type Finished } from '../harness/command';
import { fetchJson } from '../harness/http';
import { freePorts, LOOPBACK } from '../harness/ports';
import { start } from '../harness/program';
import { tool } from '../harness/tools';

/** A Prometheus with a past, and a machine from which `kubectl` reaches its volume. */
export interface Replica {
  readonly url: string;
  /** The values at a time, in seconds since 1970. */
  readonly at: (time: number, expr: string) => Promise<readonly number[]>;
  /** Runs a script of commands for the pod. */
  readonly run: (script: string) => Promise<Finished>;
  readonly stop: () => Promise<void>;
}

/** As far as the scripts use it: runs the last argument where the pod's volume is. */
const KUBECTL = `#!/bin/sh
case "$*" in
  '-n observability exec -i prometheus-main-0 -c prometheus -- sh -c '*) ;;
  *) echo "kubectl $*: not expected" >&2; exit 1 ;;
esac
for command; do :; done
exec sh -c "$(printf %s "$command" | sed "s#/prometheus#$VOLUME#g")"
`;

/** A pause between two looks only takes time. */
const SLEEP = `#!/bin/sh
exec /bin/sleep 0.2
`;

/** @param past in the text format OpenMetrics */
export async function replicaWith(folder: string, past: string): Promise<Replica> {
  const place = (name: string): string => join(folder, name);
  const [bin, data] = [place('bin'), place('data')];
  const promtool = await tool('promtool');
  writeFileSync(place('past'), past);
  writeFileSync(place('prometheus.yaml'), '{}');
  await succeeds(promtool, ['tsdb', 'create-blocks-from', '--quiet', 'openmetrics', place('past'), data]);
  mkdirSync(bin);
  symlinkSync(promtool, join(bin, 'promtool'));
  for (const [name, text] of Object.entries({ kubectl: KUBECTL, sleep: SLEEP })) {
    writeFileSync(join(bin, name), text);
    chmodSync(join(bin, name), 0o755);
  }
  const { url, stop } = await serve(place('prometheus.yaml'), data);
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH ?? ''}`, VOLUME: data };
  return {
    url,
    at: (time, expr) => valuesAt(url, time, expr),
    run: (script) => {
      writeFileSync(place('script'), script);
      return finished('sh', [place('script'), 'prometheus-main-0'], { cwd: folder, env });
    },
    stop,
  };
}

async function serve(configuration: string, data: string) {
  const [port = 0] = await freePorts(1);
  const url = `http://${LOOPBACK}:${port}`;
  const running = await start({
    path: await tool('prometheus'),
    args: [
      `--config.file=${configuration}`,
      `--storage.tsdb.path=${data}`,
      // As it looks for new blocks anyway, but not only once a minute.
      '--storage.tsdb.block-reload-interval=1s',
      `--web.listen-address=${LOOPBACK}:${port}`,
    ],
    ready: `${url}/-/ready`,
  });
  return { url, stop: () => running.stop() };
}

interface Response {
  readonly data: { readonly result: readonly { readonly value: readonly [number, string] }[] };
}

async function valuesAt(url: string, time: number, query: string): Promise<readonly number[]> {
  const body = new URLSearchParams({ query, time: String(time) });
  const { data } = (await fetchJson(`${url}/api/v1/query`, { method: 'POST', body })) as Response;
  return data.result.map(({ value }) => Number(value[1]));
}
