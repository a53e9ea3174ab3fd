import { count } from '../promql';
import { logSignal, UNCLAIMED, written, type LoggedLine, type LogSignal } from '../signals';
import { REDACTED, REDACTIONS } from '../telemetry/redaction';

interface LogSecrets {
  /** How the workload's alerts begin. */
  readonly prefix: string;
  /** Whose team is told. The first is the one that examples speak of. */
  readonly services: readonly [string, ...string[]] | typeof UNCLAIMED;
  /** What to do, after what is to be done in any case. */
  readonly causes: readonly [string, ...string[]];
}

/**
 * A mark that agents have put in the place of a secret, with its kind: a line that quotes this very query, as Loki's own do, has a
 * parenthesis there.
 */
const MARK = `\\${REDACTED}(?:${REDACTIONS.map(({ name }) => name).join('|')})\\]`;

/** Services write secrets. The team that owns them is told each time, whatever else is wrong there. */
export function logSecrets({ prefix, services, causes }: LogSecrets): LogSignal {
  const [writer, other] = services === UNCLAIMED ? ['some-tool', undefined] : [services[0], 'somebody-else'];
  return logSignal({
    name: `${prefix}LogSecrets`,
    title: 'secrets in the log',
    description:
      'How many lines of the last quarter of an hour had a secret in them, such as a token or a password. Agents have put a mark in its place before it left the node: on the node, and in what kubectl logs prints, it stands as it was written.',
    services,
    count: (lines) => lines.containing(REDACTED).matching(MARK).count('15m').sumBy('service_name'),
    above: count(0),
    examples: {
      fires: { lines: leaked(writer, '7m'), at: '10m', notYetAt: '5m', service: writer },
      quiet: [
        { lines: leaked(writer, '4m'), at: '20m' },
        {
          lines: [
            ...(other === undefined ? [] : leaked(other, '4m')),
            ...written({
              service: writer,
              text: `query="{a=\\"b\\"} |= \\"${REDACTED}\\" |~ \\"${MARK}\\""`,
              from: '4m',
            }),
            ...written({ service: writer, text: 'password accepted, token [redacted]', from: '4m' }),
          ],
          at: '10m',
        },
      ],
    },
    impact:
      'Whoever may read the files of the node, or run kubectl logs, has the secret; and the next spelling of it may be one that no agent knows.',
    nextSteps: [
      `Find the lines: on the dashboard Logs choose the service of the alert, open the panel Lines in Explore, and add \`|= "${REDACTED}"\` to its query. The mark names the kind of the secret.`,
      'Have that secret replaced and the old one revoked, before anything else.',
      ...causes,
    ],
    standsAlone: true,
  });
}

const leaked = (service: string, from: `${number}m`): readonly LoggedLine[] =>
  REDACTIONS.slice(0, 1).flatMap(({ name }) =>
    written({ service, text: `GET /files authorization=${REDACTED}${name}] status=200`, from }),
  );
