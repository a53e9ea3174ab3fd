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
