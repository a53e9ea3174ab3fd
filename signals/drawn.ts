import { record, remembered, selectors, type AnyVector, type Recorded, type VectorLike } from '../promql';
import { DeclarationError } from './declaration-error';
import type { Signal } from './signal';

/** Fine enough for a day; what alerts judge does not wait for it. */
const INTERVAL = '1m';

/** `WaferMapLatencyP95` as it is written in the names of series: `wafer_map_latency_p95`. */
const snake = (name: string): string =>
  name.replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '_').toLowerCase();

/**
 * What a rule records for the panel of a signal that is `recorded`: its own query, as its alerts judge it, once a minute as
 * `signal:<name>`.
 */
export const recordedForPanel = remembered((signal: Signal): Recorded<string, AnyVector['unit']> =>
  // The name is checked as that of a signal, the query as what a vector must be.
  record(`signal:${snake(signal.name)}`, signal.query as VectorLike<string, AnyVector['unit']>, { interval: INTERVAL }),
);

/** What the panel of a signal draws: its query, or what is recorded of it. */
export const drawn = (signal: Signal): AnyVector => (signal.view.recorded ? recordedForPanel(signal) : signal.query);

/**
 * What is recorded has only the labels that its query keeps.
 * @param dashboard for the message @param variables labels whose values readers choose
 * @throws DeclarationError for one that the query reads and sums over
 */
export function checkChoosable(dashboard: string, { name, query, view }: Signal, variables: readonly string[]): void {
  if (view.recorded !== true) return;
  const read = selectors(query.expr).flatMap(({ labels }) => labels);
  const lost = variables.find((variable) => read.includes(variable) && !query.labels.includes(variable));
  if (lost !== undefined) {
    throw new DeclarationError(
      `${dashboard}: its variable '${lost}' would choose nothing on the panel of ${name}, which sums over it before it is recorded: keep the label in the query, or do not record it`,
    );
  }
}
