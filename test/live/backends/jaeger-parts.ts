import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { changed, startArguments } from '../harness/configuration';
import { freePorts, LOOPBACK } from '../harness/ports';
import { start, type Running } from '../harness/program';
import { objectOf, type KubeObject } from '../harness/rendered';
import { tool } from '../harness/tools';
import { METRICS, NO_METRICS, pages, READER } from './jaeger';

/** A user and a password that nobody has. */
export const CREDENTIALS = { user: 'jaeger-test', password: 'not-a-secret' } as const;

export interface JaegerParts {
  readonly otlpGrpcPort: number;
  readonly query: string;
  stop(): Promise<void>;
}

const at = (port: number | undefined): string => `${LOOPBACK}:${port ?? 0}`;
const STORE = 'extensions.jaeger_storage.backends.opensearch.opensearch';

/**
 * The parts of Jaeger of an environment on loopback.
 * @param openSearch the URL of what plays OpenSearch, without TLS
 * @param prometheus the URL that it asks for metrics
 */
export async function startJaegerParts(
  objects: readonly KubeObject[],
  folder: string,
  openSearch: string,
  prometheus = NO_METRICS,
): Promise<JaegerParts> {
  const [otlpGrpc, health, metrics, http, grpc, queryHealth, queryMetrics] = await freePorts(7);
  const part = (name: string, ports: Ports, replaced: Readonly<Record<string, unknown>>) =>
    startPart({ objects, name, folder: join(folder, name), openSearch, ...ports, replaced });
  const collector = await part(
    'jaeger-collector',
    { health: health ?? 0, metrics: metrics ?? 0 },
    { 'receivers.otlp.protocols.grpc.endpoint': at(otlpGrpc) },
  );
  const query = await part(
    'jaeger-query',
    { health: queryHealth ?? 0, metrics: queryMetrics ?? 0 },
    {
      'extensions.jaeger_query.http.endpoint': at(http),
      'extensions.jaeger_query.grpc.endpoint': at(grpc),
      [METRICS]: prometheus,
      ...pages(objects, 'jaeger-query', join(folder, 'jaeger-query')),
    },
  );
  return {
    otlpGrpcPort: otlpGrpc ?? 0,
    query: `http://${at(http)}`,
    stop: async () => {
      await query.stop();
      await collector.stop();
    },
  };
}

interface Ports {
  readonly health: number;
  readonly metrics: number;
}

interface Part extends Ports {
  readonly objects: readonly KubeObject[];
  readonly name: string;
  readonly folder: string;
  readonly openSearch: string;
  readonly replaced: Readonly<Record<string, unknown>>;
}

async function startPart(part: Part): Promise<Running> {
  const { objects, name, folder, openSearch } = part;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'password'), CREDENTIALS.password);
  writeFileSync(join(folder, 'ca.crt'), rootCertificates[0] ?? '');
  const file = join(folder, 'jaeger.yaml');
  const configuration = changed(objectOf(objects, 'ConfigMap', name).data?.['jaeger.yaml'] ?? '', {
    replaced: {
      ...part.replaced,
      [`${STORE}.server_urls`]: [openSearch],
      'extensions.healthcheckv2.http.endpoint': at(part.health),
      [`${READER}.host`]: LOOPBACK,
      [`${READER}.port`]: part.metrics,
    },
    moved: { from: '/etc/opensearch', to: folder },
  });
  writeFileSync(file, configuration);
  return start({
    path: await tool('jaeger'),
    args: startArguments(objectOf(objects, 'Deployment', name), name, file),
    ready: `http://${at(part.health)}/status`,
    env: { ...process.env, OPENSEARCH_USERNAME: CREDENTIALS.user },
  });
}
