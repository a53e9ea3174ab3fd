import {
  CustomVariableBuilder,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  TextBoxVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { isRecordedName, selectors, type Matcher } from '../../promql';
import { DeclarationError, type Dashboard } from '../../signals';
import { labelOf } from '../../telemetry/attribute';
import { SERVICE_NAME } from '../../telemetry/attributes';
import { LOKI } from '../../telemetry/data-sources';
import type { StreamLabel } from '../../telemetry/streams';
import { DATASOURCE_VARIABLE, PROMETHEUS } from './datasource';

/** Environment and region are one choice: each is a Prometheus of its own. */
export const datasourceVariable = () =>
  new DatasourceVariableBuilder(DATASOURCE_VARIABLE)
    .label('Environment and region')
    .description('Each environment and region has a Prometheus of its own.')
    .type('prometheus')
    .regex('/^Prometheus /');

const valuesOf = (label: string, series: string) =>
  new QueryVariableBuilder(label)
    .label(label.replaceAll('_', ' '))
    .datasource(PROMETHEUS)
    .query({ qryType: 1, query: `label_values(${series}, ${label})`, refId: `variable-${label}` })
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc);

/** Of which several or all can be chosen. */
const severally = (variable: QueryVariableBuilder, label: string, allValue: string) =>
  variable
    .description(`Values of the label ${label}; all by default.`)
    .multi(true)
    .includeAll(true)
    .allValue(allValue)
    .current({ text: 'All', value: '$__all' });

/** Values that a label has in a series; several or all can be chosen. */
export const labelVariable = (label: string, series: string) => severally(valuesOf(label, series), label, '.+');

/** What Grafana calls values of a label of streams (Grafana 13, `LokiVariableQueryType`). */
const LABEL_VALUES = 1;

/** The label that every stream has: Loki asks for one whose absence does not match. Of others, all are also those without. */
const OF_EVERY_STREAM: StreamLabel = labelOf(SERVICE_NAME);

/** Values that a label of log streams has; several or all can be chosen. */
export const streamVariable = (label: StreamLabel) =>
  severally(
    new QueryVariableBuilder(label)
      .label(label.replaceAll('_', ' '))
      .datasource(LOKI)
      .query({ type: LABEL_VALUES, label, stream: '', refId: `variable-${label}` })
      .refresh(VariableRefresh.OnTimeRangeChanged)
      .sort(VariableSort.AlphabeticalAsc),
    label,
    label === OF_EVERY_STREAM ? '.+' : '.*',
  );

/** Something to be typed, or nothing. */
export const textVariable = (name: string, description: string) =>
  new TextBoxVariableBuilder(name).label(name.replaceAll('_', ' ')).description(description).defaultValue('');

/** One of these, or another that is typed. */
export const choiceVariable = (
  name: string,
  {
    values,
    first,
    description,
  }: { readonly values: readonly string[]; readonly first: string; readonly description: string },
) =>
  new CustomVariableBuilder(name)
    .label(name.replaceAll('_', ' '))
    .description(description)
    .values(values.join(','))
    .options(values.map((value) => ({ text: value, value, selected: value === first })))
    .current({ text: first, value: first })
    .multi(false)
    .includeAll(false);

/** Values that a label has in a series, of which one is chosen, for what cannot be read beside others. */
export const singleVariable = (label: string, series: string) =>
  valuesOf(label, series).description(`One value of the label ${label}.`).multi(false).includeAll(false);

/** The first metric on the dashboard that has the label. */
export function seriesWith(dashboard: Dashboard, label: string): string {
  const all = dashboard.rows.flatMap(({ signals }) => signals.flatMap(({ query }) => selectors(query.expr)));
  const having = all.filter(({ labels }) => labels.includes(label));
  // A recorded series may lack values that its source has, where it waits for evidence.
  const found = having.find(({ series }) => !isRecordedName(series)) ?? having[0];
  if (!found)
    throw new DeclarationError(`dashboard '${dashboard.title}': no series has the label of its variable '${label}'`);
  return found.series;
}

/** The matchers that a dashboard's variables add to every selector whose metric has the label. */
export const variableMatchers = (labels: readonly string[]): readonly Matcher[] =>
  labels.map((label) => ({ label, op: '=~', value: `$${label}` }));
