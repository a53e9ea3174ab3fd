import { metricsRead } from '../promql';
import { OF_KEPT_SPANS } from '../telemetry/span-series';
import { DeclarationError } from './declaration-error';
import type { Signal } from './signal';

/**
 * A panel's exemplars are those of the spans of kept traces: services send every span, and an exemplar of their own points in
 * ninety-nine of a hundred cases at a trace that was not kept.
 * @throws DeclarationError for any others, and on a panel that shows no times, where they have no place
 */
export function checkExemplars({ name, query, view }: Pick<Signal, 'name' | 'query' | 'view'>): void {
  if (!view.exemplars) return;
  const read = metricsRead(view.exemplars.expr);
  if (read.length !== 1 || read[0] !== OF_KEPT_SPANS.duration) {
    throw new DeclarationError(
      `signal ${name}: its exemplars are those of ${read.join(', ')}, most of which point at traces that were not kept: take them of ${OF_KEPT_SPANS.duration}`,
    );
  }
  const axis = view.bucketUnit ?? query.unit;
  if (axis !== 'seconds') {
    throw new DeclarationError(
      `signal ${name}: its panel shows ${axis}, and exemplars of spans are seconds: leave them out`,
    );
  }
}
