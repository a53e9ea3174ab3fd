import { component } from '../network/component';

export const OPERATOR_COMPONENT = component('prometheus-operator', { http: 8080 });
