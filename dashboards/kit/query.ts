import type { DynamicConfigValue, Threshold as Step } from '@grafana/grafana-foundation-sdk/dashboard';
import type { AnyVector } from '../../promql';

/** One query of a panel. */
export interface Query {
  readonly query: AnyVector;
  /** What its curves or values are called. */
  readonly legend: string;
  /** How they differ from those of the panel's other queries. */
  readonly style?: readonly DynamicConfigValue[];
}

/** A legend of these labels' values. */
export const legendBy = (...labels: readonly string[]): string => labels.map((label) => `{{${label}}}`).join(' ');

/** Of lines that curves are held against, and of what stands beside them. */
export const DASHED: DynamicConfigValue = { id: 'custom.lineStyle', value: { fill: 'dash', dash: [10, 10] } };

export const inColor = (fixedColor: string): DynamicConfigValue => ({
  id: 'color',
  value: { mode: 'fixed', fixedColor },
});

export const inUnit = (unit: string): DynamicConfigValue => ({ id: 'unit', value: unit });

export const inDecimals = (decimals: number): DynamicConfigValue => ({ id: 'decimals', value: decimals });

export const inSteps = (steps: readonly Step[]): DynamicConfigValue => ({
  id: 'thresholds',
  value: { mode: 'absolute', steps },
});
