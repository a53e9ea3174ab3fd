import { Testing, type Chart } from 'cdk8s';
import { ArgoCdApplicationsChart, ArgoCdRootChart, type ArgoCdProps } from '../../../charts/argocd';
import type { KubeObject } from '../../../charts/invariants';
import { APPLICATION_HEALTH } from '../../../constructs/argocd/health';
import { IMAGES } from '../../../constructs/images';

interface Rendered extends KubeObject {
  readonly metadata: KubeObject['metadata'] & {
    readonly annotations: Readonly<Record<string, string>>;
    readonly finalizers?: readonly string[];
  };
  readonly spec: {
    readonly [field: string]: unknown;
    readonly source: { readonly path: string; readonly directory?: { readonly include?: string } };
    readonly syncPolicy: {
      readonly automated: object;
      readonly syncOptions: readonly string[];
      readonly retry: object;
    };
  };
}

const object = (apiVersion: string, kind: string, name: string, namespace?: string): KubeObject => ({
  apiVersion,
  kind,
  metadata: { name, ...(namespace !== undefined && { namespace }) },
});

const props: ArgoCdProps = {
  environment: 'fab',
  gitOps: { namespace: 'argocd', repository: 'https://git.fab.example/probecard.git', revision: 'main' },
  charts: [
    { name: 'namespaces', objects: [object('v1', 'Namespace', 'observability')] },
    {
      name: 'prometheus-operator',
      objects: [
        object('apps/v1', 'Deployment', 'prometheus-operator', 'observability'),
        object('rbac.authorization.k8s.io/v1', 'ClusterRole', 'probecard-operator'),
      ],
    },
    {
      name: 'prometheus',
      objects: [
        object('monitoring.coreos.com/v1', 'Prometheus', 'main', 'observability'),
        object('rbac.authorization.k8s.io/v1', 'Role', 'probecard-prometheus', 'ml-platform'),
        object('rbac.authorization.k8s.io/v1', 'Role', 'probecard-prometheus', 'observability'),
      ],
    },
  ],
  installsCrds: true,
};

const objectsOf = (chart: Chart): readonly Rendered[] => chart.toJson() as Rendered[];
const root = (change: Partial<ArgoCdProps> = {}) =>
  objectsOf(new ArgoCdRootChart(Testing.app(), { ...props, ...change }));
const applications = (change: Partial<ArgoCdProps> = {}) =>
  objectsOf(new ArgoCdApplicationsChart(Testing.app(), { ...props, ...change }));

function named(objects: readonly Rendered[], kind: string, name: string): Rendered {
  const found = objects.find((candidate) => candidate.kind === kind && candidate.metadata.name === name);
  if (!found) throw new Error(`no ${kind} ${name}`);
  return found;
}

const wave = ({ metadata }: Rendered): number => Number(metadata.annotations['argocd.argoproj.io/sync-wave']);

