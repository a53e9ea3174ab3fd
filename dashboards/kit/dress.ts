import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';
import { PROMETHEUS } from './datasource';

/** What every panel has, whatever it shows. */
export interface PanelProps {
  readonly title: string;
  readonly description: string;
  /** Grafana's id of the unit. */
  readonly unit: string;
  readonly decimals?: number;
  /** What stands there where there is nothing to show and that is as it should be. */
  readonly noValue?: string;
}

interface Dressable {
  title(title: string): unknown;
  description(description: string): unknown;
  unit(unit: string): unknown;
  decimals(decimals: number): unknown;
  noValue(noValue: string): unknown;
  datasource(datasource: DataSourceRef): unknown;
}

/** The same builder, with what every panel has. */
export function dress<B extends Dressable>(builder: B, props: PanelProps): B {
  const { title, description, unit, decimals, noValue } = props;
  builder.title(title);
  builder.description(description);
  builder.unit(unit);
  builder.datasource(PROMETHEUS);
  if (decimals !== undefined) builder.decimals(decimals);
  if (noValue !== undefined) builder.noValue(noValue);
  return builder;
}
