import { AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import type { AnyVector } from '../../promql';
import { PROMETHEUS } from './datasource';
import { panelText, type PanelContext } from './target';

/** A mark wherever one of these alerts fires. */
export const alertAnnotation = (firing: AnyVector, context: PanelContext = { match: [] }): AnnotationQueryBuilder =>
  new AnnotationQueryBuilder()
    .name('Alerts')
    .datasource(PROMETHEUS)
    .enable(true)
    .iconColor('red')
    .expr(panelText(firing, context))
    .titleFormat('{{alertname}} ({{severity}})')
    .tagKeys('severity,team')
    .step('60s');
