import { SpanKind } from '@opentelemetry/api';
import { requestOf, type PathName, type Shares } from '../../../simulator/telemetry/request';
import { startSender, type Trace } from '../../../simulator/telemetry/sender';
import { SERVICES, type ServiceName } from '../../../simulator/telemetry/services';
import type { Attribute } from '../../../telemetry/attribute';
import { NAMESPACE_NAME, SERVICE_NAME, SPAN_ID, TRACE_ID } from '../../../telemetry/attributes';
import { postJson } from '../harness/http';

/** A line that a service wrote, and where it belongs. */
export interface Line {
  readonly service: ServiceName;
  readonly text: string;
  readonly traceId: string;
  readonly spanId: string;
  /** In seconds since 1970. */
  readonly at: number;
}

export interface Sent {
  readonly traces: readonly Trace[];
  readonly lines: readonly Line[];
  /** How many calls each service has answered: spans of its own kind that the agent has taken. */
  readonly answered: ReadonlyMap<string, number>;
}

export interface TrafficProps {
  /** The agent's base URL for OTLP over HTTP. */
  readonly otlp: string;
  readonly seed: string;
  /** Requests of each path. */
  readonly count: number;
  readonly shares: Shares;
}

const PATHS: readonly PathName[] = ['prediction', 'wafer map'];
/** No request is told of before it is over. */
const AGO_SECONDS = 10;

/** Sends requests of both paths through the agent, as instrumented services do: their spans, and with OTLP their lines. */
export async function send({ otlp, seed, count, shares }: TrafficProps): Promise<Sent> {
  const lines: Line[] = [];
  const answered = new Map<string, number>();
  const sender = startSender({
    otlp,
    seed: [seed],
    writeOf: (service) => (text, at) => lines.push(lineOf(service, text, at)),
    acknowledged: (spans) => {
      for (const { kind, resource } of spans) {
        const service = String(resource.attributes[SERVICE_NAME.name]);
        if (kind === SpanKind.SERVER) answered.set(service, (answered.get(service) ?? 0) + 1);
      }
    },
  });
  const traces: Trace[] = [];
  for (let i = 0; i < count; i++) {
    for (const path of PATHS) {
      traces.push(await sender.play(requestOf(path, shares, seed, i), Date.now() / 1000 - AGO_SECONDS));
    }
  }
  await sender.close();
  await post(otlp, lines);
  return { traces, lines, answered };
}

function lineOf(service: ServiceName, text: string, at: number): Line {
  const fields = JSON.parse(text) as Readonly<Record<string, string>>;
  return { service, text, traceId: fields[TRACE_ID.name] ?? '', spanId: fields[SPAN_ID.name] ?? '', at };
}

/** As many as an SDK has in one of its batches. */
const BATCH = 512;

async function post(otlp: string, lines: readonly Line[]): Promise<void> {
  for (const service of new Set(lines.map((line) => line.service))) {
    const own = lines.filter((line) => line.service === service);
    for (let i = 0; i < own.length; i += BATCH) {
      await postJson(`${otlp}/v1/logs`, records(service, own.slice(i, i + BATCH)));
    }
  }
}

const attribute = ({ name }: Attribute, stringValue: string) => ({ key: name, value: { stringValue } });

/** In a cluster, it is the agent that says the namespace. */
const records = (service: ServiceName, lines: readonly Line[]): object => ({
  resourceLogs: [
    {
      resource: { attributes: [attribute(SERVICE_NAME, service), attribute(NAMESPACE_NAME, SERVICES[service])] },
      scopeLogs: [
        {
          logRecords: lines.map(({ text, traceId, spanId, at }) => ({
            timeUnixNano: `${Math.round(at * 1e6)}000`,
            body: { stringValue: text },
            traceId,
            spanId,
          })),
        },
      ],
    },
  ],
});
