import { lines, lineText, type Lost } from './account';
import { comment, indent, list, object, quoted } from './code';
import type { Metric } from './metric';
import { isBelow } from './node';
import { objectiveText } from './print-objective';
import type { Carried, Left } from './slo';
import type { Translation, Workload } from './translate';
import { camelCase, unlike } from './words';

const FROM_PROMQL = [
  'any',
  'bytes',
  'counter',
  'gauge',
  'histogram',
  'not',
  'percent',
  'Quantity',
  'ratio',
  'raw',
  'seconds',
];
const FROM_SIGNALS = ['availability', 'fasterThan', 'rawPair', 'warningsOnly', 'WORKBOOK_TIERS'];
const KEYWORDS =
  'arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof undefined var void while window with yield';

/** Identifiers that the printed text has of its own, or that the language keeps for itself. */
export const RESERVED: ReadonlySet<string> = new Set([
  ...FROM_PROMQL,
  ...FROM_SIGNALS,
  'Objective',
  ...KEYWORDS.split(' '),
]);

/** The TypeScript of a translation. @param source what it was made of, as its first line names it */
export function print(translation: Translation, source: string): string {
  const { metrics, workloads, lost } = translation;
  const body = [...metrics.map(metricText), ...workloadTexts(translation)].join('\n\n');
  const slos = workloads.flatMap((workload) => workload.slos);
  const elsewhere = lost.filter(({ at }) => !slos.some((slo) => isBelow(at, slo.at)));
  const head = [...header(source), ...lostText('Not carried over; more is said above each objective:', elsewhere)].join(
    '\n',
  );
  return `${head}\n\n${importsOf(body)}\n\n${body}\n`;
}

function header(source: string): readonly string[] {
  return [
    comment(`Objectives from the Sloth spec ${source}. It is to stand in workloads/, and is not complete:`),
    '//',
    comment(
      'TODO: until each objective says its impact and its nextSteps, and a promise, synth refuses it and names it.',
    ),
    comment(
      'TODO: list the objectives in the workload that their array is for, and the metrics in its catalog. The alerts go to the team of the workload; Sloth knows none.',
    ),
    comment('TODO: complete labels, values, units and help of the metrics: only what the queries read is known.'),
    '//',
    comment(
      "The period is 30 days and the tiers are the workbook's, which are Sloth's defaults; its command may have been given others. Missing data are 'not counted', as in Sloth. A tier fires from 10 bad events on, in Sloth from the first: see minimumBad.",
    ),
  ];
}

function lostText(title: string, lost: readonly Lost[]): readonly string[] {
  if (lost.length === 0) return [];
  return ['//', comment(title), ...lines(lost).map((line) => comment(`- ${lineText(line)}`))];
}

/** Comments and literals. */
const NO_CODE = /\/\/.*$|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`/gm;

/** Only what the text names is imported, or it would not compile. */
function importsOf(body: string): string {
  const code = body.replace(NO_CODE, '');
  const named = (name: string): boolean => new RegExp(`(?<![\\w.])${name}\\b(?!:)`).test(code);
  const line = (names: readonly string[], from: string): string =>
    names.length === 0 ? '' : `import { ${names.join(', ')} } from '${from}';\n`;
  const signals = FROM_SIGNALS.filter(named);
  const objective =
    signals.length === 0
      ? "import type { Objective } from '../signals';"
      : line([...signals, 'type Objective'], '../signals');
  return `${line(FROM_PROMQL.filter(named), '../promql')}${objective}`.trimEnd();
}

function metricText({ kind, name, identifier, unit, labels, bounds }: Metric): string {
  const seen = [...labels].flatMap(([label, values]) => (values.length > 0 ? [`${label}: ${values.join(', ')}`] : []));
  return [
    ...(seen.length > 0 ? [comment(`Values that the spec names: ${seen.join('; ')}.`)] : []),
    ...(kind === 'counter' && /_(count|bucket|sum)$/.test(name)
      ? [comment('Of a histogram or a summary: where the catalog has the histogram itself, read that instead.')]
      : []),
    ...(name.includes(':') ? [comment('A series that rules write: read the record() of it instead.')] : []),
    `export const ${identifier} = ${kind}(${quoted(name)}, {`,
    ...(labels.size > 0 ? [`  labels: ${object([...labels.keys()].map((label) => [label, 'any']))},`] : []),
    ...(kind === 'counter' && unit === 'count' ? [] : [`  unit: ${quoted(unit)},`]),
    ...(kind === 'histogram' ? [`  buckets: ${list(bounds.map(String))}, // TODO: the bounds between and beyond`] : []),
    "  help: '', // TODO",
    '});',
  ].join('\n');
}

function workloadTexts({ workloads, metrics, lost }: Translation): readonly string[] {
  const taken = new Set([...RESERVED, ...metrics.map(({ identifier }) => identifier)]);
  return workloads
    .reduce<readonly { readonly name: string; readonly text: string }[]>((done, workload) => {
      const name = unlike(`${camelCase(workload.name)}Objectives`, new Set([...taken, ...done.map((one) => one.name)]));
      return [...done, { name, text: workloadText(workload, name, lost) }];
    }, [])
    .map(({ text }) => text);
}

const workloadText = ({ name, slos }: Workload, identifier: string, lost: readonly Lost[]): string =>
  [
    `/** Of the workload ${name}. */`,
    `export const ${identifier}: readonly Objective[] = [`,
    slos.map((slo) => indent(sloText(slo, lost))).join('\n\n'),
    '];',
  ].join('\n');

function sloText(slo: Carried | Left, lost: readonly Lost[]): string {
  if (slo.kind === 'left') return comment(`NOT CARRIED OVER: '${slo.name}', since ${slo.why}.`);
  const own = lines(lost.filter(({ at }) => isBelow(at, slo.at)));
  return [
    ...slo.notes.map(comment),
    ...(own.length > 0 ? [comment('Not carried over:'), ...own.map((line) => comment(`- ${lineText(line)}`))] : []),
    objectiveText(slo),
  ].join('\n');
}
