import {
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { selectors, type Matcher } from '../../promql';
import { DeclarationError, type Dashboard } from '../../signals';
import { DATASOURCE_VARIABLE, PROMETHEUS } from './datasource';

/** Environment and region are one choice: each is a Prometheus of its own. */
export const datasourceVariable = () =>
  new DatasourceVariableBuilder(DATASOURCE_VARIABLE)
    .label('Environment and region')
    .description('Each environment and region has a Prometheus of its own.')
    .type('prometheus')
    .regex('/^Prometheus /');

/** Values of a label, read from the first metric on the dashboard that has it; several or all can be chosen. */
export const labelVariable = (dashboard: Dashboard, label: string) =>
  new QueryVariableBuilder(label)
    .label(label.replaceAll('_', ' '))
    .description(`Values of the label ${label}; all by default.`)
    .datasource(PROMETHEUS)
    .query({ qryType: 1, query: `label_values(${seriesWith(dashboard, label)}, ${label})`, refId: `variable-${label}` })
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .allValue('.+')
    .current({ text: 'All', value: '$__all' });

function seriesWith(dashboard: Dashboard, label: string): string {
  const all = dashboard.rows.flatMap(({ signals }) => signals.flatMap(({ query }) => selectors(query.expr)));
  const having = all.filter(({ labels }) => labels.includes(label));
  // A recorded series may lack values that its source has, where it waits for evidence.
  const found = having.find(({ series }) => !series.includes(':')) ?? having[0];
  if (!found)
    throw new DeclarationError(`dashboard '${dashboard.title}': no series has the label of its variable '${label}'`);
  return found.series;
}

/** The matchers that the dashboard's variables add to every selector whose metric has the label. */
export const variableMatchers = ({ variables }: Dashboard): readonly Matcher[] =>
  variables.map((label) => ({ label, op: '=~', value: `$${label}` }));
