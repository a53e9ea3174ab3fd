import { count } from '../promql';
import { logSignal, written, type LoggedLine, type LogSignal, type Signal } from '../signals';
import { FAILURES } from '../telemetry/levels';

interface LogErrors {
  /** How the workload's alerts begin. */
  readonly prefix: string;
  /** Whose team is told. The first is the one that examples speak of. */
  readonly services: readonly [string, ...string[]];
  /** Signals that tell that the services fail. */
  readonly toldBy: readonly Signal[];
  /** What it means, for whoever uses the services, when they log errors. */
  readonly impact: string;
  /** Where errors of these services mostly come from, each with what to do. */
  readonly causes: readonly string[];
}

/** So few errors are no surge, whatever there was before. */
const FEW = count(50);
const USUAL = 'in the whole hour that ended an hour ago';

/** One of nobody here: whatever it writes, these alerts are not about it. */
const STRANGER = 'somebody-else';

/**
 * Errors far above what is usual. What is usual is an hour that lies an hour back: so a surge becomes usual itself only when
 * somebody has had the time to look.
 */
export function logErrors({ prefix, services, toldBy, impact, causes }: LogErrors): LogSignal {
  const [service] = services;
  // Fifty, all of them in the hour as the example sees it when it fires.
  const usual = errors(service, 50, '21m', '80m');
  return logSignal({
    name: `${prefix}LogErrors`,
    title: 'errors in the log',
    description: `How many lines of level ${FAILURES.join(', ')} a service has written in ten minutes: more than ${FEW.value}, and more than ${USUAL}, which makes it six times its usual pace. It ends when errors do, or when they have become what is usual: that takes an hour.`,
    services,
    count: (lines) => lines.where({ detected_level: FAILURES }).count('10m').sumBy('service_name'),
    above: FEW,
    // A burst is within ten minutes of only two evaluations: it takes a third.
    for: '10m',
    andMoreThan: {
      text: USUAL,
      count: (lines) => lines.where({ detected_level: FAILURES }).count('1h').offset('1h').sumBy('service_name'),
    },
    examples: {
      fires: {
        lines: [
          ...usual,
          // Every 11.7 s: fifty-one in ten minutes.
          ...errors(service, 129, '120m', '145m'),
          ...written({ service: STRANGER, level: 'error', text: 'failed', from: '100m', times: 900, until: '145m' }),
        ],
        at: '140m',
        notYetAt: '135m',
        service,
      },
      quiet: [
        // Every 12 s: fifty in ten minutes; and many lines that tell of no error.
        {
          lines: [
            ...errors(service, 126, '120m', '145m'),
            ...written({ service, level: 'warn', text: 'slow', from: '120m', times: 600, until: '145m' }),
          ],
          at: '145m',
        },
        // Sixty in ten minutes, and as many in the hour.
        { lines: [...errors(service, 60, '26m', '69m'), ...errors(service, 151, '120m', '145m')], at: '145m' },
        // Many at once, and then none: nobody could do anything any more.
        { lines: errors(service, 500, '121m', '122m'), at: '130m' },
      ],
    },
    impact,
    nextSteps: [
      'Open the dashboard Logs with the service of the alert and read its errors: one text that is most of them names the cause.',
      ...causes,
      'Follow the trace_id of one of these lines into Jaeger: the first span with an error says which service began it.',
    ],
    toldBy,
  });
}

type Minute = `${number}m`;

const errors = (service: string, times: number, from: Minute, until: Minute): readonly LoggedLine[] =>
  written({ service, level: 'error', text: '{"level":"error","msg":"cannot read the file"}', from, times, until });
