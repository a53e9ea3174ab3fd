import type { IPrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { metadata } from '../metadata';
import { INSTANCE_LABEL } from './instance';

export interface PrometheusRuleProps {
  readonly name: string;
  /** The namespace in which our operator looks. */
  readonly namespace: string;
  /** The component or workload that the rules are about. Default: the name. */
  readonly component?: string;
  /** Rule groups in the form of a Prometheus rule file, as plain objects. */
  readonly groups: readonly RuleGroup[];
}

type RuleGroup = NonNullable<NonNullable<IPrometheusRule['spec']>['groups']>[number];

/** Rule groups that our Prometheus evaluates. */
export class PrometheusRule extends ApiObject {
  constructor(scope: Construct, id: string, props: PrometheusRuleProps) {
    const object: IPrometheusRule = {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: metadata({
        name: props.name,
        namespace: props.namespace,
        labels: INSTANCE_LABEL,
        ...(props.component !== undefined && { component: props.component }),
      }),
      spec: { groups: [...props.groups] },
    };
    super(scope, id, object);
  }
}
