import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load, loadAll } from 'js-yaml';

/** An object of a rendered manifest, as far as tests of every kind look at it. */
export interface KubeObject {
  readonly apiVersion?: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly finalizers?: readonly string[];
  };
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly status?: Readonly<Record<string, unknown>>;
  readonly data?: Readonly<Record<string, string>>;
  readonly stringData?: Readonly<Record<string, string>>;
}

export interface RenderedRule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface RenderedGroup {
  readonly name: string;
  readonly interval?: string;
  readonly rules: readonly RenderedRule[];
}

/** What is looked at: `dist/`, or where PROBECARD_DIST says that `synth --out` has rendered. */
const DIST = process.env.PROBECARD_DIST ?? join(__dirname, '..', '..', '..', 'dist');

/** All objects that an environment is made of, as they are applied. @throws Error where `dist/` has no such environment */
export function rendered(environment: string): readonly KubeObject[] {
  const folder = join(DIST, environment);
  const objects = files(folder).flatMap((file) => loadAll(readFileSync(join(folder, file), 'utf8')) as KubeObject[]);
  if (objects.length === 0) throw new Error(`${folder} holds no manifests: run 'npm run synth' first`);
  return objects;
}

function files(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((file) => file.endsWith('.k8s.yaml'));
  } catch (error) {
    throw new Error(`${folder} cannot be read: run 'npm run synth' first`, { cause: error });
  }
}

/** The one object of a kind and name. @throws Error if it is not there */
export function objectOf(objects: readonly KubeObject[], kind: string, name: string): KubeObject {
  const found = objects.find((object) => object.kind === kind && object.metadata.name === name);
  if (!found) throw new Error(`no ${kind} ${name} is rendered`);
  return found;
}

/** The dashboards of objectives look at days: slo-panels.live.ts proves them on a history. */
export const isOfObjectives = ({ metadata }: KubeObject): boolean =>
  metadata.labels?.['app.kubernetes.io/name'] === 'slo';

export interface RuleFile {
  readonly name: string;
  readonly groups: readonly RenderedGroup[];
}

export const ruleFiles = (objects: readonly KubeObject[]): readonly RuleFile[] =>
  objects
    .filter(({ kind }) => kind === 'PrometheusRule')
    .map(({ metadata, spec }) => ({ name: metadata.name, groups: spec?.groups as RenderedGroup[] }));

/** What Loki evaluates: LogQL, in the file that it is given. */
export const logRuleFile = (objects: readonly KubeObject[]): RuleFile => ({
  name: 'loki-rules',
  ...(load(fileOf(objects, 'rules.yaml')) as Pick<RuleFile, 'groups'>),
});

/** The value of the one key with this name in any ConfigMap or Secret. @throws Error if there is none, or more than one */
export function fileOf(objects: readonly KubeObject[], key: string): string {
  const found = objects
    .flatMap(({ data, stringData }) => [data?.[key], stringData?.[key]])
    .filter((text) => text !== undefined);
  const [text] = found;
  if (text === undefined || found.length > 1)
    throw new Error(`${found.length} rendered objects have the key ${key}, not one`);
  return text;
}
