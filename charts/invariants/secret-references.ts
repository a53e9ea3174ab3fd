import { jsonOf, type KubeObject } from './kube-object';

/** Somewhere in an object, a Secret is named. */
export interface SecretReference {
  readonly object: KubeObject;
  readonly namespace: string;
  readonly name: string;
  /** The keys that it takes; left out, all that there are, or which ones cannot be told. */
  readonly keys?: readonly string[];
}

/** Kinds that name no Secret that has to exist, but carry much text. */
const WITHOUT = ['ConfigMap', 'CustomResourceDefinition', 'ExternalSecret', 'PrometheusRule'];

/** One of these is in every object that names one: most are not worth a walk through all of their fields. */
const MENTIONS = /secret|certificateRefs|"key"/i;

/** Every place at which an object names a Secret: in pods, in resources of operators, in what terminates TLS. */
export function secretReferences(object: KubeObject): readonly SecretReference[] {
  if (WITHOUT.includes(object.kind) || !MENTIONS.test(jsonOf(object))) return [];
  const namespace = object.metadata.namespace ?? '';
  return [...ofItsKind(object), ...within(object, '')].map((found) => ({ object, namespace, ...found }));
}

interface Found {
  readonly name: string;
  readonly keys?: readonly string[];
  /** Where it is not the object's. */
  readonly namespace?: string;
}

type Fields = Readonly<Record<string, unknown>>;

const TLS = ['tls.crt', 'tls.key'];

/** Names that only the kind of an object tells to be those of Secrets. */
function ofItsKind({ kind, spec }: KubeObject): readonly Found[] {
  switch (kind) {
    case 'Ingress':
      return listed((spec as Fields).tls).map((tls) => ({ name: text((tls as Fields).secretName), keys: TLS }));
    case 'Alertmanager':
      return [{ name: text((spec as Fields).configSecret), keys: ['alertmanager.yaml'] }, ...mounted(spec as Fields)];
    case 'Prometheus':
      return mounted(spec as Fields);
    default:
      return [];
  }
}

/** Their keys become files; which of them are read is seen where those files are named. */
const mounted = ({ secrets }: Fields): readonly Found[] =>
  listed(secrets).map((name) => ({ name: text(name), keys: [] }));

/** Where the operator (v0.93.1) mounts them. */
const MOUNTED = /\/etc\/(?:alertmanager|prometheus)\/secrets\/([^/\s"',]+)\/([-.\w]+)/g;

/** All that is found below a field. */
function* within(value: unknown, field: string): Generator<Found> {
  if (typeof value === 'string') {
    for (const [, name = '', key = ''] of value.matchAll(MOUNTED)) yield { name, keys: [key] };
  } else if (Array.isArray(value)) {
    for (const item of value) yield* within(item, field);
  } else if (typeof value === 'object' && value !== null) {
    yield* at(value as Fields, field);
    for (const [name, child] of Object.entries(value)) yield* within(child, name);
  }
}

/** Fields whose `{ name, key }` is not of a Secret. */
const CONFIG_MAPS = ['configMap', 'configMapKeyRef'];

/** What the value of a field itself names. */
function at(value: Fields, field: string): readonly Found[] {
  const { name, key, secretName, items, namespace } = value;
  if (typeof name === 'string' && typeof key === 'string')
    return CONFIG_MAPS.includes(field) ? [] : [{ name, keys: [key] }];
  switch (field) {
    case 'secretRef':
    case 'imagePullSecrets':
      return [{ name: text(name) }];
    // A volume, or one source of a projected one.
    case 'secret': {
      const keys = listed(items).map((item) => text((item as Fields).key));
      return [{ name: text(secretName ?? name), ...(keys.length > 0 && { keys }) }];
    }
    case 'certificateRefs':
      return [{ name: text(name), keys: TLS, ...(typeof namespace === 'string' && { namespace }) }];
    default:
      return [];
  }
}

const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A name as it stands; in the place of one, anything else is found not to be declared. */
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
