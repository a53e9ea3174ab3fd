import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump, load } from 'js-yaml';
import { NODE_VARIABLE } from '../../../constructs/collector/agent-config';
import type { GatewayFile } from '../../fixtures/collector-files';
import { changed, startArguments } from '../harness/configuration';
import { freePorts, LOOPBACK } from '../harness/ports';
import { start, type Running } from '../harness/program';
import { objectOf, type KubeObject } from '../harness/rendered';
import { tool } from '../harness/tools';
import { READER } from './jaeger';

export interface Collectors {
  /** Where the agent takes OTLP over HTTP. */
  readonly otlpHttp: string;
  /** The folder in which the agent looks for the logs of containers. */
  readonly logs: string;
  /** Where each tier has its own metrics. */
  readonly metrics: readonly string[];
  /** Where the sampler has what it counted of the spans. */
  readonly spanMetrics: string;
  stop(): Promise<void>;
}

export interface CollectorsProps {
  readonly objects: readonly KubeObject[];
  readonly folder: string;
  readonly jaegerOtlpGrpcPort: number;
  readonly lokiUrl: string;
}

interface Tier {
  readonly otlp: number;
  readonly health: number;
  readonly metrics: number;
}

const at = (port: number): string => `${LOOPBACK}:${port}`;

/**
 * Agent, gateway and sampler of an environment on loopback, each sending to the next as rendered; what differs is where they
 * listen and who is next, and that the agent asks no Kubernetes API which pod a line is from.
 */
export async function startCollectors(props: CollectorsProps): Promise<Collectors> {
  const { objects, folder } = props;
  const ports = await freePorts(11);
  const [agent, gateway, sampler] = [0, 3, 6].map((i) => ({
    otlp: ports[i] ?? 0,
    health: ports[i + 1] ?? 0,
    metrics: ports[i + 2] ?? 0,
  })) as [Tier, Tier, Tier];
  const [otlpHttp, spans] = [ports[9] ?? 0, ports[10] ?? 0];
  const logs = join(folder, 'logs');
  const configOf = (name: string): string => objectOf(objects, 'ConfigMap', name).data?.['collector.yaml'] ?? '';
  const running: Running[] = [];
  const run = async (kind: string, name: string, { health }: Tier, configuration: string): Promise<void> => {
    const home = join(folder, name);
    mkdirSync(join(home, 'state'), { recursive: true });
    const file = join(home, 'collector.yaml');
    writeFileSync(file, configuration);
    running.unshift(
      await start({
        path: await tool('otelcol'),
        args: startArguments(objectOf(objects, kind, name), name, file),
        ready: `http://${at(health)}/`,
        env: { ...process.env, [NODE_VARIABLE]: 'node-1' },
      }),
    );
  };
  const stop = async (): Promise<void> => {
    for (const program of running) await program.stop();
  };

  try {
    await run(
      'StatefulSet',
      'collector-sampler',
      sampler,
      changed(configOf('collector-sampler'), {
        replaced: {
          ...listening(sampler),
          'exporters.otlp_grpc/jaeger.endpoint': at(props.jaegerOtlpGrpcPort),
          'exporters.prometheus/spans.endpoint': at(spans),
        },
        moved: { from: '/var/lib/otelcol', to: join(folder, 'collector-sampler', 'state') },
      }),
    );
    await run('Deployment', 'collector-gateway', gateway, gatewayOn(configOf('collector-gateway'), gateway, sampler));
    const { from, to } = { from: '/var/log/pods', to: logs };
    mkdirSync(logs);
    const moved = changed(configOf('collector-agent'), {
      replaced: {
        ...listening(agent),
        'receivers.otlp.protocols.http.endpoint': at(otlpHttp),
        'exporters.otlp_grpc/gateway.endpoint': at(gateway.otlp),
        'exporters.otlp_http/loki.endpoint': `${props.lokiUrl}/otlp`,
      },
      added: { 'processors.k8s_attributes.passthrough': true },
      moved: { from: '/var/lib/probecard/collector-agent', to: join(folder, 'collector-agent', 'state') },
    });
    await run('DaemonSet', 'collector-agent', agent, changed(moved, { replaced: {}, moved: { from, to } }));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    otlpHttp: `http://${at(otlpHttp)}`,
    logs,
    metrics: [agent, gateway, sampler].map(({ metrics }) => `http://${at(metrics)}/metrics`),
    spanMetrics: `http://${at(spans)}/metrics`,
    stop,
  };
}

const listening = ({ otlp, health, metrics }: Tier) => ({
  'receivers.otlp.protocols.grpc.endpoint': at(otlp),
  'extensions.health_check.endpoint': at(health),
  [`${READER}.host`]: LOOPBACK,
  [`${READER}.port`]: metrics,
});

/** The gateway keeps nothing in a folder, so that only values differ; the name of the samplers is the address of loopback. */
function gatewayOn(text: string, { otlp, health, metrics }: Tier, sampler: Tier): string {
  const config = load(text) as GatewayFile;
  const { load_balancing: balancing } = config.exporters;
  const { grpc } = config.receivers.otlp.protocols;
  const [reader] = config.service.telemetry.metrics.readers;
  const prometheus = { ...reader?.pull.exporter.prometheus, host: LOOPBACK, port: metrics };
  return dump({
    ...config,
    extensions: { health_check: { ...config.extensions.health_check, endpoint: at(health) } },
    receivers: { otlp: { protocols: { grpc: { ...grpc, endpoint: at(otlp) } } } },
    exporters: {
      load_balancing: {
        ...balancing,
        resolver: { dns: { ...balancing.resolver.dns, hostname: LOOPBACK, port: String(sampler.otlp) } },
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
