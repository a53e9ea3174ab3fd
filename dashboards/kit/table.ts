import { TableSortByFieldStateBuilder } from '@grafana/grafana-foundation-sdk/common';
import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import * as table from '@grafana/grafana-foundation-sdk/table';
import type { AnyVector } from '../../promql';
import { dress, type PanelProps } from './dress';
import { byThresholds } from './stat';
import { refId, tableTarget, type PanelContext } from './target';

/** A column of a label's values, which tell the rows apart. */
export interface LabelColumn {
  readonly label: string;
  readonly title: string;
  readonly style?: readonly DynamicConfigValue[];
}

/** A column of a query's values. */
export interface ValueColumn {
  readonly title: string;
  readonly query: AnyVector;
  readonly style?: readonly DynamicConfigValue[];
}

/** The title of the column by which rows are sorted. */
type Sorted =
  | { readonly smallestFirst: string; readonly largestFirst?: never }
  | { readonly largestFirst: string; readonly smallestFirst?: never };

export type TableProps = PanelProps &
  Sorted & {
    readonly labels: readonly LabelColumn[];
    readonly values: readonly ValueColumn[];
  };

/** How Grafana calls the values of one of several queries. */
const valuesOf = (index: number): string => `Value #${refId(index)}`;

/**
 * Values of now, one row for each combination of the labels' values.
 *
 * Grafana gives each query a table of its own: the time, a column for each label that any of its series has (empty where
 * a series lacks it), and the values. `merge` then makes one row of all rows that agree in every column they share. So
 * each query must have exactly the labels of the rows: with one more (the metric's name, or a window) its rows agree
 * with no other, and with one less (a promise without the model's label) its value ends up in the first of several rows.
 * {@link checkLabels} refuses both. A query without a value for some row leaves its cell empty.
 */
export function tablePanel(props: TableProps, context: PanelContext): table.PanelBuilder {
  const { labels, values, smallestFirst, largestFirst } = props;
  checkLabels(props);
  const made = dress(new table.PanelBuilder(), props)
    .filterable(true)
    .colorScheme(byThresholds())
    .withTransformation({ id: 'merge', options: {} })
    .withTransformation({ id: 'organize', options: organized(labels, values) })
    .sortBy([
      new TableSortByFieldStateBuilder().displayName(smallestFirst ?? largestFirst).desc(largestFirst !== undefined),
    ]);
  values.forEach(({ query }, i) => made.withTarget(tableTarget(refId(i), query, context)));
  for (const { title, style } of [...labels, ...values]) if (style) made.overrideByName(title, [...style]);
  return made;
}

function checkLabels({ title, labels, values }: TableProps): void {
  const wanted = labels.map(({ label }) => label);
  for (const value of values) {
    const { expr, labels: own } = value.query;
    const differs = [...wanted.filter((l) => !own.includes(l)), ...own.filter((l) => !wanted.includes(l))];
    if (differs.length > 0) {
      throw new Error(
        `table '${title}', column '${value.title}': its rows differ from others in ${differs.join(', ')}`,
      );
    }
    if (expr.kind === 'selector' || (expr.kind === 'call' && expr.fn === 'last_over_time')) {
      throw new Error(`table '${title}', column '${value.title}': it has the metric's name as a label: aggregate it`);
    }
  }
}

function organized(labels: readonly LabelColumn[], values: readonly ValueColumn[]) {
  const columns = [
    ...labels.map(({ label, title }) => [label, title] as const),
    ...values.map(({ title }, i) => [valuesOf(i), title] as const),
  ];
  return {
    excludeByName: { Time: true },
    renameByName: Object.fromEntries(columns),
    indexByName: Object.fromEntries(columns.map(([name], i) => [name, i])),
  };
}
