import { parser } from '@grafana/lezer-logql';
import { LogqlError } from './error';

/** What Grafana puts a duration in the place of; the grammar knows durations only. */
const WINDOW_VARIABLE = /\[\$__(auto|interval|range)\]/g;

/** A duration as long as the variable, so that a caret stays where it belongs. */
const asDuration = (variable: string): string => `[${'1m'.padStart(variable.length - 2, '0')}]`;

/**
 * Parses with Grafana's own grammar. Syntax only: that labels exist is the builders' business.
 * @throws LogqlError with the offending line and a caret under the first place that does not parse
 */
export function checkLogql(text: string): void {
  const at = firstError(text.replace(WINDOW_VARIABLE, asDuration));
  if (at === undefined) return;
  const lineStart = at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
  const lineEnd = text.indexOf('\n', at);
  const line = text.slice(lineStart, lineEnd < 0 ? undefined : lineEnd);
  throw new LogqlError(`LogQL that does not parse:\n  ${line}\n  ${' '.repeat(at - lineStart)}^`);
}

function firstError(text: string): number | undefined {
  if (text.trim() === '') return 0;
  let at: number | undefined;
  parser.parse(text).iterate({
    enter: (node) => {
      if (node.type.isError && at === undefined) at = Math.min(node.from, text.length - 1);
      return at === undefined;
    },
  });
  return at;
}
