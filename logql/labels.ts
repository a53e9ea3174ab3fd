import { matchers, type Matcher, type Wanted } from '../promql';
import { isOnLogs, labelOf } from '../telemetry/attribute';
import { ATTRIBUTES } from '../telemetry/attributes';
import { LEVEL_LABEL, LEVELS } from '../telemetry/levels';
import { STREAM_ATTRIBUTES, type StreamLabel } from '../telemetry/streams';

type Attached = ReturnType<typeof labelOf<(typeof ATTRIBUTES)[number]['name']>>;

/** What lines are searched by: the labels of their stream, what is attached to each, and the level that Loki attaches. */
export type LogLabel = StreamLabel | Attached | typeof LEVEL_LABEL;

/** What `where()` takes: `N` are the labels there are. */
export type LogWhere<N extends string> = { readonly [K in N]?: Wanted<K extends typeof LEVEL_LABEL ? Level : string> };
type Level = (typeof LEVELS)[number];

export const STREAM_LABELS: readonly string[] = STREAM_ATTRIBUTES.map(labelOf);

/** Every label of a line before anything is read out of it. Attributes that only spans carry are none. */
export const LOG_LABELS: readonly LogLabel[] = [
  ...new Set<LogLabel>([...STREAM_ATTRIBUTES.map(labelOf), ...ATTRIBUTES.filter(isOnLogs).map(labelOf), LEVEL_LABEL]),
];

/** @throws PromqlError for a label that lines do not have, a level that Loki does not know, and an empty value */
export const logMatchers = (labels: readonly string[], where: Readonly<Record<string, Wanted<string> | undefined>>) =>
  matchers('a log query', labels, { [LEVEL_LABEL]: LEVELS }, where);

/** Whether streams are selected by it, before a line is read. */
export const isOfStream = ({ label }: Pick<Matcher, 'label'>): boolean => STREAM_LABELS.includes(label);
