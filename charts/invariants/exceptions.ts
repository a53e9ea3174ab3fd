import { COLLECTOR_AGENT } from '../../constructs/collector/component';
import { DCGM_EXPORTER, NODE_EXPORTER } from '../../constructs/exporters/component';
import { OBSERVABILITY_NODE } from '../../constructs/namespaces';
import type { Component } from '../../constructs/network/component';
import type { KubeObject } from './kube-object';

/** A pod that is allowed to break the *restricted* standard in the points named, and why. */
export interface PodException {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** The violations that are excused, as the beginnings of their messages; any other is refused all the same. */
  readonly excuses: readonly string[];
  readonly reason: string;
}

/** The only namespace that may hold exceptions: the others would not admit such a pod. */
export const EXCEPTIONS_NAMESPACE = OBSERVABILITY_NODE;

/** Every pod that needs something of its node, in whichever environment it is. */
export const POD_EXCEPTIONS: readonly PodException[] = [
  exception(
    NODE_EXPORTER,
    [
      'hostNetwork is true',
      'hostPID is true',
      "volume 'host'",
      `container '${NODE_EXPORTER.name}' takes hostPort ${NODE_EXPORTER.ports.metrics ?? 0}`,
    ],
    'The counters of the node: its network, its processes and its file systems, read by a user without any capability.',
  ),
  exception(
    DCGM_EXPORTER,
    ["volume 'pod-resources'", 'pod has runAsUser: 0', `container '${DCGM_EXPORTER.name}' lacks runAsNonRoot: true`],
    'Which pod has which GPU is told by a socket of the kubelet that root alone may open; it has no capability, not even SYS_ADMIN.',
  ),
  exception(
    COLLECTOR_AGENT,
    [
      "volume 'logs'",
      "volume 'state'",
      'pod has runAsUser: 0',
      'pod has runAsNonRoot: false',
      `container '${COLLECTOR_AGENT.name}' lacks runAsNonRoot: true`,
    ],
    'The logs of containers, which the container runtime writes for root alone; how far they were read is kept on the node. It has no capability.',
  ),
];

/** Whether an exception names an object. */
export function isException({ kind, metadata }: KubeObject, exception: PodException): boolean {
  return kind === exception.kind && metadata.namespace === exception.namespace && metadata.name === exception.name;
}

/** The exceptions that an environment makes use of: those whose pod it has. */
export const exceptionsIn = (
  objects: readonly KubeObject[],
  exceptions: readonly PodException[] = POD_EXCEPTIONS,
): readonly PodException[] =>
  exceptions.filter((exception) => objects.some((object) => isException(object, exception)));

function exception({ name, namespace }: Component, excuses: readonly string[], reason: string): PodException {
  return { kind: 'DaemonSet', namespace, name, excuses, reason };
}
