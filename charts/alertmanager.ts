import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { credentialsOf, type Contact } from '../alerts/receivers/contact';
import { RECEIVERS_SECRET } from '../alerts/receivers/credentials';
import { Alertmanager, type AlertmanagerProps } from '../constructs/alertmanager/alertmanager';
import { ALERTMANAGER_COMPONENT } from '../constructs/alertmanager/component';
import type { RequiredSecret } from '../constructs/secrets/secret';

export type AlertmanagerChartProps = AlertmanagerProps;

/** Who is told of which alert. */
export class AlertmanagerChart extends Chart {
  constructor(scope: Construct, props: AlertmanagerChartProps) {
    super(scope, 'alertmanager', { disableResourceNameHashes: true });
    new Alertmanager(this, 'alertmanager', props);
  }
}

/** The Secret with what Alertmanager needs to reach these teams. */
export const receiversSecret = (contacts: readonly Contact[]): RequiredSecret => ({
  name: RECEIVERS_SECRET,
  namespace: ALERTMANAGER_COMPONENT.namespace,
  keys: credentialsOf(contacts),
  usedBy: [ALERTMANAGER_COMPONENT.name],
});
