import { record, remembered, type AnyVector, type Recorded, type VectorLike } from '../promql';
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
