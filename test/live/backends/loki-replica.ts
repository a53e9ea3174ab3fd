import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { changed, startArguments } from '../harness/configuration';
import { fetchText } from '../harness/http';
import { freePorts, LOOPBACK } from '../harness/ports';
import { start, type Running } from '../harness/program';
import { objectOf, type KubeObject } from '../harness/rendered';
import { tool } from '../harness/tools';
import { placeRules } from './loki-rules';

/** One of several Lokis. */
export interface Replica extends Running {
  readonly url: string;
  /** Ends it as the kernel does: it says goodbye to nobody. */
  kill(): void;
  /** The value of one of its own metrics, by its name and labels as they are exposed; undefined where it has no such series. */
  metric(series: string): Promise<number | undefined>;
}

/**
 * The replicas of Loki of an environment on loopback, which find each other as rendered. The bucket is played by a folder: only
 * the storage differs, and where each of them listens.
 */
export async function startReplicas(objects: readonly KubeObject[], folder: string): Promise<readonly Replica[]> {
  const statefulSet = objectOf(objects, 'StatefulSet', 'loki');
  const count = Number(statefulSet.spec?.replicas);
  const ports = await freePorts(3 * count);
  const gossips = ports.slice(2 * count);
  const common = {
    bucket: join(folder, 'bucket'),
    members: gossips.map((port) => `${LOOPBACK}:${port}`),
    config: objectOf(objects, 'ConfigMap', 'loki').data?.['loki.yaml'] ?? '',
    rules: placeRules(objects, join(folder, 'rules')),
  };
  return Promise.all(
    Array.from({ length: count }, async (_, i) => {
      const [http = 0, grpc = 0, gossip = 0] = [ports[i], ports[count + i], gossips[i]];
      const home = join(folder, `loki-${i}`);
      mkdirSync(home, { recursive: true });
      const file = join(home, 'loki.yaml');
      writeFileSync(file, replicaConfig({ ...common, home, name: `loki-${i}`, http, grpc, gossip }));
      return startReplica(home, startArguments(statefulSet, 'loki', file), `http://${LOOPBACK}:${http}`);
    }),
  );
}

interface Place {
  readonly config: string;
  /** What of the configuration differs for the rules. */
  readonly rules: Readonly<Record<string, unknown>>;
  readonly bucket: string;
  readonly members: readonly string[];
  readonly home: string;
  readonly name: string;
  readonly http: number;
  readonly grpc: number;
  readonly gossip: number;
}

const replicaConfig = ({ config, rules, bucket, members, home, name, http, grpc, gossip }: Place): string =>
  changed(config, {
    replaced: {
      'server.http_listen_port': http,
      'server.grpc_listen_port': grpc,
      'common.instance_addr': LOOPBACK,
      'common.storage': {
        filesystem: { chunks_directory: join(bucket, 'chunks') },
      },
      'memberlist.bind_port': gossip,
      'memberlist.join_members': members,
      'schema_config.configs.0.object_store': 'filesystem',
      'compactor.delete_request_store': 'filesystem',
      ...rules,
    },
    added: {
      'server.http_listen_address': LOOPBACK,
      'server.grpc_listen_address': LOOPBACK,
      // In a cluster, the name of the pod; here, all are on one host.
      'common.ring.instance_id': name,
      'memberlist.bind_addr': [LOOPBACK],
      'memberlist.advertise_port': gossip,
    },
    moved: { from: '/loki', to: join(home, 'data') },
  });

async function startReplica(home: string, args: readonly string[], url: string): Promise<Replica> {
  const processId = join(home, 'pid');
  const running = await start({
    path: '/bin/sh',
    args: ['-c', 'echo $$ > "$0"; exec "$@"', processId, await tool('loki'), ...args],
    ready: `${url}/ready`,
  });
  return {
    ...running,
    url,
    kill: () => void process.kill(Number(readFileSync(processId, 'utf8')), 'SIGKILL'),
    metric: async (series) => {
      const found = (await fetchText(`${url}/metrics`)).split('\n').find((line) => line.startsWith(`${series} `));
      return found === undefined ? undefined : Number(found.slice(series.length));
    },
  };
}
