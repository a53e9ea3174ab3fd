import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dump } from 'js-yaml';
import { fetchText } from '../http';
import { freePorts, LOOPBACK } from '../ports';
import { start, type Running } from '../program';
import { restartable } from '../restartable';
import { tool } from '../tools';
import type { AlertmanagerFile } from './file';
import type { Local } from './local';

export interface Alertmanager {
  /** Where its API answers. */
  readonly url: string;
  readonly log: () => string;
  /** Ends it in good order: it writes down what it remembers. */
  readonly stop: () => Promise<void>;
  /** Ends it at once, as the loss of its node does. */
  readonly kill: () => Promise<void>;
  /** Starts it again on what it has stored and on the same ports; it must have ended. */
  readonly restart: () => Promise<void>;
  /** Gives it another configuration, of the same files, while it runs. */
  readonly reload: (config: AlertmanagerFile) => Promise<void>;
}

/** Its place among replicas. */
export interface Membership {
  /** By the order of their names, one waits for all before it to tell. */
  readonly name: string;
  readonly port: number;
  /** Where all listen, itself included. */
  readonly ports: readonly number[];
}

export interface Setup extends Local {
  /** For its configuration and what it stores. */
  readonly folder: string;
  /** How many times faster than the real one its own intervals are; that of the configuration is a matter of `scaled`. */
  readonly factor: number;
  /** By default it is alone. */
  readonly cluster?: Membership;
}

/** Starts the real program. It can be used, and is told of alerts, as soon as this resolves. */
export async function startAlertmanager({ config, files, folder, factor, cluster }: Setup): Promise<Alertmanager> {
  mkdirSync(folder, { recursive: true });
  const configFile = join(folder, 'alertmanager.yaml');
  for (const [file, text] of Object.entries({ ...files, [configFile]: dump(config) })) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const [port = 0] = await freePorts(1);
  const url = `http://${LOOPBACK}:${port}`;
  const path = await tool('alertmanager');
  const begin = (): Promise<Running> =>
    start({
      path,
      args: [
        `--config.file=${configFile}`,
        `--storage.path=${join(folder, 'data')}`,
        `--web.listen-address=${LOOPBACK}:${port}`,
        ...own(factor),
        ...membership(cluster, factor),
      ],
      ready: `${url}/-/ready`,
      keptLines: Infinity,
    });
  const program = await restartable(begin);
  return {
    url,
    ...program,
    reload: async (next) => {
      writeFileSync(configFile, dump(next));
      await fetchText(`${url}/-/reload`, { method: 'POST' });
    },
  };
}

const flag = (name: string, milliseconds: number, factor: number, least = 1): string =>
  `--${name}=${Math.max(least, Math.ceil(milliseconds / factor))}ms`;

/** Alertmanager's defaults: how often it writes down what it remembers, and forgets empty groups and alerts that are over. */
const own = (factor: number): readonly string[] => [
  flag('data.maintenance-interval', 15 * 60_000, factor, 1000),
  flag('dispatch.maintenance-interval', 30_000, factor),
  flag('alerts.gc-interval', 30 * 60_000, factor),
];

/**
 * Again its defaults, faster; but no faster than packets and processes of a busy machine are: a probe that is answered late is
 * taken for a death, and gossip that is sent later than a replica waits for the one before it makes a duplicate.
 */
function membership(cluster: Membership | undefined, factor: number): readonly string[] {
  if (!cluster) return ['--cluster.listen-address='];
  const { name, port, ports } = cluster;
  return [
    `--cluster.listen-address=${LOOPBACK}:${port}`,
    `--cluster.peer-name=${name}`,
    ...ports.filter((other) => other !== port).map((other) => `--cluster.peer=${LOOPBACK}:${other}`),
    flag('cluster.peer-timeout', 15_000, factor, 500),
    flag('cluster.settle-timeout', 60_000, factor, 5000),
    flag('cluster.gossip-interval', 200, factor, 20),
    flag('cluster.pushpull-interval', 60_000, factor, 1000),
    flag('cluster.probe-timeout', 500, factor, 100),
    flag('cluster.probe-interval', 1000, factor, 200),
    flag('cluster.reconnect-interval', 10_000, factor, 500),
  ];
}
