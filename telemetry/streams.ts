import { labelOf, type Attribute } from './attribute';
import { CONTAINER_NAME, LOG_TYPE, NAMESPACE_NAME, SERVICE_NAME } from './attributes';

/** Loki keeps an index entry and open chunks for every combination of their values. */
const MOST = 4;

/**
 * The attributes that make a stream of log lines: few, and of few values. All others (pod, trace, request, user) are attached to
 * each line, where they can be searched for: a stream for each of their values would make small chunks and a large index.
 */
export const STREAM_ATTRIBUTES = [SERVICE_NAME, NAMESPACE_NAME, CONTAINER_NAME, LOG_TYPE] as const;

/** What a stream can be selected by. */
export type StreamLabel = ReturnType<typeof labelOf<(typeof STREAM_ATTRIBUTES)[number]['name']>>;

/** The stream of audit logs, which is kept longer than any other. */
export const AUDIT = { attribute: LOG_TYPE, label: labelOf(LOG_TYPE), value: 'audit' } as const;

/** @throws Error for more than Loki bears, and for what is no attribute of a resource */
export function checkStreams(attributes: readonly Attribute[]): readonly Attribute[] {
  if (attributes.length > MOST) {
    const names = attributes.map(({ name }) => name).join(', ');
    throw new Error(
      `loki: ${attributes.length} stream labels are more than ${MOST} (${names}): attach the others to the lines`,
    );
  }
  const [ofLine] = attributes.filter(({ carriers }) => !carriers.includes('resource'));
  if (ofLine) {
    throw new Error(
      `loki: the stream label '${ofLine.name}' differs from line to line and would make a stream of each: attach it`,
    );
  }
  return attributes;
}
