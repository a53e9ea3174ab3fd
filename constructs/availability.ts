import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { metadata } from './metadata';
import type { Component } from './network/component';

const ZONE = 'topology.kubernetes.io/zone';
const HOST = 'kubernetes.io/hostname';

/**
 * Replicas on different nodes, and as evenly over zones as there is room. Zones are a wish: a zone that is lost must not keep
 * replicas from starting in the others; nodes are a demand, for two replicas on one node are lost together.
 */
export const spread = ({ pods }: Component) => [
  constraint(ZONE, 'ScheduleAnyway', pods),
  constraint(HOST, 'DoNotSchedule', pods),
];

const constraint = (
  topologyKey: string,
  whenUnsatisfiable: 'ScheduleAnyway' | 'DoNotSchedule',
  pods: Component['pods'],
) => ({ maxSkew: 1, topologyKey, whenUnsatisfiable, labelSelector: { matchLabels: { ...pods } } });

/** Lets at most one replica be evicted at a time, so that draining nodes never takes a component away. */
export class DisruptionBudget extends k8s.KubePodDisruptionBudget {
  constructor(scope: Construct, id: string, { name, namespace, pods }: Component) {
    super(scope, id, {
      metadata: metadata({ name, namespace }),
      spec: {
        maxUnavailable: k8s.IntOrString.fromNumber(1),
        selector: { matchLabels: { ...pods } },
        // A pod that is not ready protects nothing: without this, one that crashes could block the draining of its node.
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    });
  }
}
