import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump, load } from 'js-yaml';
import type { GatewayFile } from '../../fixtures/collector-files';
import type { KubeObject } from '../harness/rendered';
import { configurationOf, startTier, type Place, type Tier } from './tier';

export interface Gateway extends Tier {
  /** Where the name of the samplers leads from now on, where there are several; the gateway sees it within ten seconds. */
  lead(addresses: readonly string[]): void;
}

export interface GatewayProps {
  readonly objects: readonly KubeObject[];
  readonly folder: string;
  readonly place: Place;
  /** Of the samplers. They have one port. */
  readonly addresses: readonly string[];
  readonly port: number;
}

const NAME = 'collector-gateway';
const SAMPLERS = 'samplers';

/**
 * The gateway of an environment. It finds one sampler by its address; several by a name that stands in a file of hosts, which it
 * alone has in the place of this machine's: util-linux mounts it in a namespace of its own, for which nobody needs to be root.
 */
export async function startGateway({ objects, folder, place, addresses, port }: GatewayProps): Promise<Gateway> {
  const hosts = join(folder, '..', 'hosts');
  const lead = (to: readonly string[]): void => {
    writeFileSync(hosts, to.map((address) => `${address} ${SAMPLERS}\n`).join(''));
  };
  lead(addresses);
  const [only = '', ...others] = addresses;
  const hostname = others.length === 0 ? only : SAMPLERS;
  const tier = await startTier({
    objects,
    kind: 'Deployment',
    name: NAME,
    place,
    folder,
    configuration: configurationOn(configurationOf(objects, NAME), place, { hostname, port: String(port) }),
    ...(others.length > 0 && { within: withHosts(hosts) }),
  });
  return { ...tier, lead };
}

const withHosts = (file: string): readonly [string, ...string[]] => [
  '/usr/bin/unshare',
  '--map-root-user',
  '--mount',
  '/bin/sh',
  '-c',
  'mount --bind "$0" /etc/hosts && exec "$@"',
  file,
];

/** It keeps nothing in a folder, so that only values differ. */
function configurationOn(text: string, place: Place, samplers: Readonly<Record<'hostname' | 'port', string>>): string {
  const { address, otlp, health, metrics } = place;
  const config = load(text) as GatewayFile;
  const { load_balancing: balancing } = config.exporters;
  const { grpc } = config.receivers.otlp.protocols;
  const [reader] = config.service.telemetry.metrics.readers;
  const prometheus = { ...reader?.pull.exporter.prometheus, host: address, port: metrics };
  return dump({
    ...config,
    extensions: { health_check: { ...config.extensions.health_check, endpoint: `${address}:${health}` } },
    receivers: { otlp: { protocols: { grpc: { ...grpc, endpoint: `${address}:${otlp}` } } } },
    exporters: {
      load_balancing: {
        ...balancing,
        resolver: { dns: { ...balancing.resolver.dns, ...samplers } },
      },
    },
    service: {
      ...config.service,
      telemetry: {
        ...config.service.telemetry,
        metrics: { ...config.service.telemetry.metrics, readers: [{ pull: { exporter: { prometheus } } }] },
      },
    },
  });
}
