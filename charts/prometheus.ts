import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { ALERTMANAGER_COMPONENT } from '../constructs/alertmanager/component';
import { checkRuleGroups } from '../alerts/check';
import { activityGroup } from '../alerts/activity';
import { watchdogGroup } from '../alerts/watchdog';
import { Prometheus, type PrometheusProps } from '../constructs/prometheus/prometheus';
import { PrometheusRule } from '../constructs/prometheus/prometheus-rule';
import type { Links, Team } from '../signals';
import { mutable } from './mutable';

export interface PrometheusChartProps extends Omit<PrometheusProps, 'alertmanager'> {
  /** The team that hears when alerting itself is down. */
  readonly owner: Team;
  readonly links: Links;
}

/** Metrics: scraped, evaluated, stored for as long as the longest objective reads back. It alerts through our Alertmanager. */
export class PrometheusChart extends Chart {
  constructor(scope: Construct, props: PrometheusChartProps) {
    super(scope, 'prometheus', { disableResourceNameHashes: true });
    new Prometheus(this, 'prometheus', {
      ...props,
      alertmanager: { name: ALERTMANAGER_COMPONENT.name, namespace: props.namespace, port: 'web' },
    });
    const groups = mutable(checkRuleGroups([watchdogGroup(props.owner, props.links), activityGroup()]));
    new PrometheusRule(this, 'rules', {
      name: 'watchdog',
      namespace: props.namespace,
      component: 'prometheus',
      groups,
    });
  }
}
