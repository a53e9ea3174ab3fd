import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { changed } from '../harness/configuration';
import { freePorts, LOOPBACK } from '../harness/ports';
import type { KubeObject } from '../harness/rendered';
import type { Restartable } from '../harness/restartable';
import { startGateway, type Gateway } from './gateway';
import { configurationOf, listening, placesOn, startTier, type Place, type Tier } from './tier';

export interface Sampler extends Tier {
  readonly address: string;
  /** Where it has what it counted of the spans. */
  readonly spanMetrics: string;
}

export interface Collectors {
  /** Where the agent takes OTLP over HTTP. */
  readonly otlpHttp: string;
  /** The folder in which the agent looks for the logs of containers. */
  readonly logs: string;
  /** Where each tier has its own metrics. */
  readonly metrics: readonly string[];
  /** Where the first sampler has what it counted of the spans. */
  readonly spanMetrics: string;
  readonly agent: Tier;
  readonly gateway: Gateway;
  readonly samplers: readonly [Sampler, ...Sampler[]];
  stop(): Promise<void>;
}

export interface CollectorsProps {
  readonly objects: readonly KubeObject[];
  readonly folder: string;
  readonly jaegerOtlpGrpcPort: number;
  readonly lokiUrl: string;
  /** How many samplers, each with an address of its own. Default: 1. */
  readonly samplers?: number;
}

/**
 * Agent, gateway and samplers of an environment on loopback, each sending to the next as rendered; what differs is where they
 * listen and who is next, and that the agent asks no Kubernetes API which pod a line is from.
 */
export async function startCollectors(props: CollectorsProps): Promise<Collectors> {
  const { objects, folder, samplers: count = 1 } = props;
  const [otlpHttp = 0, spans = 0, ...ports] = await freePorts(2 + 3 * 3);
  const [place, gatewayPlace, samplerPlace] = placesOn(ports) as [Place, Place, Place];
  const logs = join(folder, 'logs');
  mkdirSync(logs, { recursive: true });
  const running: Restartable[] = [];
  const kept = <T extends Restartable>(program: T): T => {
    running.unshift(program);
    return program;
  };
  const stop = async (): Promise<void> => {
    for (const program of running) await program.stop();
  };
  try {
    const start = async (i: number): Promise<Sampler> => {
      const own = { ...samplerPlace, address: `127.0.0.${i + 1}` };
      return kept(await startSampler(props, join(folder, `sampler-${i}`), own, spans));
    };
    const samplers: [Sampler, ...Sampler[]] = [await start(0)];
    for (let i = 1; i < count; i++) samplers.push(await start(i));
    const gateway = kept(
      await startGateway({
        objects,
        folder: join(folder, 'gateway'),
        place: gatewayPlace,
        addresses: samplers.map(({ address }) => address),
        port: samplerPlace.otlp,
      }),
    );
    const agent = kept(await startAgent(props, { place, otlpHttp, logs, gateway: gatewayPlace.otlp }));
    return {
      otlpHttp: `http://${LOOPBACK}:${otlpHttp}`,
      logs,
      metrics: [agent, gateway, ...samplers].map(({ metrics }) => metrics),
      spanMetrics: samplers[0].spanMetrics,
      agent,
      gateway,
      samplers,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startSampler(
  { objects, jaegerOtlpGrpcPort }: CollectorsProps,
  folder: string,
  place: Place,
  spans: number,
): Promise<Sampler> {
  const { address } = place;
  const name = 'collector-sampler';
  const state = join(folder, 'state');
  mkdirSync(state, { recursive: true });
  const configuration = changed(configurationOf(objects, name), {
    replaced: {
      ...listening(place),
      'exporters.otlp_grpc/jaeger.endpoint': `${LOOPBACK}:${jaegerOtlpGrpcPort}`,
      'exporters.prometheus/spans.endpoint': `${address}:${spans}`,
    },
    moved: { from: '/var/lib/otelcol', to: state },
  });
  const tier = await startTier({ objects, kind: 'StatefulSet', name, place, folder, configuration });
  return { ...tier, address, spanMetrics: `http://${address}:${spans}/metrics` };
}

interface AgentOn {
  readonly place: Place;
  readonly otlpHttp: number;
  readonly logs: string;
  /** The gateway's port. */
  readonly gateway: number;
}

function startAgent({ objects, folder, lokiUrl }: CollectorsProps, on: AgentOn): Promise<Tier> {
  const name = 'collector-agent';
  const state = join(folder, 'agent', 'state');
  mkdirSync(state, { recursive: true });
  const moved = changed(configurationOf(objects, name), {
    replaced: {
      ...listening(on.place),
      'receivers.otlp.protocols.http.endpoint': `${LOOPBACK}:${on.otlpHttp}`,
      'exporters.otlp_grpc/gateway.endpoint': `${LOOPBACK}:${on.gateway}`,
      'exporters.otlp_http/loki.endpoint': `${lokiUrl}/otlp`,
    },
    added: { 'processors.k8s_attributes.passthrough': true },
    moved: { from: '/var/lib/probecard/collector-agent', to: state },
  });
  const configuration = changed(moved, { replaced: {}, moved: { from: '/var/log/pods', to: on.logs } });
  return startTier({
    objects,
    kind: 'DaemonSet',
    name,
    place: on.place,
    folder: join(folder, 'agent'),
    configuration,
  });
}
