import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { cleanup } from '../harness/cleanup';
import { succeeds } from '../harness/command';
import type { KubeObject } from '../harness/rendered';
import { tool } from '../harness/tools';
import { eventually } from '../harness/wait';
import type { LiveObject } from './api';
import { CLUSTER_OBJECTS } from './cluster-objects';
import { argoCdObjects } from './argocd';
import { startControlPlane, type ControlPlane } from './control-plane';
import { databaseFor, type Database } from './database';
import { startDiscovery, type Discovery } from './discovery';
import { objectsOf, renderedEnvironments } from './environment';
import { secretFile } from './generated';
import { asText, type Applied } from './kubectl';
import { silenceOf } from './nodes';
import { operatedObjects, reconciled, startOperator, type Operator } from './operator';
import { outcome, valueOf, type Outcome } from './outcome';
import { playControllers, type PlayedControllers } from './played-controllers';
import { progress } from './progress';
import { againstApiServer, layOut } from './prometheus-config';
import { settled } from './settled';
import { crowded } from './spread';
import { expectedTargets, type Expected } from './targets';
import { TEAM_OBJECTS } from './team-workloads';

/** Generous: the machine may be busy with something else. */
const LIMIT_SECONDS = 180;

// Setting up waits twice.
jest.setTimeout(3 * LIMIT_SECONDS * 1000);

const ENVIRONMENTS = renderedEnvironments();

/** With every kind that any environment renders. */
let database: Database;

beforeAll(async () => {
  progress('installs CRDs');
  database = await databaseFor(ENVIRONMENTS.flatMap(({ manifests, gates }) => objectsOf([...manifests, ...gates])));
});

afterAll(() => {
  database.remove();
});

