import type { KubeObject } from '../harness/rendered';
import { objectsOf, type RenderedEnvironment } from './environment';

/** Where Argo CD and its Applications live. */
export const ARGOCD_NAMESPACE = 'argocd';

/** Where Applications reach their sources in a test: the repository of `dist/`, and that of the operator's CRDs. */
export interface Sources {
  readonly dist: string;
  readonly crds: string;
}

interface Source {
  readonly repoURL: string;
  readonly targetRevision?: string;
}

const HEAD = 'HEAD';

/** The Applications and projects of an environment, as they are rendered. */
export const applicationsOf = ({ argoCd }: RenderedEnvironment): readonly KubeObject[] => objectsOf(argoCd);

export const isApplication = ({ kind }: KubeObject): boolean => kind === 'Application';

const sourceOf = ({ spec }: KubeObject): Source => spec?.source as Source;

/** Whether the repository is the operator's, with its CRDs. */
const isOperators = (repository: string): boolean => repository.includes('prometheus-operator');

/** Whether it brings the operator's CRDs from their upstream repository. */
export const isOfCrds = (object: KubeObject): boolean => isApplication(object) && isOperators(sourceOf(object).repoURL);

/** The revisions that the Applications name, of the operator's repository or of ours; the default branch needs no name. */
export const revisionsOf = (objects: readonly KubeObject[], ofCrds: boolean): readonly string[] => [
  ...new Set(
    objects
      .filter((object) => isApplication(object) && isOfCrds(object) === ofCrds)
      .map((object) => sourceOf(object).targetRevision ?? HEAD)
      .filter((revision) => revision !== HEAD),
  ),
];

/** The same objects with their sources where they are in a test; nothing else differs. */
export function repointed(object: KubeObject, { dist, crds }: Sources): KubeObject {
  const moved = (repository: string): string => (isOperators(repository) ? crds : dist);
  if (object.kind === 'AppProject') {
    const { sourceRepos } = object.spec as { readonly sourceRepos: readonly string[] };
    return { ...object, spec: { ...object.spec, sourceRepos: sourceRepos.map(moved) } };
  }
  const source = sourceOf(object);
  return { ...object, spec: { ...object.spec, source: { ...source, repoURL: moved(source.repoURL) } } };
}
