import { component } from '../network/component';

/** The name of the Alertmanager resource: the operator calls the pods `alertmanager-main-0` and so on. */
export const ALERTMANAGER_INSTANCE = 'main';

/** `mesh` is where replicas tell each other of silences and of what has been notified: TCP, and UDP as well. */
export const ALERTMANAGER_COMPONENT = component(
  'alertmanager',
  { web: 9093, mesh: 9094 },
  { pods: { 'app.kubernetes.io/name': 'alertmanager', alertmanager: ALERTMANAGER_INSTANCE }, udp: ['mesh'] },
);
