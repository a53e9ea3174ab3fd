import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { objectOf, type KubeObject } from '../harness/rendered';

/** Whom a Loki on loopback tells of its alerts, and of which. */
export interface Telling {
  /** An Alertmanager. By default nobody is told. */
  readonly alertmanager?: string;
  /** What becomes of the rendered rules: by default, they stay as they are. */
  readonly rules?: (text: string) => string;
}

interface Pod {
  readonly volumes: readonly { readonly name: string; readonly configMap?: { readonly name: string } }[];
  readonly containers: readonly [
    { readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[] },
  ];
}

/**
 * Puts the rules of an environment into a folder, as their ConfigMap is mounted in a cluster.
 * @returns what of Loki's configuration has to be replaced: where the rules are, and whom they tell
 */
export function placeRules(
  objects: readonly KubeObject[],
  folder: string,
  { alertmanager = '', rules = (text) => text }: Telling = {},
): Readonly<Record<string, unknown>> {
  const { data = {}, metadata } = objectOf(objects, 'ConfigMap', 'loki-rules');
  const mount = join(folder, basename(mountOf(objects, metadata.name)));
  mkdirSync(mount, { recursive: true });
  for (const [file, text] of Object.entries(data)) writeFileSync(join(mount, file), rules(text));
  return {
    'ruler.storage.local.directory': dirname(mount),
    'ruler.alertmanager_url': alertmanager,
    // There is no DNS that would know an Alertmanager on loopback.
    'ruler.enable_alertmanager_discovery': false,
  };
}

/** @throws Error where Loki's pod does not mount it */
function mountOf(objects: readonly KubeObject[], configMap: string): string {
  const { spec } = objectOf(objects, 'StatefulSet', 'loki') as unknown as { spec: { template: { spec: Pod } } };
  const { volumes, containers } = spec.template.spec;
  const volume = volumes.find((one) => one.configMap?.name === configMap)?.name;
  const found = containers[0].volumeMounts.find(({ name }) => name === volume)?.mountPath;
  if (found === undefined) throw new Error(`Loki's pod does not mount the ConfigMap ${configMap}`);
  return found;
}
