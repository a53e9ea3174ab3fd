import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { succeeds } from '../harness/command';
import { freePorts, LOOPBACK } from '../harness/ports';
import { start } from '../harness/program';
import { tool } from '../harness/tools';
import { startThanos, type ThanosProcess } from './program';

/** The name of the file by which Prometheus knows which blocks are uploaded. */
const SHIPPED = 'thanos.shipper.json';

export interface Replica {
  readonly sidecar: ThanosProcess;
  stop(): Promise<void>;
}

interface ReplicaProps {
  readonly folder: string;
  readonly externalLabels: Readonly<Record<string, string>>;
  /** What it has scraped before, in the text format OpenMetrics. */
  readonly past: string;
  /** The configuration of the bucket. */
  readonly bucket: string;
}

/**
 * A Prometheus with a sidecar. Their flags are those that the operator v0.93.1 gives them for a bucket
 * (pkg/prometheus/server/statefulset.go): the rendered resource has no arguments.
 */
export async function startReplica({ folder, externalLabels, past, bucket }: ReplicaProps): Promise<Replica> {
  mkdirSync(folder);
  const file = (name: string): string => join(folder, name);
  const [port = 0] = await freePorts(1);
  const url = `http://${LOOPBACK}:${port}`;
  writeFileSync(file('past'), past);
  writeFileSync(file('prometheus.yaml'), dump({ global: { external_labels: externalLabels } }));
  await succeeds(await tool('promtool'), [
    ...['tsdb', 'create-blocks-from', '--quiet', 'openmetrics', file('past'), file('data')],
  ]);
  const prometheus = await start({
    path: await tool('prometheus'),
    args: [
      `--config.file=${file('prometheus.yaml')}`,
      `--storage.tsdb.path=${file('data')}`,
      `--storage.tsdb.delay-compact-file.path=${join(file('data'), SHIPPED)}`,
      `--web.listen-address=${LOOPBACK}:${port}`,
    ],
    ready: `${url}/-/ready`,
  });
  const sidecar = await startThanos(
    [
      'sidecar',
      `--prometheus.url=${url}`,
      `--objstore.config-file=${bucket}`,
      `--tsdb.path=${file('data')}`,
      `--shipper.meta-file-name=${SHIPPED}`,
      '--shipper.ignore-unequal-block-size',
    ],
    {},
    { hasGrpc: true },
  );
  return {
    sidecar,
    stop: async () => {
      await sidecar.stop();
      await prometheus.stop();
    },
  };
}
