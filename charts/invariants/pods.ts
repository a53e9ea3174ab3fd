import type { KubeObject } from './kube-object';

/** A security context, of a pod or of a container: what the invariants know of both. */
export interface SecurityContext {
  readonly runAsNonRoot?: boolean;
  readonly runAsUser?: number;
  readonly privileged?: boolean;
  readonly allowPrivilegeEscalation?: boolean;
  readonly readOnlyRootFilesystem?: boolean;
  readonly capabilities?: { readonly drop?: readonly string[]; readonly add?: readonly string[] };
  readonly seccompProfile?: { readonly type?: string };
  readonly appArmorProfile?: { readonly type?: string };
  readonly seLinuxOptions?: { readonly type?: string; readonly user?: string; readonly role?: string };
  readonly windowsOptions?: { readonly hostProcess?: boolean };
  readonly procMount?: string;
  readonly sysctls?: readonly { readonly name: string }[];
}

export interface Container {
  readonly name: string;
  readonly image?: string;
  /** `Always` makes a sidecar of an init container: it runs on. */
  readonly restartPolicy?: string;
  readonly ports?: readonly { readonly name?: string; readonly hostPort?: number }[];
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
  readonly metrics?: readonly {
    readonly provider: { readonly job?: { readonly spec: { readonly template: { readonly spec: PodSpec } } } };
  }[];
  readonly jobTemplate?: { readonly spec: { readonly template: { readonly spec: PodSpec } } };
}

const RELOADERS = ['config-reloader', 'init-config-reloader'];

/** The kinds of which the operator (v0.93.1) makes pods, and the containers that it makes itself, with contexts and probes. */
const OPERATED: Readonly<Record<string, readonly string[]>> = {
  Alertmanager: ['alertmanager', ...RELOADERS],
  Prometheus: ['prometheus', 'thanos-sidecar', ...RELOADERS],
  PrometheusAgent: ['prometheus', ...RELOADERS],
  ThanosRuler: ['thanos-ruler', ...RELOADERS],
};

/** The pod that a workload object of Kubernetes carries as its template. */
function podTemplate({ kind, spec }: KubeObject): PodSpec | undefined {
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
    // An analysis of Argo Rollouts that runs a Job.
    case 'AnalysisTemplate':
      return (spec as Templates).metrics?.find(({ provider }) => provider.job)?.provider.job?.spec.template.spec;
    default:
      return undefined;
  }
}

/** The main container of the pod that the operator makes of an object, as far as the object decides it: its image, its resources. */
export function operatedContainer({ kind, spec }: KubeObject): Container | undefined {
  if (!(kind in OPERATED)) return undefined;
  const { image, resources } = spec as Omit<Container, 'name'>;
  return { name: kind.toLowerCase(), ...(image !== undefined && { image }), ...(resources && { resources }) };
}

/** The pod that an object makes, by itself or through the operator. Of the operator's containers it has what the object patches. */
export function podOf(object: KubeObject): PodSpec | undefined {
  return object.kind in OPERATED ? { containers: [], ...(object.spec as Partial<PodSpec>) } : podTemplate(object);
}

/** Whether a container is one that the operator makes: then the object states only what it changes of it. */
export function isPatch({ kind }: KubeObject, { name }: Container): boolean {
  return OPERATED[kind]?.includes(name) ?? false;
}

/** All containers of a pod, those that start before the others included. */
export function allContainers({ initContainers = [], containers }: PodSpec): readonly Container[] {
  return [...initContainers, ...containers];
}
