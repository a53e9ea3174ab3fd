import { cleanup } from '../harness/cleanup';
import type { KubeObject } from '../harness/rendered';
import { eventually } from '../harness/wait';
import type { LiveObject } from './api';
import { applicationsOf, isApplication, isOfCrds } from './applications';
import { argoCdObjects, startArgoCd, type ArgoCd } from './argocd';
import { startControlPlane, type ControlPlane } from './control-plane';
import { databaseFor, type Database } from './database';
import { deployedRepository, type DeployedRepository } from './deployed-repository';
import { objectsOf, renderedEnvironments } from './environment';
import { asText } from './kubectl';
import { operatorDeployment, reconciled, startOperator } from './operator';
import { playControllers } from './played-controllers';
import { progress } from './progress';
import { settled } from './settled';
import { ofEachShape } from './shapes';
import { TEAM_OBJECTS } from './team-workloads';

/** Generous: the machine may be busy with something else, and Argo CD waits longer with each attempt at a sync. */
const LIMIT_SECONDS = 480;

jest.setTimeout(3 * LIMIT_SECONDS * 1000);

/** The file of a workload that somebody removes. */
const REMOVED = 'yield-predictor.k8s.yaml';

/** Those in which the same objects are rendered, with other values in them, are deployed alike: the first stands for them. */
const ENVIRONMENTS = ofEachShape(renderedEnvironments());
const OPERATED = 'monitoring.coreos.com/v1';

/**
 * The environment with which Argo CD brings the operator's CRDs into a cluster that lacks them. The others find them there, as at
 * every sync but the first: their Application for CRDs is the same, but for its name. In each it would take a minute of both
 * processors, since with every change of a CRD Argo CD discovers all APIs anew.
 */
const FROM_NOTHING = ENVIRONMENTS.find((environment) => applicationsOf(environment).some(isOfCrds))?.name;

const afterwards = cleanup();
/** Without the operator's CRDs, and with the kinds that no Application brings. */
let bare: Database;
/** With all kinds. */
let complete: Database;

beforeAll(async () => {
  progress('installs CRDs');
  const objects = ENVIRONMENTS.flatMap((environment) => [
    ...objectsOf([...environment.manifests, ...environment.gates]),
    ...applicationsOf(environment),
  ]);
  const isOperated = ({ apiVersion }: KubeObject): boolean => apiVersion === OPERATED;
  bare = await databaseFor(objects.filter((object) => !isOperated(object)));
  afterwards(() => {
    bare.remove();
  });
  complete = await databaseFor(objects.filter(isOperated), bare);
  afterwards(() => {
    complete.remove();
  });
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

  /**
   * Waits until all is Synced and Healthy. Argo CD follows what bears its mark, and marks no CRD: that they are established it
   * sees only when it compares again, after two to three minutes. Here it is asked to, once all others are done.
   */
  const deployed = async (): Promise<void> => {
    const crds = applicationsOf(environment).filter(isOfCrds);
    const unmarked = crds.map(({ metadata }) => metadata.name);
    const waiting = [name, ...unmarked];
    const others = repository.applications.filter((application) => !waiting.includes(application));
    await argocd.healthy(others, LIMIT_SECONDS);
    await argocd.refresh(unmarked, LIMIT_SECONDS);
    await argocd.healthy(repository.applications, LIMIT_SECONDS);
  };

  beforeAll(async () => {
    progress(`${name}: starts a control plane and Argo CD`);
    plane = await startControlPlane((name === FROM_NOTHING ? bare : complete).folder);
    later(() => plane.stop());
    const played = await playControllers(plane.api);
    later(() => played.stop());
    repository = await deployedRepository(environment, `${plane.folder}/git`);
    const surroundings = asText([...TEAM_OBJECTS, ...(await argoCdObjects())]);
    // An API server that has just come up may not serve every kind yet, nor a namespace that is new take everything.
    await eventually(() => plane.kubectl.apply({ text: surroundings }), LIMIT_SECONDS);
    argocd = await startArgoCd(plane);
    later(() => argocd.stop());
    progress(`${name}: Argo CD syncs ${repository.applications.length} Applications`);
    await plane.kubectl.apply({ text: asText(repository.bootstrap) });
    await eventually(() => plane.api.get(operatorPath(objects)), LIMIT_SECONDS);
    const operator = await startOperator(plane, objects);
    later(() => operator.stop());
  });

  test('every Application gets Synced and Healthy', async () => {
    await deployed();
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
      expect([...(await present(removed)).keys()]).toEqual([]);
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
        (status?.operationState as { readonly startedAt: string } | undefined)?.startedAt,
      ]),
  );

/** The operator runs once Argo CD has brought its Deployment, and before that its roles. */
function operatorPath(objects: readonly KubeObject[]): string {
  const { namespace = '', name } = operatorDeployment(objects).metadata;
  return `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`;
}
