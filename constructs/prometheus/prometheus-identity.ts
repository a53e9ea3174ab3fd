/** The label that tells replicas apart, and is left out wherever they are looked at as one. */
export const REPLICA_LABEL = 'prometheus_replica';