describe('the project of an environment', () => {
  it('allows the sources, namespaces and kinds of its charts, each once and by name', () => {
    expect(named(root(), 'AppProject', 'fab').spec).toEqual({
      description: expect.any(String) as string,
      sourceRepos: [
        'https://git.fab.example/probecard.git',
        'https://github.com/prometheus-operator/prometheus-operator',
      ],
      destinations: ['ml-platform', 'observability'].map((namespace) => ({
        server: 'https://kubernetes.default.svc',
        namespace,
      })),
      clusterResourceWhitelist: [
        { group: '', kind: 'Namespace' },
        { group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition' },
        { group: 'rbac.authorization.k8s.io', kind: 'ClusterRole' },
      ],
      namespaceResourceWhitelist: [
        { group: 'apps', kind: 'Deployment' },
        { group: 'monitoring.coreos.com', kind: 'Prometheus' },
        { group: 'rbac.authorization.k8s.io', kind: 'Role' },
      ],
    });
  });

  it('uses no pattern: Argo CD reads * and ! and ? and [ as such', () => {
    const lists = root()
      .filter(({ kind }) => kind === 'AppProject')
      .map(({ spec }) => JSON.stringify({ ...spec, description: '' }).replace(/[[\]]/g, ''));
    expect(lists).toHaveLength(2);
    for (const list of lists) expect(list).not.toMatch(/[*?!]/);
  });

  it('lets no chart bring Applications: these have a project that allows nothing else', () => {
    const kinds = (name: string) => named(root(), 'AppProject', name).spec.namespaceResourceWhitelist;
    expect(kinds('fab')).not.toContainEqual({ group: 'argoproj.io', kind: 'Application' });
    expect(kinds('fab-applications')).toEqual([{ group: 'argoproj.io', kind: 'Application' }]);
    expect(named(root(), 'AppProject', 'fab-applications').spec).not.toHaveProperty('clusterResourceWhitelist');
  });

  it('allows neither CRDs nor their repository where an operator is there already', () => {
    const project = JSON.stringify(named(root({ installsCrds: false }), 'AppProject', 'fab'));
    expect(project).not.toContain('CustomResourceDefinition');
    expect(project).not.toContain('github.com');
  });
});

describe('the app-of-apps', () => {
  const app = named(root(), 'Application', 'fab');

  it('reads the file with the Applications, and not the one that it is in itself', () => {
    expect(app.spec).toMatchObject({
      project: 'fab-applications',
      source: { path: 'dist/fab/argocd', directory: { include: 'applications.k8s.yaml' } },
      destination: { namespace: 'argocd' },
    });
  });

  it('takes nothing with it when it is deleted', () => {
    expect(app.metadata.finalizers).toBeUndefined();
  });
});

describe('the Applications', () => {
  it('are one for each chart, each of one file, and one for the CRDs', () => {
    expect(
      applications().map(({ kind, metadata, spec }) => [kind, metadata.name, spec.source.directory?.include]),
    ).toEqual([
      ['Application', 'fab-crds', undefined],
      ['Application', 'fab-namespaces', 'namespaces.k8s.yaml'],
      ['Application', 'fab-prometheus-operator', 'prometheus-operator.k8s.yaml'],
      ['Application', 'fab-prometheus', 'prometheus.k8s.yaml'],
    ]);
  });

  it('come in waves: what others need first', () => {
    expect(applications().map(wave)).toEqual([-10, -10, 0, 5]);
  });

  it('prune and heal, apply server-side, share nothing, and try again without an end and with the newest revision', () => {
    for (const { spec } of applications().filter(({ metadata }) => metadata.name !== 'fab-crds')) {
      expect(spec.syncPolicy).toEqual({
        automated: { prune: true, selfHeal: true },
        retry: { limit: -1, refresh: true, backoff: { duration: '10s', factor: 2, maxDuration: '3m' } },
        syncOptions: ['CreateNamespace=false', 'ServerSideApply=true', 'PruneLast=true', 'FailOnSharedResource=true'],
      });
    }
  });

  it('ignore no difference', () => {
    expect(JSON.stringify([...root(), ...applications()])).not.toContain('ignoreDifferences');
  });

  it('take their objects with them, but for namespaces and CRDs', () => {
    const deletes = applications().map(({ metadata }) => [metadata.name, metadata.finalizers]);
    // Without the path, the API server warns.
    const finalizers = ['resources-finalizer.argocd.argoproj.io/foreground'];
    expect(deletes).toEqual([
      ['fab-crds', undefined],
      ['fab-namespaces', undefined],
      ['fab-prometheus-operator', finalizers],
      ['fab-prometheus', finalizers],
    ]);
  });

  it('state nothing that Argo CD would leave out when it writes an Application back', () => {
    const values = (value: unknown): readonly unknown[] =>
      typeof value === 'object' && value !== null ? Object.values(value).flatMap(values) : [value];
    for (const { spec } of [...root(), ...applications()].filter(({ kind }) => kind === 'Application')) {
      for (const value of values(spec)) expect([false, 0, '', null]).not.toContain(value);
      if (spec.source.directory) expect(spec.source.directory).toHaveProperty('jsonnet', {});
    }
  });
});

describe('the CRDs', () => {
  const crds = (change: Partial<ArgoCdProps> = {}) => named(applications(change), 'Application', 'fab-crds').spec;

  it('come from the tag of the operator that runs, and are never pruned', () => {
    expect(crds().source).toEqual({
      repoURL: 'https://github.com/prometheus-operator/prometheus-operator',
      targetRevision: IMAGES.prometheusOperator.version,
      path: 'example/prometheus-operator-crd',
    });
    expect(crds().syncPolicy.automated).toEqual({ selfHeal: true });
  });

  it('come from a mirror where the fab has one, and the project allows that one alone', () => {
    const gitOps = { ...props.gitOps, operatorRepository: 'https://git.fab.example/mirror/prometheus-operator.git' };
    expect(crds({ gitOps }).source).toMatchObject({ repoURL: gitOps.operatorRepository });
    expect(JSON.stringify(root({ gitOps }))).not.toContain('github.com');
  });

  it('are left to the operator that is there already', () => {
    expect(applications({ installsCrds: false }).map(({ metadata }) => metadata.name)).not.toContain('fab-crds');
  });
});

test('the health of an Application is what Argo CD says of it, and progressing before', () => {
  const [[key, script] = ['', '']] = Object.entries(APPLICATION_HEALTH);
  expect(key).toBe('resource.customizations.health.argoproj.io_Application');
  expect(script).toContain('obj.status.health');
  expect(script).toContain('"Progressing"');
});
