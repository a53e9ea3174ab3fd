import { component } from '../network/component';

export const GRAFANA_COMPONENT = component('grafana', { http: 3000 });
