import type { Answer, Told } from './answer';

const NAMED = ['alertname', 'severity', 'team', 'workload', 'incident'];

/** An answer as people read it. */
export function answerText({ alert, labels, environments, told, silent }: Answer): string {
  const others = Object.entries(labels).filter(([label]) => !NAMED.includes(label));
  const also = others.map(([label, value]) => `${label}=${value}`);
  const { severity = '', team = '', workload = '' } = labels;
  return [
    `${alert} (${severity}) of ${workload}, owned by ${team}${also.length > 0 ? `, ${also.join(' ')}` : ''}`,
    ...lines('in', [environments.join(', ')]),
    ...told.flatMap((one) => toldLines(one, labels)),
    ...lines('silent while', silent.length > 0 ? silent.map(silentText) : ['never']),
    '',
  ].join('\n');
}

const toldLines = (told: Told, labels: Answer['labels']): readonly string[] => [
  ...lines('told to', [told.receiver]),
  ...lines('by', [told.path.length > 0 ? told.path.join(' → ') : 'the root of all routes']),
  ...lines('together', [
    `with all of the same ${told.group_by.map((label) => labelText(label, labels[label])).join(', ')}`,
  ]),
  ...lines('when', [
    `${told.group_wait} after the first of them, what is new after ${told.group_interval}, again every ${told.repeat_interval}`,
  ]),
  ...lines('held back', [
    ...told.outside.map((hours) => `outside of ${hours}`),
    ...told.within.map((hours) => `during ${hours}`),
  ]),
];

/** What nobody gave the value of is in a series, and known only when it fires. */
const labelText = (label: string, value: string | undefined): string =>
  value === undefined ? label : `${label} (${value})`;

const silentText = ({ while: name, severity, equal }: Answer['silent'][number]): string =>
  `${name} (${severity})${equal.length > 0 ? `, of the same ${equal.join(', ')}` : ''}`;

const WIDTH = 'silent while'.length;

const lines = (title: string, texts: readonly string[]): readonly string[] =>
  texts.map((text, i) => `  ${(i === 0 ? title : '').padEnd(WIDTH)}  ${text}`);
