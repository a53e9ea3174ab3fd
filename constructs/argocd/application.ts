import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { metadata } from '../metadata';
import type { Wave } from '../waves';
import { API_VERSION, COMPONENT, IN_CLUSTER } from './names';

/** Where manifests come from. */
export interface Source {
  readonly repository: string;
  readonly revision: string;
  /** A folder of the repository; folders below it are left out. */
  readonly path: string;
  /** The one file of the folder that is meant. Default: all of them. */
  readonly file?: string;
}

export interface ApplicationProps {
  readonly name: string;
  /** Argo CD's own namespace. */
  readonly namespace: string;
  readonly project: string;
  readonly wave?: Wave;
  readonly source: Source;
  /** A namespace of the project's destinations. Every object says its own; Argo CD wants one all the same. */
  readonly destination: string;
  /** Whether an object that is no longer in the source is deleted. */
  readonly prunes: boolean;
  /** Whether deleting the Application deletes its objects. Otherwise they stay, and run on. */
  readonly deletesObjects: boolean;
}

/** The form with a path: the API server warns of finalizers without one. It waits until dependents are gone. */
const DELETES_OBJECTS = 'resources-finalizer.argocd.argoproj.io/foreground';

/**
 * An Application of Argo CD (3.2 or newer, for `retry.refresh`), synced automatically. What is left out here, Argo CD leaves out
 * too when it writes the object back: `false`, and what is empty.
 */
export class Application extends ApiObject {
  constructor(scope: Construct, id: string, props: ApplicationProps) {
    const { name, namespace, wave, source } = props;
    super(scope, id, {
      apiVersion: API_VERSION,
      kind: 'Application',
      metadata: {
        ...metadata({ name, namespace, component: COMPONENT, ...(wave !== undefined && { wave }) }),
        ...(props.deletesObjects && { finalizers: [DELETES_OBJECTS] }),
      },
      spec: {
        project: props.project,
        source: {
          repoURL: source.repository,
          targetRevision: source.revision,
          path: source.path,
          // Argo CD writes the empty `jsonnet` wherever there is a `directory`.
          ...(source.file !== undefined && { directory: { include: source.file, jsonnet: {} } }),
        },
        destination: { server: IN_CLUSTER, namespace: props.destination },
        syncPolicy: syncPolicy(props.prunes),
      },
    });
  }
}

const syncPolicy = (prunes: boolean) => ({
  automated: { ...(prunes && { prune: true }), selfHeal: true },
  // Without an end: a webhook that is not up yet, or a CRD that is late, must not need somebody to press a button. With the
  // newest revision each time, or a revision that can't be applied would be tried for ever and its correction never.
  retry: { limit: -1, refresh: true, backoff: { duration: '10s', factor: 2, maxDuration: '3m' } },
  syncOptions: [
    'CreateNamespace=false',
    // Dashboards and CRDs are larger than the annotation that client-side apply would put them into.
    'ServerSideApply=true',
    // What replaces an object is healthy before the object goes.
    'PruneLast=true',
    // Two charts that own one object would take it from each other for ever.
    'FailOnSharedResource=true',
  ],
});
