import { AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { any, gauge, print, raw, type AnyVector } from '../../promql';
import { PROMETHEUS } from './datasource';
import { panelText, type PanelContext } from './target';

/** A mark wherever one of these alerts fires. */
export const alertAnnotation = (firing: AnyVector, context: PanelContext = { match: [] }): AnnotationQueryBuilder =>
  annotation('Alerts', 'red', panelText(firing, context))
    .titleFormat('{{alertname}} ({{severity}})')
    .tagKeys('severity,team');

/** Written by kube-state-metrics for every Deployment; `namespace` is the Deployment's own. */
const generation = gauge('kube_deployment_metadata_generation', {
  labels: { deployment: any },
  unit: 'count',
  help: 'Grows with every change of what the Deployment is meant to be.',
});

/**
 * A mark wherever a Deployment has changed: a new version, new settings, or another number of replicas. It is five minutes wide,
 * so that none falls between the points of a graph over the 35 days that metrics are kept (Grafana draws at most 11,000 of them).
 */
export function deploymentAnnotation(of: {
  readonly namespace: string;
  readonly name: string;
}): AnnotationQueryBuilder {
  const { expr } = generation.where({ namespace: of.namespace, deployment: of.name });
  const changed = raw(`changes(${print(expr)}[5m]) > 0`, {
    labels: ['namespace', 'deployment'],
    unit: 'count',
    metrics: [generation],
  });
  return annotation('Deployments', 'blue', print(changed.expr))
    .titleFormat('{{deployment}} was changed')
    .tagKeys('namespace,deployment');
}

const annotation = (name: string, color: string, expr: string): AnnotationQueryBuilder =>
  new AnnotationQueryBuilder().name(name).datasource(PROMETHEUS).enable(true).iconColor(color).expr(expr).step('60s');
