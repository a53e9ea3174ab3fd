import { randomBytes } from 'node:crypto';
import { LOT_PRIORITY } from '../../../telemetry/attributes';

type Attributes = Readonly<Record<string, string>>;

const attributesOf = (attributes: Attributes) =>
  Object.entries(attributes).map(([key, stringValue]) => ({ key, value: { stringValue } }));

export const newTraceId = (): string => randomBytes(16).toString('hex');

/** One span of a service, as OTLP's JSON has it: of a hot lot, so that samplers keep it. */
export function span(traceId: string, name: string): object {
  const now = Date.now();
  return {
    resourceSpans: [
      {
        resource: { attributes: attributesOf({ 'service.name': 'yield-predictor' }) },
        scopeSpans: [
          {
            spans: [
              {
                traceId,
                spanId: randomBytes(8).toString('hex'),
                name,
                kind: 2,
                startTimeUnixNano: `${now - 100}000000`,
                endTimeUnixNano: `${now}000000`,
                attributes: attributesOf({ [LOT_PRIORITY.name]: 'hot' }),
              },
            ],
          },
        ],
      },
    ],
  };
}

/** One log line of a service, as OTLP's JSON has it. @param resource what it says of itself besides its name */
export const logLine = (body: string, resource: Attributes): object => ({
  resourceLogs: [
    {
      resource: { attributes: attributesOf({ 'service.name': 'yield-predictor', ...resource }) },
      scopeLogs: [{ logRecords: [{ timeUnixNano: `${Date.now()}000000`, body: { stringValue: body } }] }],
    },
  ],
});
