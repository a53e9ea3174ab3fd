import { freePorts, LOOPBACK } from '../harness/ports';
import { start } from '../harness/program';
import type { KubeObject } from '../harness/rendered';
import { tool } from '../harness/tools';
import { eventually } from '../harness/wait';
import type { Api, LiveObject } from './api';
import type { ControlPlane } from './control-plane';

/** The real Prometheus Operator, outside the cluster, as the service account that is rendered for it. */
export interface Operator {
  /** Lines of its log at level error, and warnings that something was refused or left out. */
  complaints(): readonly string[];
  stop(): Promise<void>;
}

const IMAGE = '/prometheus-operator:';
/** Arguments about where it listens and how it reaches the API server: in a pod these are other addresses and files. */
const OWN_ARGUMENT =
  /^--(web\.listen-address|web\.enable-tls|web\.cert-file|web\.key-file|apiserver|cert-file|key-file|ca-file|tls-insecure)\b/;

/** Starts the operator with its rendered arguments. @throws Error where none is rendered */
export async function startOperator(plane: ControlPlane, objects: readonly KubeObject[]): Promise<Operator> {
  const deployment = operatorDeployment(objects);
  const { serviceAccountName, containers } = podOf(deployment);
  const { server, authority, certificate, key } = await plane.serviceAccount(
    deployment.metadata.namespace ?? '',
    serviceAccountName,
  );
  const { args = [] } = containers.find(isOperator) ?? {};
  const [port = 0] = await freePorts(1);
  const running = await start({
    path: await tool('operator'),
    args: [
      ...args.filter((arg) => !OWN_ARGUMENT.test(arg)),
      `--web.listen-address=${LOOPBACK}:${port}`,
      '--web.enable-tls=false',
      `--apiserver=${server}`,
      `--ca-file=${authority}`,
      `--cert-file=${certificate}`,
      `--key-file=${key}`,
    ],
    ready: `http://${LOOPBACK}:${port}/healthz`,
    keptLines: Infinity,
  });
  return {
    complaints: () => running.log().split('\n').filter(isComplaint),
    stop: () => running.stop(),
  };
}

interface PodSpec {
  readonly serviceAccountName: string;
  readonly containers: readonly { readonly image: string; readonly args?: readonly string[] }[];
}

const podOf = ({ spec }: KubeObject): PodSpec => (spec?.template as { readonly spec: PodSpec }).spec;

const isOperator = ({ image }: { readonly image: string }): boolean => image.includes(IMAGE);

/** The Deployment that runs the operator. @throws Error where none is rendered, or more than one */
export function operatorDeployment(objects: readonly KubeObject[]): KubeObject {
  const found = objects.filter((object) => object.kind === 'Deployment' && podOf(object).containers.some(isOperator));
  const [operator] = found;
  if (!operator || found.length > 1) throw new Error(`${found.length} operators are rendered, not one`);
  return operator;
}

/** In JSON and in logfmt, whichever the arguments ask for. An update that somebody else was quicker with is tried again. */
const isComplaint = (line: string): boolean =>
  (/"level":"error"|level=error/i.test(line) ||
    (/"level":"warn"|level=warn/i.test(line) &&
      /skipping object|ignoring|lacks required permissions|deprecated|failed/i.test(line))) &&
  !line.includes('the object has been modified');

const OPERATED = ['prometheuses', 'alertmanagers', 'thanosrulers'];
const GROUP = '/apis/monitoring.coreos.com/v1';

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly message?: string;
  readonly observedGeneration?: number;
}

/** The objects that the operator makes pods of, as they are now. */
export const operatedObjects = async (api: Api): Promise<readonly LiveObject[]> =>
  (await Promise.all(OPERATED.map((plural) => api.list(`${GROUP}/${plural}`)))).flat();

/** Waits until the operator says of each of its objects that it is reconciled and available. @returns them */
export const reconciled = (api: Api, limitSeconds: number): Promise<readonly LiveObject[]> =>
  eventually(async () => {
    const objects = await operatedObjects(api);
    const open = objects.flatMap((object) => ['Reconciled', 'Available'].flatMap((type) => lacking(object, type)));
    if (open.length > 0) throw new Error(`the operator is not done:\n${open.join('\n')}`);
    return objects;
  }, limitSeconds);

function lacking({ kind, metadata, status }: LiveObject, type: string): readonly string[] {
  const conditions = (status?.conditions ?? []) as readonly Condition[];
  const {
    status: value = 'unknown',
    message = '',
    observedGeneration,
  } = conditions.find((condition) => condition.type === type) ?? {};
  return value === 'True' && observedGeneration === metadata.generation
    ? []
    : [`${kind} ${metadata.name}: ${type} is ${value} for generation ${observedGeneration ?? 0} ${message}`];
}
