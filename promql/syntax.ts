import { parser } from '@prometheus-io/lezer-promql';
import { PromqlError } from './error';

/**
 * Parses with Prometheus's own grammar. Syntax only: types, units and label matching are the builders' business.
 * @throws PromqlError with the offending line and a caret under the first place that does not parse
 */
export function checkSyntax(text: string): void {
  const at = firstError(text);
  if (at === undefined) return;
  const lineStart = at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
  const lineEnd = text.indexOf('\n', at);
  const line = text.slice(lineStart, lineEnd < 0 ? undefined : lineEnd);
  throw new PromqlError(`PromQL that does not parse:\n  ${line}\n  ${' '.repeat(at - lineStart)}^`);
}

function firstError(text: string): number | undefined {
  if (text.trim() === '') return 0;
  const tree = parser.parse(text);
  let at: number | undefined;
  tree.iterate({
    enter: (node) => {
      if (node.type.isError && at === undefined) at = Math.min(node.from, text.length - 1);
      return at === undefined;
    },
  });
  return at;
}

/** Names of the series that the text selects, each once; a selector without a name (`{__name__=~"…"}`) as it stands. */
export function seriesNames(text: string): readonly string[] {
  const names = new Set<string>();
  parser.parse(text).iterate({
    enter: ({ name, from, to, node }) => {
      if (name !== 'VectorSelector') return;
      const named = node.getChild('Identifier') ?? { from, to };
      names.add(text.slice(named.from, named.to));
    },
  });
  return [...names];
}

/** @throws PromqlError for `x[5m]`: a range is no result, only something to take a rate or a mean of. */
export function checkInstant(text: string): void {
  const top = parser.parse(text).topNode.firstChild?.name;
  if (top === 'MatrixSelector' || top === 'SubqueryExpr') {
    throw new PromqlError(`a range vector is no result: wrap it in rate(), avg_over_time() or the like: ${text}`);
  }
}

/** @throws PromqlError for `# …`: on one line with what the text is composed with, it would hide that too. */
export function checkNoComment(text: string): void {
  parser.parse(text).iterate({
    enter: ({ name, from, to }) => {
      if (name !== 'LineComment') return;
      throw new PromqlError(
        `raw() has the comment '${text.slice(from, to)}', which would hide what follows it: say it in TypeScript`,
      );
    },
  });
}
