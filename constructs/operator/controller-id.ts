const CONTROLLER_ID = 'probecard';

/**
 * What the operator calls itself (`--controller-id`): it reconciles what carries the annotation with the same value, and nothing
 * else. Another operator that watches every namespace, such as kube-prometheus-stack's, leaves what carries the annotation alone
 * from prometheus-operator v0.73 on; an older one does not know it, and has to be kept out of our namespace by its own flags
 * (`--namespaces` or `--deny-namespaces`).
 */
export const CONTROLLER_ID_FLAG = `--controller-id=${CONTROLLER_ID}`;

/** The annotation that gives a Prometheus or an Alertmanager to our operator. */
export const CONTROLLER_ID_ANNOTATION: Readonly<Record<string, string>> = {
  'operator.prometheus.io/controller-id': CONTROLLER_ID,
};

/**
 * Whose operator makes our Prometheus and Alertmanager. One that is there already has to watch our namespace, at v0.93 or later, and
 * has no controller id: it would leave alone what carries ours, whatever that is.
 */
export type OperatedBy = 'our operator' | 'existing operator';

/** The annotations that decide which operator takes a Prometheus or an Alertmanager. */
export const controllerId = (operator: OperatedBy): Readonly<Record<string, string>> =>
  operator === 'our operator' ? CONTROLLER_ID_ANNOTATION : {};
