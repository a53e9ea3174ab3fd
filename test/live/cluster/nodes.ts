import type { KubeObject } from '../harness/rendered';
import type { LiveObject } from './api';

/** Where the preset's nodes are; three zones, as a region has at least. */
export const ZONES = ['zone-a', 'zone-b', 'zone-c'] as const;

interface Preset {
  readonly name: string;
  readonly perZone: number;
  readonly capacity: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly Readonly<Record<string, string>>[];
}

/**
 * A small region: general machines, and one with GPUs in each zone, tainted as providers and NVIDIA's operator do, so that
 * only what asks for a GPU, or must run everywhere, gets there.
 */
const PRESETS: readonly Preset[] = [
  { name: 'general', perZone: 3, capacity: { cpu: '16', memory: '64Gi', 'ephemeral-storage': '200Gi', pods: '110' } },
  {
    name: 'gpu',
    perZone: 1,
    capacity: { cpu: '48', memory: '192Gi', 'ephemeral-storage': '500Gi', pods: '110', 'nvidia.com/gpu': '4' },
    labels: { 'nvidia.com/gpu.present': 'true' },
    taints: [{ key: 'nvidia.com/gpu', value: 'present', effect: 'NoSchedule' }],
  },
];

export const NODES: readonly KubeObject[] = PRESETS.flatMap((preset) =>
  ZONES.flatMap((zone) => Array.from({ length: preset.perZone }, (_, i) => ({ preset, zone, i }))),
).map(({ preset, zone, i }, index) => node(preset, zone, `${preset.name}-${zone}-${i}`, index));

function node({ capacity, labels, taints }: Preset, zone: string, name: string, index: number): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      annotations: { 'kwok.x-k8s.io/node': 'fake' },
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'topology.kubernetes.io/region': 'region',
        'topology.kubernetes.io/zone': zone,
        ...labels,
      },
    },
    // A network of its own for each node, or two pods could get the same address.
    spec: { podCIDR: `10.244.${index}.0/24`, podCIDRs: [`10.244.${index}.0/24`], ...(taints && { taints }) },
    // The operator names the kubelets by these addresses; nothing listens there.
    status: {
      capacity,
      allocatable: capacity,
      addresses: [
        { type: 'InternalIP', address: `10.60.0.${index + 1}` },
        { type: 'Hostname', address: name },
      ],
    },
  };
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly lastHeartbeatTime: string;
}

/** For how many seconds a node has not said that it is ready: KWOK lets each say so about every 20. Not a number where it never did. */
export function silenceOf({ status }: LiveObject): number {
  const conditions = (status?.conditions ?? []) as readonly Condition[];
  const ready = conditions.find((condition) => condition.type === 'Ready' && condition.status === 'True');
  return (Date.now() - Date.parse(ready?.lastHeartbeatTime ?? '')) / 1000;
}
