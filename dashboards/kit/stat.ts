import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  ReduceDataOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  FieldColorBuilder,
  FieldColorModeId,
  type Threshold as Step,
  type ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';
import * as stat from '@grafana/grafana-foundation-sdk/stat';
import { dress, type PanelProps } from './dress';
import type { Query } from './query';
import { instantTarget, refId, type PanelContext } from './target';
import { absolute } from './thresholds';

export interface StatProps extends PanelProps {
  readonly values: readonly Query[];
  /** Colours of the values. Default: none; Grafana's own would be red from 80 on, whatever is measured. */
  readonly steps?: readonly Step[];
  /** Words for values, each with its colour. */
  readonly mappings?: readonly ValueMapping[];
}

/** The colour of text: for what is neither good nor bad. */
export const NEUTRAL = 'text';

export const byThresholds = (): FieldColorBuilder => new FieldColorBuilder().mode(FieldColorModeId.Thresholds);

/** What is shown is the newest value, which the queries give as their only one. */
export const newest = (): ReduceDataOptionsBuilder => new ReduceDataOptionsBuilder().calcs(['lastNotNull']);

/** Numbers or words of now, in large type. */
export function statPanel(props: StatProps, context: PanelContext): stat.PanelBuilder {
  const { values, steps = [{ value: null, color: NEUTRAL }], mappings = [] } = props;
  const made = dress(new stat.PanelBuilder(), props)
    .colorMode(BigValueColorMode.Value)
    .graphMode(BigValueGraphMode.None)
    .textMode(values.length > 1 ? BigValueTextMode.ValueAndName : BigValueTextMode.Auto)
    .reduceOptions(newest())
    .colorScheme(byThresholds())
    .thresholds(absolute(steps))
    .mappings([...mappings]);
  values.forEach(({ query, legend, style }, i) => {
    made.withTarget(instantTarget(refId(i), query, legend, context));
    if (style) made.overrideByQuery(refId(i), [...style]);
  });
  return made;
}
