import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { changed, startArguments } from '../harness/configuration';
import { freePorts, LOOPBACK } from '../harness/ports';
import { start } from '../harness/program';
import { objectOf, type KubeObject } from '../harness/rendered';
import { restartable, type Restartable } from '../harness/restartable';
import { tool } from '../harness/tools';

/** A Jaeger that runs, and where it answers. */
export interface Jaeger extends Restartable {
  readonly otlpHttp: string;
  readonly otlpGrpcPort: number;
  readonly query: string;
}

const at = (port: number | undefined): string => `${LOOPBACK}:${port ?? 0}`;

/** Where any Jaeger has its metrics. */
export const READER = 'service.telemetry.metrics.readers.0.pull.exporter.prometheus';

/** Where any Jaeger with pages asks for metrics, and where the configuration of its pages is. */
export const METRICS = 'extensions.jaeger_storage.metric_backends.prometheus.prometheus.endpoint';
const PAGES = 'extensions.jaeger_query.ui.config_file';

/** Nobody listens there. */
export const NO_METRICS = `http://${LOOPBACK}:9`;

/** Puts the configuration of the pages of a Jaeger beside its own, and says where it is. */
export function pages(objects: readonly KubeObject[], name: string, folder: string): Readonly<Record<string, string>> {
  const file = join(folder, 'ui.json');
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, objectOf(objects, 'ConfigMap', name).data?.['ui.json'] ?? '');
  return { [PAGES]: file };
}

/**
 * The Jaeger of an environment that has one of it, on loopback.
 * @param folder for its configuration and data
 * @param prometheus the URL that it asks for metrics
 */
export async function startJaeger(
  objects: readonly KubeObject[],
  folder: string,
  prometheus = NO_METRICS,
): Promise<Jaeger> {
  const [http, grpc, otlpHttp, otlpGrpc, health, metrics] = await freePorts(6);
  const configuration = changed(objectOf(objects, 'ConfigMap', 'jaeger').data?.['jaeger.yaml'] ?? '', {
    replaced: {
      'extensions.jaeger_query.http.endpoint': at(http),
      'extensions.healthcheckv2.http.endpoint': at(health),
      'receivers.otlp.protocols.http.endpoint': at(otlpHttp),
      'receivers.otlp.protocols.grpc.endpoint': at(otlpGrpc),
      'extensions.jaeger_query.grpc.endpoint': at(grpc),
      [METRICS]: prometheus,
      ...pages(objects, 'jaeger', folder),
      [`${READER}.host`]: LOOPBACK,
      [`${READER}.port`]: metrics,
    },
    moved: { from: '/badger', to: join(folder, 'data') },
  });
  const file = join(folder, 'jaeger.yaml');
  writeFileSync(file, configuration);
  const path = await tool('jaeger');
  const program = await restartable(() =>
    start({
      path,
      args: startArguments(objectOf(objects, 'Deployment', 'jaeger'), 'jaeger', file),
      ready: `http://${at(health)}/status`,
    }),
  );
  return {
    ...program,
    otlpHttp: `http://${at(otlpHttp)}`,
    otlpGrpcPort: otlpGrpc ?? 0,
    query: `http://${at(http)}`,
  };
}
