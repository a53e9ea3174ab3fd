import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { Application } from '../constructs/argocd/application';
import { Project, type GroupKind } from '../constructs/argocd/project';
import { IMAGES } from '../constructs/images';
import { OBSERVABILITY } from '../constructs/namespaces';
import type { Wave } from '../constructs/waves';
import { group, type KubeObject, type RenderedChart } from './invariants/kube-object';

export interface ArgoCdProps {
  /** Its name: that of the project and of the app-of-apps, and the first part of every other name. */
  readonly environment: string;
  readonly gitOps: {
    /** The namespace of Argo CD. */
    readonly namespace: string;
    /** The repository that `dist/` is in. */
    readonly repository: string;
    readonly revision: string;
    /** A mirror of the repository of the Prometheus Operator. Default: its makers' own. */
    readonly operatorRepository?: string;
  };
  /** The charts in `dist/<environment>/`, of which each becomes an Application. */
  readonly charts: readonly RenderedChart[];
  /** Whether the CRDs of the Prometheus Operator are ours to install: not where there is an operator already. */
  readonly installsCrds: boolean;
}

/** The folder below `dist/<environment>/` with what Argo CD reads: `kubectl apply -f dist/<environment>` must not need its CRDs. */
export const ARGOCD = 'argocd';
const ROOT = 'root';
const APPLICATIONS = 'applications';

const OPERATOR_REPOSITORY = 'https://github.com/prometheus-operator/prometheus-operator';
const CRDS_PATH = 'example/prometheus-operator-crd';

/** Charts that the others wait for. */
const WAVES: Readonly<Record<string, Wave>> = { namespaces: 'namespace', 'prometheus-operator': 'operator' };

/** Charts whose objects outlive their Application: with a namespace, everything in it would go. */
const OUTLIVING = ['namespaces'];

const filesOf = (environment: string): string => `dist/${environment}`;

/**
 * What an administrator applies once, by hand, and again when a chart brings a kind or a namespace that there was not: the projects,
 * and the app-of-apps. Its file belongs to no Application, so that nobody who merges to the repository allows themselves more by it.
 */
export class ArgoCdRootChart extends Chart {
  constructor(scope: Construct, props: ArgoCdProps) {
    super(scope, ROOT, { disableResourceNameHashes: true });
    const { environment, gitOps, charts, installsCrds } = props;
    const { namespace, repository, revision } = gitOps;
    const objects = charts.flatMap((chart) => chart.objects);
    const applications = `${environment}-${APPLICATIONS}`;
    new Project(this, 'project', {
      name: environment,
      namespace,
      description: `Observability of ${environment}: what its charts need, and nothing else`,
      repositories: [repository, ...(installsCrds ? [operatorRepository(props)] : [])],
      destinations: namespacesOf(objects),
      clusterKinds: kindsOf([
        ...objects.filter(isClusterScoped).map(groupKind),
        ...(installsCrds ? [{ group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition' }] : []),
      ]),
      namespacedKinds: kindsOf(objects.filter((object) => !isClusterScoped(object)).map(groupKind)),
    });
    // A project of its own: the charts must not be able to bring Applications, which could name any project.
    new Project(this, 'applications-project', {
      name: applications,
      namespace,
      description: `The Applications of ${environment}`,
      repositories: [repository],
      destinations: [namespace],
      clusterKinds: [],
      namespacedKinds: [{ group: 'argoproj.io', kind: 'Application' }],
    });
    new Application(this, 'application', {
      name: environment,
      namespace,
      project: applications,
      source: { repository, revision, path: `${filesOf(environment)}/${ARGOCD}`, file: `${APPLICATIONS}.k8s.yaml` },
      destination: namespace,
      prunes: true,
      // Whoever deletes it by mistake deletes nothing else.
      deletesObjects: false,
    });
  }
}

/**
 * One Application for each chart, and one for the CRDs. When a chart is gone, its Application is pruned, and with it go its objects,
 * but for what is annotated to be kept: volumes and namespaces. Volumes that a StatefulSet or the operator made belong to no Application.
 */
export class ArgoCdApplicationsChart extends Chart {
  constructor(scope: Construct, props: ArgoCdProps) {
    super(scope, APPLICATIONS, { disableResourceNameHashes: true });
    const { environment, gitOps, charts, installsCrds } = props;
    const { namespace, repository, revision } = gitOps;
    const common = { namespace, project: environment, destination: OBSERVABILITY };
    if (installsCrds) {
      new Application(this, 'crds', {
        ...common,
        name: `${environment}-crds`,
        wave: 'namespace',
        source: {
          repository: operatorRepository(props),
          revision: IMAGES.prometheusOperator.version,
          path: CRDS_PATH,
        },
        // With a CRD go all of its objects in the cluster, also those of others.
        prunes: false,
        deletesObjects: false,
      });
    }
    for (const { name } of charts) {
      new Application(this, name, {
        ...common,
        name: `${environment}-${name}`,
        wave: WAVES[name] ?? 'default',
        source: { repository, revision, path: filesOf(environment), file: `${name}.k8s.yaml` },
        prunes: true,
        deletesObjects: !OUTLIVING.includes(name),
      });
    }
  }
}

const operatorRepository = ({ gitOps }: ArgoCdProps): string => gitOps.operatorRepository ?? OPERATOR_REPOSITORY;

const isClusterScoped = ({ metadata }: KubeObject): boolean => metadata.namespace === undefined;

const groupKind = (object: KubeObject): GroupKind => ({ group: group(object), kind: object.kind });

/** Each once, in order: the project's file changes only where there is a new one. */
function kindsOf(kinds: readonly GroupKind[]): readonly GroupKind[] {
  const named = new Map(kinds.map((kind) => [`${kind.group}/${kind.kind}`, kind] as const));
  return [...named].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, kind]) => kind);
}

function namespacesOf(objects: readonly KubeObject[]): readonly string[] {
  const named = objects.flatMap(({ metadata }) => (metadata.namespace === undefined ? [] : [metadata.namespace]));
  return [...new Set([OBSERVABILITY, ...named])].sort();
}
