import type { KubeObject } from './kube-object';

export interface SecurityContext {
  readonly runAsNonRoot?: boolean;
  readonly runAsUser?: number;
  readonly privileged?: boolean;
  readonly allowPrivilegeEscalation?: boolean;
  readonly readOnlyRootFilesystem?: boolean;
  readonly capabilities?: { readonly drop?: readonly string[]; readonly add?: readonly string[] };
  readonly seccompProfile?: { readonly type: string };
}

export interface Container {
  readonly name: string;
  readonly image?: string;
  readonly ports?: readonly { readonly hostPort?: number }[];
  readonly resources?: {
    readonly requests?: Readonly<Record<string, string>>;
    readonly limits?: Readonly<Record<string, string>>;
  };
  readonly securityContext?: SecurityContext;
  readonly livenessProbe?: object;
  readonly readinessProbe?: object;
}

export interface PodSpec {
  readonly securityContext?: SecurityContext;
  readonly hostNetwork?: boolean;
  readonly hostPID?: boolean;
  readonly hostIPC?: boolean;
  readonly initContainers?: readonly Container[];
  readonly containers: readonly Container[];
  readonly volumes?: readonly Readonly<Record<string, unknown>>[];
}

interface Templates {
  readonly template?: { readonly spec: PodSpec };
  readonly jobTemplate?: { readonly spec: { readonly template: { readonly spec: PodSpec } } };
}

/** Kinds of which the operator makes pods: it adds containers, security contexts and probes; the rest of the pod is ours. */
const OPERATED = ['Prometheus', 'Alertmanager', 'ThanosRuler'];

/** The pod that a workload object of Kubernetes carries as its template. */
export function podTemplate({ kind, spec }: KubeObject): PodSpec | undefined {
  switch (kind) {
    case 'Pod':
      return spec as PodSpec;
    case 'Deployment':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'ReplicaSet':
    case 'Job':
      return (spec as Templates).template?.spec;
    case 'CronJob':
      return (spec as Templates).jobTemplate?.spec.template.spec;
    default:
      return undefined;
  }
}

/** The part of a pod that a resource of the operator decides: its main container's image and resources, the pod's context. */
export function operatedPod({
  kind,
  spec,
}: KubeObject): (Omit<PodSpec, 'containers'> & Omit<Container, 'name'>) | undefined {
  return OPERATED.includes(kind) ? (spec as Omit<PodSpec, 'containers'> & Omit<Container, 'name'>) : undefined;
}

/** All containers of a pod, those that run before the others included. */
export function allContainers({ initContainers = [], containers }: PodSpec): readonly Container[] {
  return [...initContainers, ...containers];
}
