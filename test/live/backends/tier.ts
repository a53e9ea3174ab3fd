import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NODE_VARIABLE } from '../../../constructs/collector/agent-config';
import { startArguments } from '../harness/configuration';
import { LOOPBACK } from '../harness/ports';
import { start } from '../harness/program';
import { objectOf, type KubeObject } from '../harness/rendered';
import { restartable, type Restartable } from '../harness/restartable';
import { tool } from '../harness/tools';
import { READER } from './jaeger';

/** Where a collector listens. */
export interface Place {
  /** An address of this machine. */
  readonly address: string;
  readonly otlp: number;
  readonly health: number;
  readonly metrics: number;
}

/** A collector that runs. */
export interface Tier extends Restartable {
  /** Where it has its own metrics. */
  readonly metrics: string;
}

export interface TierProps {
  readonly objects: readonly KubeObject[];
  readonly kind: 'DaemonSet' | 'Deployment' | 'StatefulSet';
  readonly name: string;
  readonly place: Place;
  /** For its configuration. */
  readonly folder: string;
  /** The text of its configuration. */
  readonly configuration: string;
  /** A program that starts it, and what that is told before. Default: none does. */
  readonly within?: readonly [string, ...string[]];
}

/** Kubernetes gives them a minute; here they have less to pass on. */
const GRACE_SECONDS = 30;

/** The text of a tier's configuration, as rendered. */
export const configurationOf = (objects: readonly KubeObject[], name: string): string =>
  objectOf(objects, 'ConfigMap', name).data?.['collector.yaml'] ?? '';

/** What differs in the configuration of any tier where it listens here. */
export const listening = ({ address, otlp, health, metrics }: Place) => ({
  'receivers.otlp.protocols.grpc.endpoint': `${address}:${otlp}`,
  'extensions.health_check.endpoint': `${address}:${health}`,
  [`${READER}.host`]: address,
  [`${READER}.port`]: metrics,
});

export async function startTier(props: TierProps): Promise<Tier> {
  const { objects, kind, name, place, folder, configuration, within = [] } = props;
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'collector.yaml');
  writeFileSync(file, configuration);
  const args = startArguments(objectOf(objects, kind, name), name, file);
  const [path, ...rest] = [...within, await tool('otelcol'), ...args] as [string, ...string[]];
  const program = await restartable(() =>
    start({
      path,
      args: rest,
      ready: `http://${place.address}:${place.health}/`,
      env: { ...process.env, [NODE_VARIABLE]: 'node-1' },
      graceSeconds: GRACE_SECONDS,
    }),
  );
  return { ...program, metrics: `http://${place.address}:${place.metrics}/metrics` };
}

/** Places for collectors that differ in more than their addresses. @param ports three for each */
export const placesOn = (ports: readonly number[]): readonly Place[] =>
  Array.from({ length: ports.length / 3 }, (_, i) => ({
    address: LOOPBACK,
    otlp: ports[3 * i] ?? 0,
    health: ports[3 * i + 1] ?? 0,
    metrics: ports[3 * i + 2] ?? 0,
  }));
