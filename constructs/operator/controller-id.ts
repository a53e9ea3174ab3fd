const CONTROLLER_ID = 'probecard';

/**
 * What the operator calls itself (`--controller-id`). An operator that watches every namespace, such as kube-prometheus-stack's,
 * leaves the objects of another controller alone, and ours leaves its objects alone.
 */
export const CONTROLLER_ID_FLAG = `--controller-id=${CONTROLLER_ID}`;

/** The annotation that gives a Prometheus or an Alertmanager to our operator. */
export const CONTROLLER_ID_ANNOTATION: Readonly<Record<string, string>> = {
  'operator.prometheus.io/controller-id': CONTROLLER_ID,
};
