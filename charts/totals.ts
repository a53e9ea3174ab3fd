import { bytes } from '../sizing/quantity';
import type { KubeObject } from './invariants/kube-object';
import { NOTHING, podUse, sum, times, type Reloader, type Use } from './totals/pod';

/** How many nodes a DaemonSet has its pods on. */
export interface Nodes {
  readonly nodes: number;
  readonly gpuNodes: number;
}

/** What an environment's objects ask of its cluster at once. CPU in cores, memory and disk in bytes. */
export interface Totals extends Use {
  readonly disk: number;
  readonly pods: number;
}

/** What the operator (v0.93.1) gives to its reloaders where nobody tells it otherwise. */
const RELOADER_DEFAULTS = { cpu: '10m', memory: '50Mi' };

/**
 * The sum over all objects: of Deployments and StatefulSets by replicas (of autoscaled ones the least), of DaemonSets by nodes, of
 * CronJobs as if they ran, for there must be room for them; of the operator's resources with what it adds to their pods.
 * Without deploy gates, which run in their workloads' namespaces.
 * @param objects rendered, of one environment
 */
export function totals(objects: readonly KubeObject[], nodes: Nodes): Totals {
  const reloader = reloaderOf(objects);
  return objects.reduce<Totals>(
    (all, object) => {
      const use = podUse(object, reloader);
      const pods = use ? podCount(object, objects, nodes) : 0;
      return {
        ...sum(all, times(use ?? NOTHING, pods)),
        pods: all.pods + pods,
        disk: all.disk + diskOf(object, pods),
      };
    },
    { ...NOTHING, disk: 0, pods: 0 },
  );
}

/** One line for the terminal: `dev: 2.1 cores, 6.3 GiB (limits 8.4 cores, 12.0 GiB), 51 GiB on disk, 17 pods`. */
export function totalsLine(environment: string, of: Totals): string {
  const compute = (cpu: number, memory: number): string =>
    `${cpu.toFixed(1)} cores, ${gibibytes(memory).toFixed(1)} GiB`;
  const limits = compute(of.cpuLimits, of.memoryLimits);
  return `${environment}: ${compute(of.cpuRequests, of.memoryRequests)} (limits ${limits}), ${Math.round(gibibytes(of.disk))} GiB on disk, ${of.pods} pods`;
}

const gibibytes = (count: number): number => count / 1024 ** 3;

interface Spec {
  readonly replicas?: number;
  readonly shards?: number;
  readonly minReplicas?: number;
  readonly scaleTargetRef?: { readonly kind: string; readonly name: string };
  readonly template?: { readonly spec: { readonly nodeSelector?: Readonly<Record<string, string>> } };
  readonly resources?: ClaimSpec['resources'];
  readonly volumeClaimTemplates?: readonly { readonly spec: ClaimSpec }[];
  readonly storage?: { readonly volumeClaimTemplate?: { readonly spec: ClaimSpec } };
}

interface ClaimSpec {
  readonly resources?: { readonly requests?: { readonly storage?: string } };
}

const specOf = ({ spec = {} }: KubeObject): Spec => spec as Spec;

function podCount(object: KubeObject, objects: readonly KubeObject[], { nodes, gpuNodes }: Nodes): number {
  const { replicas, shards = 1, template } = specOf(object);
  switch (object.kind) {
    case 'DaemonSet':
      return Object.keys(template?.spec.nodeSelector ?? {}).some((label) => label.startsWith('nvidia.com/'))
        ? gpuNodes
        : nodes;
    case 'AnalysisTemplate':
    case 'Job':
      return 0;
    default:
      return (replicas ?? scaledTo(object, objects) ?? 1) * shards;
  }
}

/** The least that an autoscaler keeps. */
const scaledTo = ({ kind, metadata }: KubeObject, objects: readonly KubeObject[]): number | undefined =>
  objects
    .filter((object) => object.kind === 'HorizontalPodAutoscaler' && object.metadata.namespace === metadata.namespace)
    .map(specOf)
    .find(({ scaleTargetRef }) => scaleTargetRef?.kind === kind && scaleTargetRef.name === metadata.name)?.minReplicas;

/** @param pods each of which has the volumes that are claimed for it */
function diskOf(object: KubeObject, pods: number): number {
  const { volumeClaimTemplates = [], storage, resources } = specOf(object);
  const claimed = ({ resources: claim }: ClaimSpec): number => {
    const size = claim?.requests?.storage;
    return size === undefined ? 0 : bytes(size);
  };
  if (object.kind === 'PersistentVolumeClaim') return claimed({ ...(resources && { resources }) });
  const templates = [...volumeClaimTemplates, ...(storage?.volumeClaimTemplate ? [storage.volumeClaimTemplate] : [])];
  return templates.reduce((all, { spec }) => all + claimed(spec), 0) * pods;
}

/** The operator is told by flags, such as `--config-reloader-cpu-request=10m`; `0` is none. */
function reloaderOf(objects: readonly KubeObject[]): Reloader {
  const args = objects
    .filter(({ kind }) => kind === 'Deployment')
    .flatMap(({ spec }) => (spec as OperatorSpec).template.spec.containers.flatMap(({ args: own = [] }) => own));
  const flag = (resource: 'cpu' | 'memory', what: 'request' | 'limit'): string => {
    const name = `--config-reloader-${resource}-${what}=`;
    return args.find((arg) => arg.startsWith(name))?.slice(name.length) ?? RELOADER_DEFAULTS[resource];
  };
  return {
    requests: { cpu: flag('cpu', 'request'), memory: flag('memory', 'request') },
    limits: { cpu: flag('cpu', 'limit'), memory: flag('memory', 'limit') },
  };
}

interface OperatorSpec {
  readonly template: { readonly spec: { readonly containers: readonly { readonly args?: readonly string[] }[] } };
}