describe.each(ENVIRONMENTS)('$name on a real control plane', ({ name, folder, manifests, gates }) => {
  const later = cleanup();
  const objects = objectsOf(manifests);
  const everything = { paths: [folder] };
  let plane: ControlPlane;
  let played: PlayedControllers;
  let operator: Operator;
  /** What came of each step. Where it failed, its own test says so, and the others look at what there is: one failure hides no other. */
  let applied: Outcome<readonly Applied[]>;
  let pods: readonly LiveObject[];
  let operated: readonly LiveObject[];
  let reconciliation: Outcome<readonly LiveObject[]>;
  let settlement: Outcome<readonly LiveObject[]>;

  const ofKind = (kind: string): readonly LiveObject[] => operated.filter((object) => object.kind === kind);

  beforeAll(async () => {
    progress(`${name}: starts a control plane`);
    plane = await startControlPlane(database.folder);
    later(() => plane.stop());
    played = await playControllers(plane.api);
    later(() => played.stop());
    // Applications are applied with the rest; they need the namespace of an Argo CD, and without one nothing becomes of them.
    const surroundings = asText([...TEAM_OBJECTS, ...CLUSTER_OBJECTS, ...(await argoCdObjects())]);
    // An API server that has just come up may not serve every kind yet, nor a namespace that is new take everything.
    await eventually(() => plane.kubectl.apply({ text: surroundings }), LIMIT_SECONDS);
    progress(`${name}: applies ${objects.length} objects`);
    const namespaces = manifests.filter(({ objects }) => objects.some(({ kind }) => kind === 'Namespace'));
    applied = await outcome(async () => [
      await plane.kubectl.apply({ paths: namespaces.map(({ path }) => path) }),
      await plane.kubectl.apply(everything),
    ]);
    operator = await startOperator(plane, objects);
    later(() => operator.stop());
    progress(`${name}: waits for the operator and for ${objects.length} objects to settle`);
    reconciliation = await outcome(() => reconciled(plane.api, LIMIT_SECONDS));
    settlement = await outcome(() => settled(plane.api, LIMIT_SECONDS));
    operated = reconciliation.value ?? (await operatedObjects(plane.api));
    pods = settlement.value ?? (await plane.api.list('/api/v1/pods'));
    progress(`${name}: ${pods.length} pods run`);
  });

  test('the API server accepts every object, and warns of none', () => {
    const results = valueOf(applied);
    expect(results.flatMap(({ warnings }) => warnings)).toEqual([]);
    expect(results.at(-1)?.objects).toHaveLength(objects.length);
  });

  test('it would accept the deploy gates of the teams too', async () => {
    for (const { path } of gates) {
      const { warnings } = await plane.kubectl.apply({ paths: [path] }, { dryRun: true });
      expect(warnings).toEqual([]);
    }
  });

  test('a second apply changes nothing, and kubectl sees no difference', async () => {
    const versions = async () =>
      (await plane.kubectl.get(everything)).map(
        ({ kind, metadata: { name, uid, generation = 0 } }) => `${kind} ${name} ${uid} in version ${generation}`,
      );
    const before = await versions();
    expect((await plane.kubectl.apply(everything)).warnings).toEqual([]);
    expect(await versions()).toEqual(before);
    expect(await plane.kubectl.diff(everything)).toBe('');
  });

  test('every workload has pods, and all of them run', () => {
    valueOf(settlement);
    const workloads = [...objects, ...operated].filter(({ spec }) => spec?.template ?? spec?.podMetadata);
    const without = workloads.filter((workload) => !pods.some(isPodOf(workload)));
    expect(without.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([]);
  });

  test('pods are spread as they ask', async () => {
    expect(crowded(pods, await plane.api.list('/api/v1/nodes'))).toEqual([]);
  });

  test('every disruption budget selects pods, and lets one of them go', async () => {
    await eventually(async () => {
      const budgets = await plane.api.list('/apis/policy/v1/poddisruptionbudgets');
      const tight = budgets
        .filter(({ status }) => !((status?.disruptionsAllowed as number) >= 1 && (status?.expectedPods as number) > 0))
        .map(({ metadata, status }) => ({ budget: metadata.name, status }));
      expect(tight).toEqual([]);
    }, LIMIT_SECONDS);
  });

  test('no node that is played has fallen silent', async () => {
    const nodes = await plane.api.list('/api/v1/nodes');
    expect(nodes.filter((node) => !(silenceOf(node) < LIMIT_SECONDS)).map(({ metadata }) => metadata.name)).toEqual([]);
  });

  test('the controllers that are played could do their part', () => {
    expect(played.failures()).toEqual([]);
  });

  test('the operator reconciles every object of its kinds, and its log has no complaint', () => {
    valueOf(reconciliation);
    const wanted = objects.filter(({ kind }) => ['Prometheus', 'Alertmanager', 'ThanosRuler'].includes(kind));
    expect(operated.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort()).toEqual(
      wanted.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort(),
    );
    expect(operator.complaints()).toEqual([]);
  });

  test('promtool accepts the configuration that the operator generated, with every rule', async () => {
    const promtool = await tool('promtool');
    const loaded: string[] = [];
    for (const prometheus of ofKind('Prometheus')) {
      const { file, rules } = await layOut(plane.api, prometheus, join(plane.folder, prometheus.metadata.name));
      loaded.push(...rules);
      await expect(succeeds(promtool, ['check', 'config', file])).resolves.toMatch('SUCCESS');
    }
    for (const { metadata } of objects.filter(({ kind }) => kind === 'PrometheusRule')) {
      expect(loaded).toContainEqual(expect.stringMatching(`^${metadata.namespace ?? ''}-${metadata.name}-`));
    }
  });

  test('amtool accepts the configuration that the operator generated', async () => {
    const amtool = await tool('amtool');
    for (const { metadata } of ofKind('Alertmanager')) {
      const secret = `alertmanager-${metadata.name}-generated`;
      const file = join(plane.folder, `${secret}.yaml`);
      writeFileSync(file, await secretFile(plane.api, metadata.namespace ?? '', secret, 'alertmanager.yaml.gz'));
      await expect(succeeds(amtool, ['check-config', file])).resolves.toMatch('SUCCESS');
    }
  });

  describe('the real Prometheus on that configuration', () => {
    const discoveries: { readonly discovery: Discovery; readonly replicas: number }[] = [];

    beforeAll(async () => {
      for (const prometheus of ofKind('Prometheus')) {
        const { name: instance, namespace = '' } = prometheus.metadata;
        const home = join(plane.folder, `${instance}-discovery`);
        const { configuration } = await layOut(plane.api, prometheus, home);
        const account = await plane.serviceAccount(namespace, prometheus.spec?.serviceAccountName as string);
        const discovery = await startDiscovery(againstApiServer(configuration, account), home);
        later(() => discovery.stop());
        const replicas = ofKind('Alertmanager').reduce((sum, { spec }) => sum + (spec?.replicas as number), 0);
        discoveries.push({ discovery, replicas });
      }
    });

    test('finds every target that the monitors ask for, with its labels, and no other', async () => {
      const expected = await expectedTargets(plane.api);
      expect([...expected].filter(([, targets]) => targets.length === 0)).toEqual([]);
      const wanted = [...expected.values()].flat();
      for (const { discovery } of discoveries) {
        await eventually(async () => {
          const found = await discovery.targets();
          expect(found.map(identityOf).sort()).toEqual(wanted.map(identityOf).sort());
          expect(found.filter((target) => !wanted.some((one) => isLike(target, one))).map(textOf)).toEqual([]);
        }, LIMIT_SECONDS);
      }
    });

    test('finds every replica of Alertmanager', async () => {
      for (const { discovery, replicas } of discoveries) {
        await eventually(async () => {
          expect(await discovery.alertmanagers()).toHaveLength(replicas);
        }, LIMIT_SECONDS);
      }
    });
  });
});

/** The operator labels the pods of its objects with their kind and name. */
const isPodOf = ({ kind, metadata, spec }: KubeObject): ((pod: LiveObject) => boolean) => {
  const selector = spec?.selector as { readonly matchLabels: Readonly<Record<string, string>> } | undefined;
  const labels = Object.entries(selector?.matchLabels ?? { [kind.toLowerCase()]: metadata.name });
  return (pod) =>
    pod.metadata.namespace === metadata.namespace &&
    labels.every(([label, value]) => pod.metadata.labels?.[label] === value);
};

const textOf = (value: unknown): string => dump(value, { sortKeys: true });

/** What every rule and dashboard goes by. */
const identityOf = ({ pool, labels: { job = '', namespace = '', instance = '' } }: Expected): string =>
  [pool, job, namespace, instance].join(' ');

/** A monitor may drop a label of the exporter's own pod or Service, but never give it another value. */
const isLike = (target: Expected, { pool, labels }: Expected): boolean =>
  target.pool === pool &&
  target.labels.instance === labels.instance &&
  Object.entries(labels).every(([label, value]) => [undefined, value].includes(target.labels[label]));
