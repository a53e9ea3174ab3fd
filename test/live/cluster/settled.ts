import { eventually } from '../harness/wait';
import type { Api, LiveObject } from './api';

interface Status {
  readonly observedGeneration?: number;
  readonly [count: string]: unknown;
}

/** For each kind of workload, how many pods are wanted, and the counts of its status that must say the same. */
const WORKLOADS: readonly {
  readonly plural: string;
  readonly wanted: (object: LiveObject) => number;
  readonly counts: readonly string[];
}[] = [
  { plural: 'deployments', wanted: replicas, counts: ['updatedReplicas', 'readyReplicas', 'availableReplicas'] },
  { plural: 'statefulsets', wanted: replicas, counts: ['updatedReplicas', 'readyReplicas', 'availableReplicas'] },
  {
    plural: 'daemonsets',
    wanted: ({ status }) => (status?.desiredNumberScheduled as number | undefined) ?? 0,
    counts: ['updatedNumberScheduled', 'numberReady', 'numberAvailable'],
  },
];

function replicas({ spec }: LiveObject): number {
  return (spec?.replicas as number | undefined) ?? 1;
}

/**
 * Waits until every workload has all its pods, in their newest form, and every pod runs and is ready.
 * @returns the pods
 * @throws Error that names what is lacking, and why the scheduler leaves a pod alone
 */
export const settled = (api: Api, limitSeconds: number): Promise<readonly LiveObject[]> =>
  eventually(async () => {
    const pods = await api.list('/api/v1/pods');
    const lacking = [...(await incomplete(api)), ...pods.flatMap(waiting)];
    if (lacking.length > 0) throw new Error(`the cluster has not settled:\n${lacking.join('\n')}`);
    return pods;
  }, limitSeconds);

async function incomplete(api: Api): Promise<readonly string[]> {
  const found = await Promise.all(
    WORKLOADS.map(async ({ plural, wanted, counts }) =>
      (await api.list(`/apis/apps/v1/${plural}`)).flatMap((object) => shortOf(object, wanted(object), counts)),
    ),
  );
  return found.flat();
}

function shortOf(object: LiveObject, wanted: number, counts: readonly string[]): readonly string[] {
  const { kind, metadata } = object;
  const status = (object.status ?? {}) as Status;
  const name = `${kind} ${metadata.namespace ?? ''}/${metadata.name}`;
  if (status.observedGeneration !== metadata.generation) return [`${name}: its controller has not seen it yet`];
  return counts
    .map((count) => ({ count, value: (status[count] as number | undefined) ?? 0 }))
    .filter(({ value }) => value !== wanted)
    .map(({ count, value }) => `${name}: ${count} is ${value} of ${wanted}`);
}

interface PodStatus {
  readonly phase?: string;
  readonly conditions?: readonly { readonly type: string; readonly status: string; readonly message?: string }[];
}

function waiting({ metadata, status, ...pod }: LiveObject): readonly string[] {
  const { phase, conditions = [] } = (status ?? {}) as PodStatus;
  if (phase === 'Running' && conditions.some(({ type, status }) => type === 'Ready' && status === 'True')) return [];
  const reason = conditions.find(({ type, status }) => type === 'PodScheduled' && status === 'False')?.message;
  return [`${pod.kind} ${metadata.namespace ?? ''}/${metadata.name}: ${phase ?? 'no phase'} ${reason ?? ''}`];
}
