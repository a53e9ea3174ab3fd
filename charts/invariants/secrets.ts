import type { RequiredSecret } from '../../constructs/secrets/secret';
import { ALERTMANAGER_CONFIG } from '../../constructs/alertmanager/alertmanager';
import { describe, type KubeObject } from './kube-object';
import { secretReferences, type SecretReference } from './secret-references';

/** A Secret that will be there, and its keys. */
interface Known {
  readonly namespace: string;
  readonly name: string;
  readonly keys: readonly string[];
}

/**
 * Every Secret and every key that a rendered object names is one that somebody is told to create, that cert-manager makes, or
 * that is rendered; nobody is told to create what nothing reads; and no value of a Secret is rendered.
 *
 * @param required what `probecard secrets` lists
 * @throws Error with the object, the Secret and the key
 */
export function checkSecrets(objects: readonly KubeObject[], required: readonly RequiredSecret[]): void {
  objects.forEach(refuseValues);
  const references = objects.flatMap(secretReferences);
  const known = new Map<string, Known>();
  for (const secret of [...required.map(declared), ...objects.flatMap(made)]) {
    if (known.has(id(secret))) throw new Error(`the Secret ${id(secret)} is declared twice: rename one of them`);
    known.set(id(secret), secret);
  }
  for (const reference of references) checkReference(reference, known.get(id(reference)));
  for (const secret of required) checkUsed(secret, references);
}

const id = ({ namespace, name }: { readonly namespace: string; readonly name: string }): string =>
  `${namespace}/${name}`;

const declared = ({ namespace, name, keys }: RequiredSecret): Known => ({
  namespace,
  name,
  keys: keys.map(({ key }) => key),
});

/** The Secrets that come of rendered objects. */
function made(object: KubeObject): readonly Known[] {
  const { kind, metadata } = object;
  const namespace = metadata.namespace ?? '';
  if (kind === 'Secret') {
    return [{ namespace, name: metadata.name, keys: Object.keys(object.stringData ?? {}) }];
  }
  if (kind !== 'Certificate') return [];
  const { secretName } = object.spec as { readonly secretName: string };
  return [{ namespace, name: secretName, keys: ['tls.crt', 'tls.key', 'ca.crt'] }];
}

function checkReference(reference: SecretReference, secret: Known | undefined): void {
  const { object, keys = [] } = reference;
  if (!secret) {
    const which = keys[0] === undefined ? '' : ` (for its key '${keys[0]}')`;
    throw new Error(
      `${describe(object)}: it reads the Secret ${id(reference)}${which}, which nobody declares: add a RequiredSecret where its component is, and to secretsOf() in main.ts`,
    );
  }
  const unknown = keys.find((key) => !secret.keys.includes(key));
  if (unknown !== undefined) {
    throw new Error(
      `${describe(object)}: it reads the key '${unknown}' of the Secret ${id(reference)}, which nobody declares: it has ${secret.keys.join(', ')}`,
    );
  }
}

/** Where a whole Secret is taken, which of its keys are read is the program's business. */
function checkUsed(secret: RequiredSecret, references: readonly SecretReference[]): void {
  const readers = references.filter((reference) => id(reference) === id(secret));
  if (readers.length === 0) {
    throw new Error(
      `the Secret ${id(secret)} is declared, but nothing reads it: remove it from secretsOf() in main.ts`,
    );
  }
  if (readers.some(({ keys }) => keys === undefined)) return;
  const read = new Set(readers.flatMap(({ keys = [] }) => keys));
  const idle = secret.keys.find(({ key }) => !read.has(key));
  if (idle)
    throw new Error(`the key '${idle.key}' of the Secret ${id(secret)} is declared, but nothing reads it: remove it`);
}

/** What stands in a manifest stands in git. The base configuration of Alertmanager is a Secret because the operator wants one. */
function refuseValues(object: KubeObject): void {
  if (object.kind !== 'Secret') return;
  const { name } = object.metadata;
  const keys = [...Object.keys(object.data ?? {}), ...Object.keys(object.stringData ?? {})];
  const value = keys.find((key) => name !== ALERTMANAGER_CONFIG.name || key !== ALERTMANAGER_CONFIG.key);
  if (value !== undefined) {
    throw new Error(
      `${describe(object)}: it renders a value for the key '${value}', and what is rendered is in git: refer to a Secret that is created elsewhere`,
    );
  }
}
