import type { KubeObject } from '../kube-object';

type Labels = Readonly<Record<string, string>>;

interface Templates {
  readonly template?: { readonly metadata?: { readonly labels?: Labels } };
  readonly jobTemplate?: { readonly spec: { readonly template: { readonly metadata?: { readonly labels?: Labels } } } };
}

/** The labels by which the operator (v0.93.1) knows the pods of its resources. */
const OPERATED: Readonly<Record<string, string>> = { Alertmanager: 'alertmanager', Prometheus: 'prometheus' };

/** The labels of the pods that come of an object; undefined where none do. */
export function podLabels({ kind, metadata, spec }: KubeObject): Labels | undefined {
  const operated = OPERATED[kind];
  if (operated !== undefined) return { 'app.kubernetes.io/name': operated, [operated]: metadata.name };
  const { template, jobTemplate } = (spec ?? {}) as Templates;
  return (template ?? jobTemplate?.spec.template)?.metadata?.labels;
}
