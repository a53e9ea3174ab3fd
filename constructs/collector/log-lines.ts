import { LEVEL, LOG_TYPE_FIELD, TIME } from '../../telemetry/log-fields';
import { REQUEST_ID, SPAN_ID, TRACE_ID, USER_ID } from '../../telemetry/attributes';
import { AUDIT } from '../../telemetry/streams';
import { INNER_STAMP, LAST_PART } from './records';

/** What is done to a record, one after another (`operators` of `file_log`, collector 0.159). */
type Operator = Readonly<Record<string, unknown>>;

/** Stands for a line's end while the runtime's format is taken apart, which has none within a record (ASCII: record separator). */
const LINE_END = '\u001E';

/** Where the fields of a line are until those of interest have been taken. */
const PARSED = 'parsed';
const fieldOf = (name: string): string => `attributes.${PARSED}.${name}`;
const valueOf = (name: string): string => `attributes.${PARSED}?.${name}`;

/** How far the time that a line states may lie from the time at which the runtime got it, in seconds; beyond, the runtime's is taken. */
const BEFORE = 300;
const AFTER = 10;

/**
 * From a record of a container's file to a log record: the time, the pod from the path, and where it is JSON, what is declared of
 * its fields. The body is the text that was written. What an operator cannot do it leaves: the record goes on as it is.
 *
 * @param longest the bytes after which a line in parts is passed on as it is
 */
export const logLines = (longest: string): readonly Operator[] => [
  replace('last-part', LAST_PART, '$1 F $2'),
  replace('join', INNER_STAMP, LINE_END),
  replace('trim', `[\\n${LINE_END}]+$`, ''),
  { type: 'container', id: 'container', max_log_size: longest },
  replace('lines', LINE_END, '\n'),
  {
    type: 'json_parser',
    id: 'json',
    if: 'body startsWith "{"',
    on_error: 'send_quiet',
    parse_to: `attributes.${PARSED}`,
    parse_ints: true,
    severity: { parse_from: fieldOf(LEVEL.name), mapping: { fatal: ['critical', 'panic'] } },
    trace: {
      trace_id: { parse_from: fieldOf(TRACE_ID.name) },
      span_id: { parse_from: fieldOf(SPAN_ID.name) },
    },
  },
  {
    type: 'time_parser',
    id: 'time',
    if: isPlausible(valueOf(TIME.name)),
    on_error: 'send_quiet',
    parse_from: fieldOf(TIME.name),
    layout_type: 'gotime',
    // Fractions are read although the layout has none.
    layout: '2006-01-02T15:04:05Z07:00',
  },
  ...[REQUEST_ID, USER_ID].map(({ name }) => ({
    type: 'move',
    id: name,
    if: `${valueOf(name)} != nil`,
    from: fieldOf(name),
    to: `attributes.${name}`,
  })),
  {
    // Of the resource: nothing else can become a label. And this value only, for every other would make a stream.
    type: 'add',
    id: 'audit',
    if: `${valueOf(LOG_TYPE_FIELD.name)} == "${AUDIT.value}"`,
    field: `resource["${AUDIT.attribute.name}"]`,
    value: AUDIT.value,
  },
  remove(PARSED),
  remove('logtag'),
  // The pod, the container and its restart are known: only what could not be taken apart is told by its path.
  { ...remove('log.file.path'), if: 'resource["k8s.pod.uid"] != nil' },
];

/** @param regex of RE2 @param by with groups as `$1` */
const replace = (id: string, regex: string, by: string): Operator => ({
  type: 'regex_replace',
  id,
  field: 'body',
  regex,
  replace_with: by,
});

const remove = (attribute: string): Operator => ({
  type: 'remove',
  id: `without-${attribute}`,
  if: `attributes["${attribute}"] != nil`,
  field: `attributes["${attribute}"]`,
});

/**
 * A time with its offset, close to that of the runtime: Loki refuses what is of the future or long gone, so that a wrong clock
 * would lose lines.
 */
const isPlausible = (time: string): string =>
  [
    String.raw`${time} matches "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:\\d\\d)$"`,
    `(timestamp - date(${time})).Seconds() < ${BEFORE}`,
    `(date(${time}) - timestamp).Seconds() < ${AFTER}`,
  ].join(' && ');
