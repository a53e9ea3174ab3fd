import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { metadata } from './metadata';

/** A namespace of ours that admits only pods which meet the *restricted* pod security standard. */
export class RestrictedNamespace extends k8s.KubeNamespace {
  constructor(scope: Construct, id: string, name: string) {
    const enforced = ['enforce', 'warn', 'audit'].flatMap((mode) => [
      [`pod-security.kubernetes.io/${mode}`, 'restricted'],
      [`pod-security.kubernetes.io/${mode}-version`, 'latest'],
    ]);
    super(scope, id, {
      metadata: metadata({ name, wave: 'namespace', labels: Object.fromEntries(enforced) as Record<string, string> }),
    });
  }
}
