import type { KubeObject } from '../harness/rendered';
import { objectsOf, type RenderedEnvironment } from './environment';

/** Where Argo CD and its Applications live. */
export const ARGOCD_NAMESPACE = 'argocd';

/** The file that an environment's Applications are rendered to. */
export const APPLICATIONS_FILE = 'argocd.k8s.yaml';

/** Where Applications reach their sources in a test: the repository of `dist/`, and that of the operator's CRDs. */
export interface Sources {
  readonly dist: string;
  readonly crds: string;
}

interface Source {
  readonly repoURL: string;
  readonly path?: string;
  readonly targetRevision?: string;
}

const IN_CLUSTER = 'https://kubernetes.default.svc';
const BRANCH = 'main';

/** The Applications and projects of an environment: as they are rendered, or, until they are, one for each file. */
export function applicationsOf(environment: RenderedEnvironment): readonly KubeObject[] {
  const rendered = objectsOf(environment.manifests).filter(isArgo);
  return rendered.length > 0 ? rendered : madeFor(environment);
}

export const isArgo = ({ apiVersion, kind }: KubeObject): boolean =>
  apiVersion?.startsWith('argoproj.io/') === true && ['Application', 'AppProject'].includes(kind);

export const isApplication = ({ kind }: KubeObject): boolean => kind === 'Application';

const sourceOf = ({ spec }: KubeObject): Source => spec?.source as Source;

const isOfCrds = (application: KubeObject): boolean => sourceOf(application).repoURL.includes('prometheus-operator');

/** The references of the two repositories that the Applications read. */
export function revisionsOf(applications: readonly KubeObject[], crds: boolean): readonly string[] {
  const sources = applications.filter((object) => isApplication(object) && isOfCrds(object) === crds).map(sourceOf);
  const revisions = sources.map(({ targetRevision = 'HEAD' }) => targetRevision);
  // An empty repository's HEAD is that branch.
  return [...new Set(revisions.map((revision) => (revision === 'HEAD' ? BRANCH : revision)))];
}

/** The same objects with their sources where they are in a test; nothing else differs. */
export function repointed(object: KubeObject, { dist, crds }: Sources): KubeObject {
  if (object.kind === 'AppProject') return { ...object, spec: { ...object.spec, sourceRepos: [dist, crds] } };
  const repoURL = isOfCrds(object) ? crds : dist;
  return { ...object, spec: { ...object.spec, source: { ...sourceOf(object), repoURL } } };
}

const PROJECT = 'probecard';
const REPOSITORY = 'https://git.fab.example/probecard.git';

function madeFor({ name, manifests }: RenderedEnvironment): readonly KubeObject[] {
  const project: KubeObject = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: PROJECT, namespace: ARGOCD_NAMESPACE },
    spec: {
      sourceRepos: [REPOSITORY],
      destinations: [{ server: IN_CLUSTER, namespace: '*' }],
      clusterResourceWhitelist: [{ group: '*', kind: '*' }],
    },
  };
  const files = manifests.map(({ file }) => file);
  return [
    project,
    made(name, name, APPLICATIONS_FILE),
    ...files.map((file) => made(name, `${name}-${file.replace(/\.k8s\.yaml$/, '')}`, file)),
  ];
}

const made = (environment: string, name: string, include: string): KubeObject => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: {
    name,
    namespace: ARGOCD_NAMESPACE,
    finalizers: ['resources-finalizer.argocd.argoproj.io'],
    annotations: { 'argocd.argoproj.io/sync-wave': include.startsWith('namespaces') ? '-10' : '5' },
  },
  spec: {
    project: PROJECT,
    source: { repoURL: REPOSITORY, targetRevision: BRANCH, path: `dist/${environment}`, directory: { include } },
    destination: { server: IN_CLUSTER, namespace: ARGOCD_NAMESPACE },
    syncPolicy: {
      automated: { prune: true, selfHeal: true },
      syncOptions: ['ServerSideApply=true'],
      retry: { limit: 5, backoff: { duration: '2s', factor: 2, maxDuration: '1m' } },
    },
  },
});
