import { describe, type KubeObject } from './kube-object';

/** A DNS label. Not every kind needs one, but names end up in labels and host names, and those do. */
const MAX_LENGTH = 63;

/** A StatefulSet's pods carry its name, a dash and a hash of ten characters in the label `controller-revision-hash`. */
const REVISION_LENGTH = 11;

/** What the operator puts before the name of a resource to name the StatefulSet that it makes of it. */
const OPERATOR_PREFIX: Readonly<Record<string, string>> = {
  Alertmanager: 'alertmanager-',
  Prometheus: 'prometheus-',
  ThanosRuler: 'thanos-ruler-',
};

/** Names, with what others add to them, are short enough. */
export function checkName(object: KubeObject): void {
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
