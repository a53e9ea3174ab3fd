import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';

/** The variable that chooses the Prometheus, and with it the environment and region. */
export const DATASOURCE_VARIABLE = 'datasource';

export const PROMETHEUS: DataSourceRef = { type: 'prometheus', uid: `\${${DATASOURCE_VARIABLE}}` };
