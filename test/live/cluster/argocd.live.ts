import { cleanup } from '../harness/cleanup';
import type { KubeObject } from '../harness/rendered';
import { eventually } from '../harness/wait';
import type { LiveObject } from './api';
import { applicationsOf, isApplication, isOfCrds } from './applications';
import { ARGOCD_OBJECTS, startArgoCd, type ArgoCd } from './argocd';
import { startControlPlane, type ControlPlane } from './control-plane';
import { databaseFor, type Database } from './database';
import { deployedRepository, type DeployedRepository } from './deployed-repository';
import { objectsOf, renderedEnvironments } from './environment';
import { asText } from './kubectl';
import { operatorDeployment, reconciled, startOperator } from './operator';
import { playControllers } from './played-controllers';
import { progress } from './progress';
import { settled } from './settled';
import { TEAM_OBJECTS } from './team-workloads';

/** Argo CD waits longer with each attempt: a sync that comes before its CRDs is tried again minutes later. */
const LIMIT_SECONDS = 480;

jest.setTimeout(3 * LIMIT_SECONDS * 1000);

/** The file of a workload that somebody removes. */
const REMOVED = 'yield-predictor.k8s.yaml';

/** One of them: a sync takes minutes, and all are made of the same charts. Every one is applied to a control plane in cluster.live.ts. */
const ENVIRONMENTS = renderedEnvironments().filter(({ name }) => name === 'dev');
const OPERATED = 'monitoring.coreos.com/v1';

/** With the kinds that no Application brings. */
let database: Database;

beforeAll(async () => {
  progress('installs CRDs');
  const objects = ENVIRONMENTS.flatMap((environment) => {
    const crds = applicationsOf(environment).some(isOfCrds);
    return objectsOf([...environment.manifests, ...environment.gates]).filter(
      ({ apiVersion }) => !(crds && apiVersion === OPERATED),
    );
  });
  database = await databaseFor([...objects, ...ENVIRONMENTS.flatMap(applicationsOf)]);
});

afterAll(() => {
  database.remove();
});

describe.each(ENVIRONMENTS)('Argo CD deploys $name from a git repository', (environment) => {
  const { name, manifests } = environment;
  const later = cleanup();
  const objects = objectsOf(manifests);
  let plane: ControlPlane;
  let argocd: ArgoCd;
  let repository: DeployedRepository;

  /** The rendered objects that are in the cluster, each with what tells it from one that was made anew. */
  const present = async (wanted: readonly KubeObject[]): Promise<ReadonlyMap<string, string>> => {
    const text = asText(wanted.map(({ apiVersion, kind, metadata }) => ({ apiVersion, kind, metadata })));
    const found = await plane.kubectl.get({ text });
    return new Map(found.map((object) => [nameOf(object), object.metadata.uid]));
  };

  beforeAll(async () => {
    progress(`${name}: starts a control plane and Argo CD`);
    plane = await startControlPlane(database.folder);
    later(() => plane.stop());
    const played = await playControllers(plane.api);
    later(() => played.stop());
    repository = await deployedRepository(environment, `${plane.folder}/git`);
    await plane.kubectl.apply({ text: asText([...TEAM_OBJECTS, ...ARGOCD_OBJECTS]) });
    argocd = await startArgoCd(plane);
    later(() => argocd.stop());
    progress(`${name}: Argo CD syncs ${repository.applications.length} Applications`);
    await plane.kubectl.apply({ text: asText(repository.bootstrap) });
    await eventually(() => plane.api.get(operatorPath(objects)), LIMIT_SECONDS);
    const operator = await startOperator(plane, objects);
    later(() => operator.stop());
  });

  test('every Application gets Synced and Healthy', async () => {
    await argocd.healthy(repository.applications, LIMIT_SECONDS);
    expect([...(await present(objects)).keys()].sort()).toEqual(objects.map(nameOf).sort());
  });

  test('and stays so, without another sync, after the operator and the cluster have written their own fields', async () => {
    await reconciled(plane.api, LIMIT_SECONDS);
    await settled(plane.api, LIMIT_SECONDS);
    const before = syncsOf(await argocd.healthy(repository.applications, LIMIT_SECONDS));
    progress(`${name}: Argo CD compares once more`);
    await argocd.refresh(repository.applications, LIMIT_SECONDS);
    expect(syncsOf(await argocd.healthy(repository.applications, 0))).toEqual(before);
  });

  test('removing a workload prunes exactly its objects', async () => {
    const before = await present(objects);
    const removed = manifests.find(({ file }) => file === REMOVED)?.objects ?? [];
    expect(removed.length).toBeGreaterThan(0);
    const application = await repository.removeFile(REMOVED);
    progress(`${name}: Argo CD prunes ${removed.length} objects`);
    await argocd.refresh([name], LIMIT_SECONDS);
    const kept = new Map([...before].filter(([object]) => !removed.map(nameOf).includes(object)));
    await eventually(async () => {
      expect(await present(objects)).toEqual(kept);
    }, LIMIT_SECONDS);
    await argocd.healthy(
      repository.applications.filter((other) => other !== application),
      LIMIT_SECONDS,
    );
    expect(await present(objects)).toEqual(kept);
  });
});

const nameOf = ({ kind, metadata: { namespace = '', name } }: KubeObject): string => `${kind} ${namespace}/${name}`;

/** When each Application was synced last. */
const syncsOf = (applications: readonly LiveObject[]): ReadonlyMap<string, unknown> =>
  new Map(
    applications
      .filter(isApplication)
      .map(({ metadata, status }) => [
        metadata.name,
        (status?.operationState as { readonly startedAt: string }).startedAt,
      ]),
  );

/** The operator runs once Argo CD has brought its Deployment, and before that its roles. */
function operatorPath(objects: readonly KubeObject[]): string {
  const { namespace = '', name } = operatorDeployment(objects).metadata;
  return `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`;
}
