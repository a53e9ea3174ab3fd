import { REDACTIONS, replacementOf, SECRET_KEYS, type Redaction } from '../../telemetry/redaction';
import { processor, type Processor } from './pipeline/component';

/** A text in the words of OTTL. */
const quoted = (text: string): string => JSON.stringify(text);

/** The kind of thing that secrets are taken out of, and where it has texts. */
interface Place {
  readonly context: 'resource' | 'log' | 'span' | 'spanevent';
  readonly texts: readonly string[];
  readonly values: string;
}

/**
 * Takes secrets out of lines and spans (processor `transform`, collector 0.159): out of bodies, names, attributes, events, and of
 * what both say about whoever sends them. Attributes that are called as secrets are, are left out. Where a statement fails, the
 * others are still tried and the line goes on.
 */
export const redaction = (): Processor =>
  processor('transform/redaction', ['logs', 'traces'], {
    error_mode: 'ignore',
    log_statements: [
      ofSender(),
      // Loki would write an object as JSON: so that all of it is looked through, it is made here.
      { context: 'log', statements: ['set(log.body, String(log.body)) where not IsString(log.body)'] },
      statementsFor({ context: 'log', texts: ['log.body'], values: 'log.attributes' }),
    ],
    trace_statements: [
      ofSender(),
      statementsFor({ context: 'span', texts: ['span.name', 'span.status.message'], values: 'span.attributes' }),
      statementsFor({ context: 'spanevent', texts: [], values: 'spanevent.attributes' }),
    ],
  });

/**
 * All texts together are looked through for signs first: on a line without any, which nearly all are, this takes a tenth of the time
 * that the expressions do.
 */
function statementsFor({ context, texts, values }: Place) {
  const all = `${context}.cache["all"]`;
  const suspected = ({ name }: Redaction): string => `${context}.cache[${quoted(name)}]`;
  return {
    context,
    statements: [
      `delete_matching_keys(${values}, ${quoted(SECRET_KEYS)})`,
      `set(${all}, ToLowerCase(Concat([${[...texts, `String(${values})`].join(', ')}], " ")))`,
      ...REDACTIONS.map((redaction) => {
        const signs = redaction.signs.map((sign) => `Index(${all}, ${quoted(sign)}) >= 0`).join(' or ');
        return `set(${suspected(redaction)}, true) where ${signs}`;
      }),
      ...REDACTIONS.flatMap((redaction) =>
        replacements(redaction).flatMap((replacement) => [
          ...texts.map((text) => `replace_pattern(${text}, ${replacement}) where ${suspected(redaction)} == true`),
          `replace_all_patterns(${values}, "value", ${replacement}) where ${suspected(redaction)} == true`,
        ]),
      ),
    ],
  };
}

/** SDKs say there how the process was started. */
const ofSender = () => statementsFor({ context: 'resource', texts: [], values: 'resource.attributes' });

/** What is found, and what takes its place, as functions of OTTL take them. */
const replacements = (redaction: Redaction): readonly string[] =>
  redaction.sights.map((sight) => {
    const pattern = sight.anyCase ? `(?i)${sight.pattern}` : sight.pattern;
    return `${quoted(pattern)}, ${quoted(replacementOf(redaction, sight))}`;
  });
