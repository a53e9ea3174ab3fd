import { DashboardLinkBuilder, DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dashboard, Links } from '../../signals';
import { DATASOURCE_VARIABLE } from './datasource';

type Page = Pick<Dashboard, 'title' | 'uid' | 'description'>;

/** To another dashboard, with the time range and the variables that both have. */
export const dashboardLink = ({ title, uid, description }: Page): DashboardLinkBuilder =>
  new DashboardLinkBuilder(title)
    .type(DashboardLinkType.Link)
    .icon('dashboard')
    .tooltip(description)
    .url(`/d/${uid}`)
    .includeVars(true)
    .keepTime(true);

/** Values of a dashboard's variables, several where it takes several. */
export type Chosen = Readonly<Record<string, string | readonly string[]>>;

/** As an address has them. */
const chosenText = (values: Chosen): readonly string[] =>
  Object.entries(values).flatMap(([variable, value]) => [value].flat().map((one) => `var-${variable}=${one}`));

/** The data source that is chosen here. */
const SAME_SOURCE: Chosen = { [DATASOURCE_VARIABLE]: `\${${DATASOURCE_VARIABLE}}` };

/** To a dashboard, with the time range and the data source of this one, and these values of its variables. */
export const dashboardUrl = (uid: string, values: Chosen): string =>
  [`/d/${uid}?\${__url_time_range}`, ...chosenText({ ...SAME_SOURCE, ...values })].join('&');

/** From a curve to the dashboard that says more, with the curve's labels chosen there. */
export const drillDownUrl = (uid: string, labels: readonly string[]): string =>
  dashboardUrl(uid, Object.fromEntries(labels.map((label) => [label, labelOfCurve(label)])));

/**
 * To another dashboard, with the time range and the data source, and these values of its variables. What else is chosen here stays
 * here: all values of a variable, where the other takes one, would be none there.
 */
export const dashboardLinkWith = (page: Page, chosen: Chosen): DashboardLinkBuilder =>
  dashboardLink(page)
    .url(`/d/${page.uid}?${chosenText({ ...SAME_SOURCE, ...chosen }).join('&')}`)
    .includeVars(false);

/** Where Grafana puts the value that a curve's label has. */
export const labelOfCurve = (label: string): string => `\${__field.labels.${label}}`;

/** Where Grafana puts the value that a column has in the row of a table. */
export const cellOfRow = (column: string): string => `\${__data.fields.${column}}`;

/** A link of data to another dashboard. */
export const dataLink = (title: string, url: string): DashboardLinkBuilder =>
  new DashboardLinkBuilder(title).type(DashboardLinkType.Link).url(url);

/** To a page of the runbooks. */
export const runbookLink = (page: string, { runbooks }: Links): DashboardLinkBuilder =>
  dataLink(`Runbook: ${page}`, `${runbooks}/${page}.md`).targetBlank(true);
