import { AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { ALERTS, print } from '../../promql';
import { PROMETHEUS } from './datasource';

/** A mark wherever an alert of the workload fires. */
export const alertAnnotation = (workload: string): AnnotationQueryBuilder =>
  new AnnotationQueryBuilder()
    .name('Alerts')
    .datasource(PROMETHEUS)
    .enable(true)
    .iconColor('red')
    .expr(print(ALERTS.where({ workload, alertstate: 'firing' }).expr))
    .titleFormat('{{alertname}} ({{severity}})')
    .tagKeys('severity,team')
    .step('60s');
