import { matchers, together, type Matcher, type Wanted } from './labels';
import type { Unit } from './units';
import type { Known } from './values';
import { Vector } from './vector';

/** Series that Prometheus itself writes (recorded ones, `ALERTS`): exactly these labels, none from a scrape. */
export class Series<in out N extends string, in out U extends Unit> extends Vector<N, U> {
  constructor(
    readonly series: string,
    labels: readonly N[],
    unit: U,
    private readonly known: Known = {},
    private readonly matchers: readonly Matcher[] = [],
  ) {
    super({ kind: 'selector', metric: series, series, labels, matchers, known }, labels, unit);
  }

  where(where: { readonly [K in N]?: Wanted<string> }): Series<N, U> {
    const more = matchers(this.series, this.labels, this.known, where);
    return new Series(this.series, this.labels, this.unit, this.known, together(this.series, this.matchers, more));
  }
}

/** One series for each alert that is pending or firing, always 1. Prometheus writes it for every alert rule. */
export const ALERTS = new Series('ALERTS', ['alertname', 'alertstate', 'severity', 'team', 'workload'], 'count');

/** Since when each alert's condition has held, in seconds since 1970. Prometheus writes it to survive its own restarts. */
export const ALERTS_FOR_STATE = new Series(
  'ALERTS_FOR_STATE',
  ['alertname', 'severity', 'team', 'workload'],
  'seconds',
);
