import { parseArgs } from 'node:util';
import { WORKLOADS } from '../workloads';
import { fab } from './fab';
import { INCIDENT_NAMES, INCIDENTS, type Conditions, type Incident, type Occurrence } from './incidents';
import { DISCOVERY_PATH, LOOPBACK, serve } from './server';
import { containerLogs } from './telemetry/container-logs';
import { startSender } from './telemetry/sender';
import { sharesAt } from './telemetry/shares';
import { stream, type Stream } from './telemetry/stream';
import { DAY, MINUTE, type Time } from './time';

const PORT = 9400;

const width = Math.max(...INCIDENT_NAMES.map((name) => name.length));

const HELP = `Usage: npm run -s simulate -- [options]

A fab that is not there: answers like the exporters of everything that is watched, over HTTP. The four services of the fab are
modelled by hand; what they run on is known by its catalogs alone, and in good health. Every value follows from the seed and the
time. For Prometheus:

  scrape_configs:
    - job_name: fab
      honor_labels: true
      scrape_native_histograms: true
      http_sd_configs: [{url: 'http://${LOOPBACK}:${PORT}${DISCOVERY_PATH}'}]

Options:
  --incident NAME   what goes wrong; may be given several times. Default: nothing
  --after MINUTES   how long all is well before it does. Default: 0
  --for MINUTES     how long it lasts. Default: until the simulator is stopped
  --seed NUMBER     another fab of the same kind. Default: 1
  --speed NUMBER    minutes of the fab in one of ours. Default: 1. Rates grow with it, for Prometheus keeps our time
  --otlp URL        sends the traces of ten requests a second to an agent, over HTTP: http://${LOOPBACK}:4318
  --logs FOLDER     with --otlp: writes the log lines of these requests as a node has them, in
                    <namespace>_<pod>_<uid>/<container>/0.log
  --port NUMBER     Default: ${PORT}; 0 for one that is free
  --host ADDRESS    where to listen. Default: ${LOOPBACK}, so that nobody else can reach it
  --help            this text

Incidents:
${INCIDENT_NAMES.map((name) => `  ${name.padEnd(width)}   ${INCIDENTS[name]}`).join('\n')}

Exit status: 0 when it is stopped; 2 when it is called wrongly, cannot listen, or nobody takes its traces for a minute.
`;

interface Options {
  readonly incidents: readonly Incident[];
  readonly after: number;
  readonly lasts: number;
  readonly seed: number;
  readonly speed: number;
  readonly port: number;
  readonly host: string;
  /** Where traces and log lines go. Default: nowhere. */
  readonly telemetry?: Destination;
}

interface Destination {
  readonly otlp: string;
  readonly logs?: string;
}

/** @throws Error for an option or an incident that there is not, and a number or an address that is none */
export function optionsOf(argv: readonly string[]): Options | 'help' {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...argv],
    options: {
      incident: { type: 'string', multiple: true },
      after: text,
      for: text,
      seed: text,
      speed: text,
      port: text,
      host: text,
      otlp: text,
      logs: text,
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) return 'help';
  return {
    incidents: (values.incident ?? []).map(incidentOf),
    after: numberOf('--after', values.after, 0),
    lasts: numberOf('--for', values.for, Infinity),
    seed: numberOf('--seed', values.seed, 1),
    speed: numberOf('--speed', values.speed, 1),
    port: numberOf('--port', values.port, PORT),
    host: values.host ?? LOOPBACK,
    ...destinationOf(values.otlp, values.logs),
  };
}

function destinationOf(otlp: string | undefined, logs: string | undefined): Pick<Options, 'telemetry'> {
  if (otlp === undefined) {
    if (logs !== undefined)
      throw new Error(`--logs ${logs}: its lines belong to traces; say with --otlp where these go`);
    return {};
  }
  if (!URL.canParse(otlp) || !/^https?:/.test(otlp)) {
    throw new Error(`--otlp ${otlp}: expected a URL, such as http://${LOOPBACK}:4318`);
  }
  return { telemetry: { otlp: otlp.replace(/\/$/, ''), ...(logs !== undefined && { logs }) } };
}

function incidentOf(name: string): Incident {
  const found = INCIDENT_NAMES.find((known) => known === name);
  if (!found) throw new Error(`there is no incident '${name}'; there are: ${INCIDENT_NAMES.join(', ')}`);
  return found;
}

function numberOf(option: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
    throw new Error(`${option} ${text}: expected a number, not below zero`);
  }
  return value;
}

/** @returns the exit status; the simulator goes on until it is told to stop */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    const options = optionsOf(argv);
    process.stdout.write(options === 'help' ? HELP : await simulate(options));
    return 0;
  } catch (error) {
    return failed(error);
  }
}

/** @returns the exit status */
function failed(error: unknown): number {
  process.stderr.write(`simulate failed: ${error instanceof Error ? error.message : String(error)}\n`);
  return 2;
}

/** @returns what there is to say about it */
async function simulate({ incidents, after, lasts, seed, speed, host, port, telemetry }: Options): Promise<string> {
  const started = Date.now() / 1000;
  const now = () => started + (Date.now() / 1000 - started) * speed;
  const from = started + after * MINUTE;
  const schedule = incidents.map((incident): Occurrence => ({ incident, from, to: from + lasts * MINUTE }));
  const conditions = { seed, since: started - DAY, schedule };
  const targets = fab(WORKLOADS, conditions);
  const serving = await serve({ targets, now, host, port });
  const sending = telemetry && sendingTo(telemetry, conditions, now);
  const stop = (): void => {
    sending?.stop();
    void serving.close();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  sending?.ended.catch((error: unknown) => {
    process.exitCode = failed(error);
    stop();
  });
  return [
    `${targets.length} targets of ${WORKLOADS.length} workloads: ${serving.url}${DISCOVERY_PATH}`,
    ...(telemetry
      ? [`traces to ${telemetry.otlp}${telemetry.logs === undefined ? '' : `, logs to ${telemetry.logs}`}`]
      : []),
    ...schedule.map(({ incident }) => `${incident}: ${INCIDENTS[incident]}, ${after === 0 ? 'now' : `in ${after} m`}`),
    '',
  ].join('\n');
}

function sendingTo({ otlp, logs }: Destination, conditions: Conditions, now: () => Time): Stream {
  const { seed, since } = conditions;
  const writeOf = logs === undefined ? () => () => undefined : containerLogs(logs);
  // Each run has traces of its own: those of another would be added to.
  const sender = startSender({ otlp, seed: [seed, since], writeOf });
  return stream({ sender, seed, sharesOf: (path) => sharesAt(conditions, path, now()) });
}

if (require.main === module) {
  void main(process.argv.slice(2)).then((status) => {
    process.exitCode = status;
  });
}
