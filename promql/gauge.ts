import {
  matchers,
  together,
  type LabelSpec,
  type Literal,
  type Matcher,
  type NamesOf,
  type NoLabels,
  type Where,
} from './labels';
import { checkSpec, labelNames, selector, type MetricSpec } from './metric';
import type { Unit } from './units';
import { Vector } from './vector';

/** A value that goes up and down. It is a vector as it stands. */
export class Gauge<L extends LabelSpec, in out U extends Unit> extends Vector<NamesOf<L>, U> {
  constructor(
    readonly spec: MetricSpec & { readonly labels: L; readonly unit: U },
    private readonly matchers: readonly Matcher[] = [],
  ) {
    super(selector(spec, matchers), labelNames(spec.labels) as NamesOf<L>[], spec.unit);
  }

  where(where: Where<L>): Gauge<L, U> {
    return new Gauge(
      this.spec,
      together(this.spec.name, this.matchers, matchers(this.spec.name, this.labels, this.spec.labels, where)),
    );
  }
}

export function gauge<U extends Unit, const L extends LabelSpec = NoLabels>(
  name: string,
  props: { readonly labels?: L & Literal<L>; readonly unit: U; readonly help: string; readonly optional?: true },
): Gauge<L, NoInfer<U>> {
  const { labels = {} as L, unit, ...rest } = props;
  return new Gauge(checkSpec({ kind: 'gauge', name, labels: labels, unit, ...rest }));
}
