import { PromqlError } from './error';
import type { AnyMetric } from './metric';
import { checkInstant, checkNoComment, checkSyntax, seriesNames } from './syntax';
import type { Unit } from './units';
import { Vector } from './vector';

const SERIES_SUFFIX = /_(bucket|sum|count)$/;

/**
 * PromQL as text, for what the language does not have yet. Its labels and unit are taken on trust; its syntax and its
 * metric names are not.
 * @param props `labels` and `unit` of the result; `metrics` are those it reads, from the catalog
 * @throws PromqlError with a caret where the text does not parse; for a series of no metric in `metrics`; for a comment
 */
export function raw<const N extends string, U extends Unit>(
  text: string,
  props: { readonly labels: readonly N[]; readonly unit: U; readonly metrics: readonly AnyMetric[] },
): Vector<N, U> {
  checkSyntax(text);
  checkInstant(text);
  checkNoComment(text);
  const declared = props.metrics.map((metric) => metric.spec);
  for (const series of seriesNames(text)) {
    const known = declared.some(
      ({ kind, name }) => (kind === 'histogram' && series.replace(SERIES_SUFFIX, '') === name) || series === name,
    );
    if (!known) {
      throw new PromqlError(
        `raw() reads '${series}', which is none of its metrics (${declared.map((d) => d.name).join(', ') || 'none given'}): ${text}`,
      );
    }
  }
  return new Vector({ kind: 'raw', text, metrics: declared.map((d) => d.name) }, props.labels, props.unit);
}
