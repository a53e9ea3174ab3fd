import { REDACTIONS, replacementOf } from '../../telemetry/redaction';
import { processor, type Processor } from './pipeline/component';

/** A text in the words of OTTL. */
const quoted = (text: string): string => JSON.stringify(text);

/** Every way in which a secret is found, as a function of OTTL takes it: what is found, and what takes its place. */
const SIGHTS = REDACTIONS.flatMap((redaction) =>
  redaction.sights.map((sight) => {
    const pattern = sight.anyCase ? `(?i)${sight.pattern}` : sight.pattern;
    return `${quoted(pattern)}, ${quoted(replacementOf(redaction, sight))}`;
  }),
);

const inText = (path: string): readonly string[] => SIGHTS.map((sight) => `replace_pattern(${path}, ${sight})`);
const inValues = (path: string): readonly string[] =>
  SIGHTS.map((sight) => `replace_all_patterns(${path}, "value", ${sight})`);

/**
 * Takes secrets out of lines and spans (processor `transform`, collector 0.159): out of bodies, attributes and events. Where a
 * statement fails, the others are still tried and the line goes on.
 */
export const redaction = (): Processor =>
  processor('transform/redaction', ['logs', 'traces'], {
    error_mode: 'ignore',
    log_statements: [
      {
        context: 'log',
        statements: [
          // Loki would write an object as JSON: so that all of it is looked through, it is made here.
          'set(log.body, String(log.body)) where log.body != nil and not IsString(log.body)',
          ...inText('log.body'),
          ...inValues('log.attributes'),
        ],
      },
    ],
    trace_statements: [
      {
        context: 'span',
        statements: [...inText('span.name'), ...inText('span.status.message'), ...inValues('span.attributes')],
      },
      { context: 'spanevent', statements: inValues('spanevent.attributes') },
    ],
  });
