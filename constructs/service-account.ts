import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { metadata } from './metadata';

/** The identity of a component. Its token is mounted only where a pod asks for it. */
export class ServiceAccount extends k8s.KubeServiceAccount {
  constructor(scope: Construct, id: string, name: string, namespace: string) {
    super(scope, id, { metadata: metadata({ name, namespace, wave: 'rbac' }), automountServiceAccountToken: false });
  }
}
