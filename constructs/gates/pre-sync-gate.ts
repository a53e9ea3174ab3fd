import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { metadata } from '../metadata';
import { BEFORE_THE_WORKLOAD, DEPLOY_GATE, gateJobSpec, gateName, type GateProps } from './job-spec';

/**
 * A deploy gate for Argo CD: a Job that runs before a sync, which fails if the Job does. It looks once, at every sync.
 * Whoever breaks the glass patches the annotation of its pod template.
 */
export class PreSyncGate extends k8s.KubeJob {
  constructor(scope: Construct, id: string, props: GateProps) {
    super(scope, id, {
      metadata: metadata({
        name: gateName(props),
        namespace: props.namespace,
        component: DEPLOY_GATE,
        annotations: {
          ...BEFORE_THE_WORKLOAD,
          'argocd.argoproj.io/hook': 'PreSync',
          // A Job is immutable: the last one goes before the next one comes, and until then it can be read.
          'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
        },
      }),
      spec: gateJobSpec(props, ''),
    });
  }
}
