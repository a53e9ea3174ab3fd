import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import type { KubeObject } from '../harness/rendered';
import { applicationsOf, isApplication, repointed, revisionsOf, type Sources } from './applications';
import { operatorCrds } from './crds';
import type { Manifest, RenderedEnvironment } from './environment';
import { gitRepository, type GitRepository } from './git-repository';

/** A git repository of `dist/` from which Argo CD deploys one environment, and one of what its Applications take from others. */
export interface DeployedRepository {
  /** What somebody applies once by hand: the projects, and the Application that brings all others. */
  readonly bootstrap: readonly KubeObject[];
  /** Names of all Applications of the environment. */
  readonly applications: readonly string[];
  /** Commits the environment without one of its files, and without the Application for it. @returns that Application's name */
  removeFile(file: string): Promise<string>;
}

/** The file that is applied by hand. */
const BY_HAND = 'root.k8s.yaml';

export async function deployedRepository(
  environment: RenderedEnvironment,
  folder: string,
): Promise<DeployedRepository> {
  const declared = applicationsOf(environment);
  const dist = await gitRepository(join(folder, 'repository'), { branches: revisionsOf(declared, false) });
  const crds = await crdRepository(folder, revisionsOf(declared, true));
  const sources = { dist: dist.url, crds };
  await dist.commit(filesOf(environment, sources), 'Everything');
  return {
    bootstrap: environment.argoCd
      .filter(({ file }) => file === BY_HAND)
      .flatMap(({ objects }) => objects.map((object) => repointed(object, sources))),
    applications: declared.filter(isApplication).map(({ metadata }) => metadata.name),
    removeFile: async (file) => {
      const removed = declared.filter((object) => isApplication(object) && includes(object, file));
      const [application] = removed;
      if (!application || removed.length > 1) throw new Error(`${removed.length} Applications have ${file}, not one`);
      await dist.commit(filesOf(without(environment, file, application), sources), `Without ${file}`);
      return application.metadata.name;
    },
  };
}

/** Whether an Application is the one for that file alone. */
function includes({ spec }: KubeObject, file: string): boolean {
  const { directory } = spec?.source as { readonly directory?: { readonly include?: string } };
  return directory?.include === file;
}

const without = (environment: RenderedEnvironment, file: string, application: KubeObject): RenderedEnvironment => ({
  ...environment,
  manifests: environment.manifests.filter((manifest) => manifest.file !== file),
  argoCd: environment.argoCd.map((manifest) => ({
    ...manifest,
    objects: manifest.objects.filter((object) => object !== application),
  })),
});

/** The manifests at the paths that they have in this repository; Applications with their sources in the test's repositories. */
function filesOf({ name, manifests, argoCd }: RenderedEnvironment, sources: Sources): Readonly<Record<string, string>> {
  const text = ({ objects }: Manifest): string =>
    objects.map((object) => dump(repointed(object, sources), { noRefs: true, lineWidth: -1 })).join('---\n');
  return Object.fromEntries([
    ...manifests.map(({ file, path }) => [`dist/${name}/${file}`, readFileSync(path, 'utf8')]),
    ...argoCd.map((manifest) => [`dist/${name}/argocd/${manifest.file}`, text(manifest)]),
  ]) as Readonly<Record<string, string>>;
}

/** The operator's CRDs, at the path and under the tag where the upstream repository has them. */
async function crdRepository(folder: string, tags: readonly string[]): Promise<string> {
  const repository: GitRepository = await gitRepository(join(folder, 'crds'), { tags });
  const { folder: source, files } = await operatorCrds();
  const contents = files.map((file) => [
    `example/prometheus-operator-crd/${file}`,
    readFileSync(join(source, file), 'utf8'),
  ]);
  await repository.commit(Object.fromEntries(contents) as Readonly<Record<string, string>>, 'CRDs');
  return repository.url;
}
