import { DashboardLinkBuilder, DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dashboard } from '../../signals';
import { DATASOURCE_VARIABLE } from './datasource';

/** To another dashboard, with the time range and the variables that both have. */
export const dashboardLink = ({ title, uid, description }: Dashboard): DashboardLinkBuilder =>
  new DashboardLinkBuilder(title)
    .type(DashboardLinkType.Link)
    .icon('dashboard')
    .tooltip(description)
    .url(`/d/${uid}`)
    .includeVars(true)
    .keepTime(true);

/** From a curve to the dashboard that says more, with the curve's labels chosen there. */
export const drillDownUrl = (uid: string, labels: readonly string[]): string =>
  [
    `/d/${uid}?\${__url_time_range}`,
    `var-${DATASOURCE_VARIABLE}=\${${DATASOURCE_VARIABLE}}`,
    ...labels.map((label) => `var-${label}=\${__field.labels.${label}}`),
  ].join('&');
