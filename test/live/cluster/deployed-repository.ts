import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import type { KubeObject } from '../harness/rendered';
import { APPLICATIONS_FILE, applicationsOf, isApplication, isArgo, repointed, revisionsOf } from './applications';
import { operatorCrds } from './crds';
import type { Manifest, RenderedEnvironment } from './environment';
import { gitRepository, type GitRepository } from './git-repository';

/** A git repository of `dist/` from which Argo CD deploys one environment, and one of what its Applications take from others. */
export interface DeployedRepository {
  /** What somebody applies once by hand: the projects, and the Application that brings all others. */
  readonly bootstrap: readonly KubeObject[];
  /** Names of all Applications of the environment. */
  readonly applications: readonly string[];
  /** Whether one of the Applications brings the operator's CRDs. */
  readonly bringsCrds: boolean;
  /** Commits the environment without one of its files, and without the Application for it. @returns that Application's name */
  removeFile(file: string): Promise<string>;
}

export async function deployedRepository(
  environment: RenderedEnvironment,
  folder: string,
): Promise<DeployedRepository> {
  const declared = applicationsOf(environment);
  const [branch = 'main'] = revisionsOf(declared, false);
  const dist = await gitRepository(join(folder, 'repository'), { branches: ['main', branch] });
  const tags = revisionsOf(declared, true);
  const crds = await crdRepository(folder, tags);
  const objects = declared.map((object) => repointed(object, { dist: dist.url, crds }));
  await dist.commit(filesOf(environment, environment.manifests, objects), 'Everything');
  return {
    bootstrap: objects.filter((object) => object.kind === 'AppProject' || object.metadata.name === environment.name),
    applications: objects.filter(isApplication).map(({ metadata }) => metadata.name),
    bringsCrds: tags.length > 0,
    removeFile: async (file) => {
      const removed = objects.filter((object) => isApplication(object) && includes(object, file));
      const [application] = removed;
      if (!application || removed.length > 1) throw new Error(`${removed.length} Applications have ${file}, not one`);
      await dist.commit(
        filesOf(
          environment,
          environment.manifests.filter((manifest) => manifest.file !== file),
          objects.filter((object) => object !== application),
        ),
        `Without ${file}`,
      );
      return application.metadata.name;
    },
  };
}

/** Whether an Application is the one for that file alone. */
function includes({ spec }: KubeObject, file: string): boolean {
  const { directory } = spec?.source as { readonly directory?: { readonly include?: string } };
  return directory?.include === file;
}

/** The manifests at the paths that they have in this repository; Applications with their sources in the test's repositories. */
function filesOf(
  { name }: RenderedEnvironment,
  manifests: readonly Manifest[],
  applications: readonly KubeObject[],
): Readonly<Record<string, string>> {
  const others = manifests.filter(({ objects }) => !objects.some(isArgo));
  return Object.fromEntries([
    ...others.map(({ file, path }) => [`dist/${name}/${file}`, readFileSync(path, 'utf8')]),
    [
      `dist/${name}/${APPLICATIONS_FILE}`,
      applications.map((object) => dump(object, { noRefs: true, lineWidth: -1 })).join('---\n'),
    ],
  ]) as Readonly<Record<string, string>>;
}

/** The operator's CRDs, at the path and under the tag where the upstream repository has them. */
async function crdRepository(folder: string, tags: readonly string[]): Promise<string> {
  const repository: GitRepository = await gitRepository(join(folder, 'crds'), { branches: ['main'], tags });
  const { folder: source, files } = await operatorCrds();
  const contents = files.map((file) => [
    `example/prometheus-operator-crd/${file}`,
    readFileSync(join(source, file), 'utf8'),
  ]);
  await repository.commit(Object.fromEntries(contents) as Readonly<Record<string, string>>, 'CRDs');
  return repository.url;
}
