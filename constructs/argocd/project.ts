import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { metadata } from '../metadata';
import { API_VERSION, COMPONENT, IN_CLUSTER } from './names';

/** A kind of object. The core group is empty. */
export interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

export interface ProjectProps {
  readonly name: string;
  /** Argo CD's own namespace. */
  readonly namespace: string;
  readonly description: string;
  readonly repositories: readonly string[];
  /** The namespaces that objects may be in. */
  readonly destinations: readonly string[];
  readonly clusterKinds: readonly GroupKind[];
  /** At least one: with none, Argo CD allows all. */
  readonly namespacedKinds: readonly GroupKind[];
}

/** What Applications may take from where, and put where: nothing else, and no pattern. */
export class Project extends ApiObject {
  constructor(scope: Construct, id: string, props: ProjectProps) {
    const { name, namespace, clusterKinds } = props;
    super(scope, id, {
      apiVersion: API_VERSION,
      kind: 'AppProject',
      metadata: metadata({ name, namespace, component: COMPONENT }),
      spec: {
        description: props.description,
        sourceRepos: [...props.repositories],
        destinations: props.destinations.map((destination) => ({ server: IN_CLUSTER, namespace: destination })),
        ...(clusterKinds.length > 0 && { clusterResourceWhitelist: clusterKinds.map(groupKind) }),
        namespaceResourceWhitelist: props.namespacedKinds.map(groupKind),
      },
    });
  }
}

const groupKind = ({ group, kind }: GroupKind) => ({ group, kind });
