import { Testing } from 'cdk8s';
import { deployGates } from '../../../alerts/slo/gate';
import { GateChart, type GateForm } from '../../../charts/gate';
import type { Gate } from '../../../signals';
import { LINKS } from '../../fixtures/environment';
import { gatedKiln } from '../../fixtures/gated';
import { finished, type Finished } from '../harness/command';

interface Container {
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly env: readonly {
    readonly name: string;
    readonly value?: string;
    readonly valueFrom?: { readonly fieldRef: { readonly fieldPath: string } };
  }[];
}

export interface Pod {
  readonly metadata: { readonly annotations: Readonly<Record<string, string>> };
  readonly spec: { readonly containers: readonly Container[] };
}

interface JobSpec {
  readonly template: Pod;
}

/** The pod that a gate starts. @param reason that breaks the glass; nobody has given one if it is left out */
export function podOf(form: GateForm, id: string, policy: Gate, reason: string | undefined): Pod {
  const [gate] = deployGates(gatedKiln([id], policy), LINKS);
  if (!gate) throw new Error(`no gate for ${id}`);
  const chart = new GateChart(Testing.app(), { gate, form, namespace: 'observability', images: {} });
  const [{ spec }] = chart.toJson() as [{ readonly spec: unknown }];
  return form === 'presync' ? patched(spec as JobSpec, reason) : resolved(spec as Analysis, reason);
}

/** For Argo CD, whoever deploys patches the annotation of the pod template. */
function patched({ template }: JobSpec, reason: string | undefined): Pod {
  const { annotations } = template.metadata;
  const [name = ''] = Object.keys(annotations);
  return { ...template, metadata: { annotations: reason === undefined ? annotations : { [name]: reason } } };
}

interface Analysis {
  readonly args: readonly { readonly name: string; readonly value: string }[];
  readonly metrics: readonly { readonly provider: { readonly job: { readonly spec: JobSpec } } }[];
}

/** Argo Rollouts (v1.9) puts arguments, escaped, into the metric's JSON: those of the Rollout, or the template's own values. */
function resolved({ args, metrics }: Analysis, reason: string | undefined): Pod {
  const values = new Map(args.map(({ name, value }) => [`args.${name}`, reason ?? value]));
  const json = JSON.stringify(metrics[0]).replace(/\{\{(.*?)\}\}/g, (tag, name: string) => {
    const value = values.get(name.trim());
    if (value === undefined) throw new Error(`Argo Rollouts has no value for ${tag}`);
    return JSON.stringify(value).slice(1, -1);
  });
  return (JSON.parse(json) as Analysis['metrics'][number]).provider.job.spec.template;
}

/** Runs a pod's container as the kubelet would, but for what is replaced of its environment. */
export function runPod({ metadata, spec }: Pod, replaced: Readonly<Record<string, string>>): Promise<Finished> {
  const [container] = spec.containers;
  if (!container) throw new Error('a pod without a container');
  const declared = container.env.map(({ name, value, valueFrom }) => {
    const annotation = /^metadata\.annotations\['(.+)'\]$/.exec(valueFrom?.fieldRef.fieldPath ?? '')?.[1] ?? '';
    return [name, value ?? metadata.annotations[annotation] ?? ''];
  });
  const env = { ...(Object.fromEntries(declared) as Record<string, string>), ...replaced };
  const [program = '', ...args] = [...container.command, ...container.args].map((word) => expanded(word, env));
  return finished(program, args, { env });
}

/** The kubelet replaces `$(NAME)` where the container has such a variable, and `$$` by `$`. */
const expanded = (word: string, env: Readonly<Record<string, string>>): string =>
  word.replace(/\$\$|\$\(([^)]*)\)/g, (found, name: string | undefined) =>
    name === undefined ? '$' : (env[name] ?? found),
  );
