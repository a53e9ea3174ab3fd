import { describe, group, type KubeObject } from './kube-object';

/** A DNS label. Not every kind needs one, but names end up in labels and host names, and those do. */
const MAX_LENGTH = 63;

/** A StatefulSet's pods carry its name, a dash and a hash of ten characters in the label `controller-revision-hash`. */
const REVISION_LENGTH = 11;

/** What the operator puts before the name of a resource to name the StatefulSet that it makes of it. */
const OPERATOR_PREFIX: Readonly<Record<string, string>> = {
  Alertmanager: 'alertmanager-',
  Prometheus: 'prometheus-',
  PrometheusAgent: 'prom-agent-',
  ThanosRuler: 'thanos-ruler-',
};

const LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;

/** By API group: where names are more than DNS labels. */
const GRAMMAR: Readonly<Record<string, RegExp>> = {
  'apiextensions.k8s.io': /^[a-z0-9](?:[-.a-z0-9]*[a-z0-9])?$/,
  'apiregistration.k8s.io': /^[a-z0-9](?:[-.a-z0-9]*[a-z0-9])?$/,
  'rbac.authorization.k8s.io': /^[a-z0-9](?:[-.:a-z0-9]*[a-z0-9])?$/,
};

/** The name and the namespace are what the API server takes, and, with what others add to them, short enough. */
export function checkName(object: KubeObject): void {
  const { name, namespace } = object.metadata;
  checkGrammar(object, 'name', name, GRAMMAR[group(object)] ?? LABEL);
  if (namespace !== undefined) checkGrammar(object, 'namespace', namespace, LABEL);
  checkLength(object);
}

function checkGrammar(object: KubeObject, field: string, value: string, grammar: RegExp): void {
  if (!grammar.test(value)) {
    throw new Error(
      `${describe(object)}: the ${field} '${value}' is no DNS label: use lower-case letters, digits and inner dashes`,
    );
  }
}

function checkLength(object: KubeObject): void {
  const { kind, metadata } = object;
  const prefix = OPERATOR_PREFIX[kind] ?? '';
  const isStatefulSet = kind === 'StatefulSet' || prefix !== '';
  const most = MAX_LENGTH - prefix.length - (isStatefulSet ? REVISION_LENGTH : 0);
  if (metadata.name.length > most) {
    const because = isStatefulSet ? ', so that its pods and their labels stay within 63' : '';
    throw new Error(
      `${describe(object)}: the name '${metadata.name}' has ${metadata.name.length} characters: shorten it to at most ${most}${because}`,
    );
  }
}
