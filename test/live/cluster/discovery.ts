import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { fetchJson } from '../harness/http';
import { freePorts, LOOPBACK } from '../harness/ports';
import { start } from '../harness/program';
import { tool } from '../harness/tools';
import type { Configuration } from './prometheus-config';
import { compared, type Expected } from './targets';

/** A real Prometheus that discovers, and does nothing else. */
export interface Discovery {
  /** The last lines of its log. */
  log(): string;
  targets(): Promise<readonly Expected[]>;
  /** Where it would send alerts. */
  alertmanagers(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

interface TargetsData {
  readonly data: {
    readonly activeTargets: readonly {
      readonly scrapePool: string;
      readonly labels: Readonly<Record<string, string>>;
    }[];
  };
}

interface AlertmanagersData {
  readonly data: { readonly activeAlertmanagers: readonly { readonly url: string }[] };
}

export async function startDiscovery(configuration: Configuration, folder: string): Promise<Discovery> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'discovery.yaml');
  writeFileSync(file, dump(configuration, { lineWidth: -1, noRefs: true }));
  const [port = 0] = await freePorts(1);
  const url = `http://${LOOPBACK}:${port}`;
  const running = await start({
    path: await tool('prometheus'),
    args: [
      `--config.file=${file}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=${LOOPBACK}:${port}`,
    ],
    ready: `${url}/-/ready`,
  });
  return {
    targets: async () => {
      const { data } = (await fetchJson(`${url}/api/v1/targets?state=active`)) as TargetsData;
      return data.activeTargets.map(({ scrapePool, labels }) => ({ pool: scrapePool, labels: compared(labels) }));
    },
    alertmanagers: async () => {
      const { data } = (await fetchJson(`${url}/api/v1/alertmanagers`)) as AlertmanagersData;
      return data.activeAlertmanagers.map((alertmanager) => alertmanager.url);
    },
    log: () => running.log(),
    stop: () => running.stop(),
  };
}
