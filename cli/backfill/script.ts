import { objectivesOf, type Past } from '../../alerts/slo/backfill';
import type { RuleGroup } from '../../alerts/rule';
import { OBSERVABILITY } from '../../charts/namespaces';
import { toYaml } from '../../constructs/yaml';
import { slothId, type Slo, type Workload } from '../../signals';

/** What is to be filled, from when to when, and where Prometheus answers. */
export interface Backfill {
  readonly workload: Workload;
  readonly slo: Slo;
  readonly past: Past;
  readonly stages: readonly (readonly RuleGroup[])[];
  readonly start: Date;
  readonly end: Date;
  readonly url: string;
}

/** The operator gives it to the pods of every Prometheus; ours is the only one in the namespace. */
const PODS = 'app.kubernetes.io/name=prometheus';
const CONTAINER = 'prometheus';
/** Where the operator mounts the volume. Blocks lie directly below. */
const DATA = '/prometheus';
/** What is half-way there: on the same volume, so that blocks appear in one step, and not called like a block. */
const ARRIVING = `${DATA}/backfill`;

/**
 * How much time a block holds: a length into which Prometheus, too, compacts what it keeps for weeks. promtool (3.14) holds
 * 10 MB and more for every block of a rule until the rule is done: 4 GB for a month in blocks of two hours, its default. One
 * block is one query: in a longer one, a few thousand series are more samples than Prometheus loads for it.
 */
const BLOCK = '18h';

/** A script for sh that fills the past of one replica; it is as much to be read as to be run. */
export const script = (backfill: Backfill): string =>
  `${[introduction(backfill), setUp(backfill), load(), ...backfill.stages.map((_, i) => stage(backfill, i)), ending(backfill)].join('\n\n')}\n`;

const time = (date: Date): string => date.toISOString().replace('.000Z', 'Z');

function introduction({ workload, slo, start, end }: Backfill): string {
  const id = slothId(workload, slo);
  const kubectl = `kubectl -n ${OBSERVABILITY}`;
  return `#!/bin/sh
${comment(
  `Fills the past of the objective ${id} from ${time(start)} to ${time(end)}, from the metrics that Prometheus has of that time.`,
  `Run it once for each replica, since each has data of its own. It needs promtool, curl and kubectl. The replicas are listed by`,
  `  ${kubectl} get pods -l ${PODS}`,
  `and of the first one the past is filled by`,
  `  ${kubectl} port-forward prometheus-main-0 9090 &`,
  `  sh FILE prometheus-main-0`,
  '',
  `What has a sample already, by the rules themselves or by this script, is left as it is: run it again, printed anew, for what was too young. An objective that was renamed is a new one; its old series need not be deleted, they leave with the retention.`,
  ...missing(slo),
  '',
  `Nothing of the last three hours is filled: when Prometheus restarts, it forgets what it has scraped before the end of its newest block and not yet written to blocks itself.`,
)}`;
}

function missing(slo: Slo): readonly string[] {
  const bad = objectivesOf(slo).filter((objective) => objective.missing === 'bad');
  if (bad.length === 0) return [];
  return [
    '',
    `Where there are no data, nothing is filled: outages of that time without data do not count as bad, though from now on they do (${bad.map(({ id }) => id).join(', ')}). What is expected there comes from the very series that is filled.`,
  ];
}

const setUp = ({ url }: Backfill): string => `set -eu
pod=\${1:?which replica is it, such as prometheus-main-0}
for program in promtool curl kubectl; do
  command -v "$program" >/dev/null || { echo "$program is not on PATH" >&2; exit 1; }
done
url=${quoted(url)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM`;

const load = (): string => `${comment(
  `Moves a stage's blocks into the replica. They are unpacked beside its own and then renamed, so that it never sees half of one. It looks for new blocks once a minute; the next stage reads them, and so waits for them. In its log it warns of overlapping blocks until it has merged them with its own.`,
)}
load() {
  newest=$(ls "$1" | tail -n 1)
  if [ -z "$newest" ]; then
    echo 'nothing to fill: all of it is there, or what it is made from is not' >&2
    return
  fi
  (cd "$1" && tar -cf - *) | kubectl -n ${OBSERVABILITY} exec -i "$pod" -c ${CONTAINER} -- sh -c '
    rm -rf ${ARRIVING} && mkdir ${ARRIVING} && tar -xf - -C ${ARRIVING} &&
    mv ${ARRIVING}/* ${DATA} && rmdir ${ARRIVING}'
  echo "waiting until $url has the block $newest" >&2
  until curl -fsS "$url/api/v1/status/tsdb/blocks" | grep "$newest" >/dev/null; do sleep 2; done
}`;

function stage({ workload, stages, start, end }: Backfill, i: number): string {
  const groups = stages[i] ?? [];
  const names = [...new Set(groups.flatMap(({ rules }) => rules.map((rule) => ('record' in rule ? rule.record : ''))))];
  const sources = names.filter((name) => workload.recordings.some(({ record }) => record === name));
  const folder = `"$work"/${i + 1}`;
  return `${comment(
    `Stage ${i + 1} of ${stages.length}: ${names.join(', ')}`,
    ...(sources.length > 0 ? [`The indicator reads what is recorded itself, so the past of that comes first.`] : []),
    ...(i === 0
      ? [
          `Rules do not see what others of the same run have written, so each stage is a run of its own; its rules.yaml has a folder of its own, since from the name of file and group follows at which instants promtool evaluates: the same for all stages.`,
        ]
      : []),
  )}
mkdir -p ${folder}/blocks
cat >${folder}/rules.yaml <<'RULES'
${toYaml({ groups })}RULES
(cd ${folder} && promtool tsdb create-blocks-from rules --quiet --max-block-duration=${BLOCK} --url="$url" \\
  --start=${time(start)} --end=${time(end)} --output-dir=blocks rules.yaml)
load ${folder}/blocks`;
}

const ending = ({ past }: Backfill): string =>
  comment(
    past === 'pair'
      ? `The rest follows from this: at their next evaluation, within five minutes, the rules compute windows of two hours and more, and the periods, over all that was filled. Graphs of the past stay as they are; to fill these as well, have the script printed with --all.`
      : `At their next evaluation, within five minutes, the rules go on from here. At the beginning of the graphs, windows reach back to before what was filled: budgets look like those of a new service there.`,
    `If the past has spent the budget, the alerts on that fire then.`,
  );

const WIDTH = 118;

/** Lines as comments, broken between words; what is indented stays as it is. */
function comment(...paragraphs: readonly string[]): string {
  return paragraphs
    .flatMap((text) => (text.startsWith(' ') ? [text] : wrapped(text)))
    .map((line) => `# ${line}`.trimEnd())
    .join('\n');
}

const wrapped = (text: string): readonly string[] =>
  text.split(' ').reduce<readonly string[]>((lines, word) => {
    const last = lines.at(-1);
    return last === undefined || last.length + word.length >= WIDTH
      ? [...lines, word]
      : [...lines.slice(0, -1), `${last} ${word}`];
  }, []);

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
