import { AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { print, type AnyVector } from '../../promql';
import { deploymentGeneration } from '../../workloads/kubernetes/metrics';
import { PROMETHEUS } from './datasource';
import { panelText, type PanelContext } from './target';

/** A mark wherever one of these alerts fires. */
export const alertAnnotation = (firing: AnyVector, context: PanelContext = { match: [] }): AnnotationQueryBuilder =>
  annotation('Alerts', 'red', panelText(firing, context))
    .titleFormat('{{alertname}} ({{severity}})')
    .tagKeys('severity,team');

/**
 * A mark wherever a Deployment has changed: a new version, new settings, or another number of replicas. It is five minutes wide,
 * so that none falls between the points of a graph over the 35 days that metrics are kept (Grafana draws at most 11,000 of them).
 * @param of the Deployments: one, or all of some namespaces
 */
export function deploymentAnnotation(of: {
  readonly namespace: string | readonly string[];
  readonly name?: string;
}): AnnotationQueryBuilder {
  const these = { namespace: of.namespace, ...(of.name !== undefined && { deployment: of.name }) };
  return annotation('Deployments', 'blue', print(deploymentGeneration.where(these).changes('5m').positive().expr))
    .titleFormat('{{deployment}} was changed')
    .tagKeys('namespace,deployment');
}

const annotation = (name: string, color: string, expr: string): AnnotationQueryBuilder =>
  new AnnotationQueryBuilder().name(name).datasource(PROMETHEUS).enable(true).iconColor(color).expr(expr).step('60s');
