import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { KEEP } from './argocd/keep';
import { metadata } from './metadata';

export interface NamespaceProps {
  readonly name: string;
  /** The pod security standard that its pods are held to. */
  readonly podSecurity: 'restricted' | 'privileged';
}

/** Everything in a namespace goes with it: Argo CD must not delete one because it is no longer, or not yet again, in git. */

/** A namespace of ours. */
export class Namespace extends k8s.KubeNamespace {
  constructor(scope: Construct, id: string, { name, podSecurity }: NamespaceProps) {
    const standard = ['enforce', 'warn', 'audit'].flatMap((mode) => [
      [`pod-security.kubernetes.io/${mode}`, podSecurity],
      [`pod-security.kubernetes.io/${mode}-version`, 'latest'],
    ]);
    super(scope, id, {
      metadata: metadata({
        name,
        wave: 'namespace',
        labels: Object.fromEntries(standard) as Record<string, string>,
        annotations: KEEP,
      }),
    });
  }
}
