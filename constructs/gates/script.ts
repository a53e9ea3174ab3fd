import { BREAK_GLASS } from './break-glass';

/** Whether the gate is open, and why, in a sentence. */
interface Decision {
  readonly open: boolean;
  readonly because: string;
}

/** What a gate decides. */
export interface Decisions {
  /** By the value of the one series that the query yields. */
  readonly states: readonly (Decision & { readonly level: number })[];
  /** Where it yields none. */
  readonly noData: Decision;
  /** Where nothing comes back, or nothing that is a state. */
  readonly unreachable: Decision;
  /** The page that tells what to do before a closed gate. */
  readonly page: string;
}

/** The variables that the script reads: strings that are written into no script need no quotes. */
export const VARIABLES = { url: 'PROMETHEUS_URL', query: 'QUERY', breakGlass: 'BREAK_GLASS' } as const;

/** An instant query of one series is answered in milliseconds. A lost packet, or a Prometheus that restarts, is no answer yet. */
const TIMEOUT_SECONDS = 10;
/** Between the attempts, and after the last. */
const PAUSES_SECONDS = [10, 10, 0];

/**
 * The whole decision, for the POSIX shell and the promtool of the Prometheus image (v3.14.0, busybox): it prints the reason
 * and ends with 0 where the gate is open, with 1 where it is closed. It writes no file.
 */
export function gateScript({ states, noData, unreachable, page }: Decisions): string {
  return `set -u
say() { printf '%s\\n' "$@"; }
open() { say "The gate is open. $1"; exit 0; }
closed() {
  say "The gate is closed. $1" ${quoted(`What to do: ${page}`)} \\
    'To deploy all the same, a fix or a rollback, give a reason in the annotation ${BREAK_GLASS}.'
  exit 1
}

case "$${VARIABLES.breakGlass}" in
  *[![:space:]]*) open "Somebody broke the glass: $${VARIABLES.breakGlass}" ;;
esac

for pause in ${PAUSES_SECONDS.join(' ')}; do
  if answer=$(timeout ${TIMEOUT_SECONDS} promtool query -o json instant "$${VARIABLES.url}" "$${VARIABLES.query}"); then
    case "$answer" in
      '[]') ${outcome(noData)} ;;
${states.map((state) => `      *',"${state.level}"]}]') ${outcome(state)} ;;`).join('\n')}
    esac
    say "This is no state of a budget: $answer"
  else
    say "No answer from $${VARIABLES.url}."
  fi
  sleep "$pause"
done
${outcome(unreachable)}
`;
}

const outcome = ({ open, because }: Decision): string => `${open ? 'open' : 'closed'} ${quoted(because)}`;

/** One word for the shell, whatever it holds. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
