import { LOT_PRIORITY, SERVICE_NAME } from '../../../telemetry/attributes';

/** What nobody may find. */
const SECRET = 'hunter2';

/** A line that tells it in every way. Put together here, so that nobody who looks for secrets in this repository finds one. */
export const secretLine = (): string =>
  [
    `login password=${SECRET}`,
    `Authorization: Bearer ${SECRET}abc`,
    `X-API-Key: ${SECRET}-${SECRET}-${SECRET}`,
    `postgres://etl:${SECRET}@db/x`,
    `{"password":"${SECRET}"}`,
    ['-----BEGIN', 'PRIVATE KEY-----'].join(' '),
    SECRET,
    ['-----END', 'PRIVATE KEY-----'].join(' '),
  ].join('\n');

const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const texts = (key: string, ...values: readonly string[]) => ({
  key,
  value: { arrayValue: { values: values.map((stringValue) => ({ stringValue })) } },
});
const RESOURCE = {
  attributes: [
    text(SERVICE_NAME.name, 'leaky'),
    text('process.command_line', `etl --from s3://stdf --password=${SECRET}`),
    text('db.password', SECRET),
  ],
};

/** In an object that is a body, in attributes of many shapes, and in what is said of the sender. */
export const secretLog = (): object => ({
  resourceLogs: [
    {
      resource: RESOURCE,
      scopeLogs: [
        {
          logRecords: [
            {
              timeUnixNano: `${Date.now()}000000`,
              body: {
                kvlistValue: {
                  values: [{ key: 'user', value: { kvlistValue: { values: [text('password', SECRET)] } } }],
                },
              },
              attributes: [
                text('url.full', `https://etl:${SECRET}@store/x`),
                texts('http.request.header.authorization', `Basic ${SECRET}`),
              ],
            },
          ],
        },
      ],
    },
  ],
});

/** In its name, an attribute, and an event of a span that is kept. */
export const secretSpan = (traceId: string): object => ({
  resourceSpans: [
    {
      resource: RESOURCE,
      scopeSpans: [
        {
          spans: [
            {
              traceId,
              spanId: traceId.slice(0, 16),
              name: `GET /login?password=${SECRET}`,
              kind: 2,
              startTimeUnixNano: `${Date.now() - 100}000000`,
              endTimeUnixNano: `${Date.now()}000000`,
              attributes: [
                text(LOT_PRIORITY.name, 'hot'),
                text('url.query', `api_key=${SECRET}`),
                texts('http.request.header.cookie', SECRET),
              ],
              events: [
                {
                  timeUnixNano: `${Date.now()}000000`,
                  name: 'exception',
                  attributes: [text('exception.message', `no answer of postgres://etl:${SECRET}@db/x`)],
                },
              ],
            },
          ],
        },
      ],
    },
  ],
});
