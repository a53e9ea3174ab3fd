import type { LoggedLine } from '../../../signals';
import { SERVICE_NAME } from '../../../telemetry/attributes';
import { postJson } from '../harness/http';

/** OpenTelemetry's numbers of severities, the first of each range. */
const SEVERITY: Readonly<Partial<Record<LoggedLine['level'], number>>> = {
  trace: 1,
  debug: 5,
  info: 9,
  warn: 13,
  error: 17,
  fatal: 21,
};

/** Sends lines to Loki as collectors do, those of a service in the order of their time. @param lines their `at` in milliseconds of Unix time */
export async function push(url: string, lines: readonly LoggedLine[]): Promise<void> {
  const services = [...new Set(lines.map(({ service }) => service))];
  await postJson(`${url}/otlp/v1/logs`, {
    resourceLogs: services.map((service) => ({
      resource: { attributes: [{ key: SERVICE_NAME.name, value: { stringValue: service } }] },
      scopeLogs: [
        {
          logRecords: lines
            .filter((line) => line.service === service)
            .toSorted((a, b) => a.at - b.at)
            .map(({ at, level, text }) => ({
              timeUnixNano: `${Math.round(at)}000000`,
              severityNumber: SEVERITY[level],
              body: { stringValue: text },
            })),
        },
      ],
    })),
  });
}
