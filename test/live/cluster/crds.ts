import { join } from 'node:path';
import { moduleFolder } from '../harness/module-folder';
import type { KubeObject } from '../harness/rendered';
import { eventually } from '../harness/wait';
import type { LiveObject } from './api';
import type { Servers } from './servers';

/** Where the CRDs of an API group lie: in a folder of a Go module that `test/live/tools` pins. */
interface Definitions {
  readonly group: RegExp;
  readonly set: string;
  readonly module: string;
  readonly folder: string;
  /** The folder holds other things too, such as what kustomize reads. */
  readonly files: readonly string[];
}

const OPERATOR_FILES = [
  'alertmanagerconfigs',
  'alertmanagers',
  'podmonitors',
  'probes',
  'prometheusagents',
  'prometheuses',
  'prometheusrules',
  'scrapeconfigs',
  'servicemonitors',
  'thanosrulers',
].map((kind) => `monitoring.coreos.com_${kind}.yaml`);

const DEFINITIONS: readonly Definitions[] = [
  {
    group: /^monitoring\.coreos\.com$/,
    set: 'operator',
    module: 'github.com/prometheus-operator/prometheus-operator',
    folder: 'example/prometheus-operator-crd',
    files: OPERATOR_FILES,
  },
  {
    group: /^argoproj\.io$/,
    set: 'argocd',
    module: 'github.com/argoproj/argo-cd/v3',
    folder: 'manifests/crds',
    files: ['application-crd.yaml', 'applicationset-crd.yaml', 'appproject-crd.yaml'],
  },
  {
    group: /^argoproj\.io$/,
    set: 'crds',
    module: 'github.com/argoproj/argo-rollouts',
    folder: 'manifests/crds',
    files: ['analysis-run-crd.yaml', 'analysis-template-crd.yaml', 'rollout-crd.yaml'],
  },
  {
    group: /^external-secrets\.io$/,
    set: 'crds',
    module: 'github.com/external-secrets/external-secrets',
    folder: 'config/crds/bases',
    files: ['clustersecretstores', 'externalsecrets', 'secretstores'].map((kind) => `external-secrets.io_${kind}.yaml`),
  },
  {
    group: /^cert-manager\.io$/,
    set: 'crds',
    module: 'github.com/cert-manager/cert-manager',
    folder: 'deploy/crds',
    files: ['certificates', 'clusterissuers', 'issuers'].map((kind) => `cert-manager.io_${kind}.yaml`),
  },
  {
    group: /^gateway\.networking\.k8s\.io$/,
    set: 'crds',
    module: 'sigs.k8s.io/gateway-api',
    folder: 'config/crd/standard',
    files: ['backendtlspolicies', 'gatewayclasses', 'gateways', 'grpcroutes', 'httproutes', 'referencegrants'].map(
      (kind) => `gateway.networking.k8s.io_${kind}.yaml`,
    ),
  },
];

/** The operator's CRDs, as a folder of a repository would hold them. */
export async function operatorCrds(): Promise<{ readonly folder: string; readonly files: readonly string[] }> {
  const module = 'github.com/prometheus-operator/prometheus-operator';
  return {
    folder: join(await moduleFolder('operator', module), 'example/prometheus-operator-crd'),
    files: OPERATOR_FILES,
  };
}

const PATH = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const LIMIT_SECONDS = 180;

/** Installs the CRDs of every group that the objects use, and waits until the API server serves them. */
export async function installCrds(
  { api, kubectl }: Pick<Servers, 'api' | 'kubectl'>,
  objects: readonly KubeObject[],
): Promise<void> {
  const groups = [...new Set(objects.map(({ apiVersion = '' }) => apiVersion.split('/')[0] ?? ''))];
  const needed = DEFINITIONS.filter(({ group }) => groups.some((used) => group.test(used)));
  const paths = await Promise.all(
    needed.map(async ({ set, module, folder, files }) => {
      const root = await moduleFolder(set, module);
      return files.map((file) => join(root, folder, file));
    }),
  );
  // An API server that lacks a kind refuses its objects by itself: nothing is checked here.
  if (paths.length === 0) return;
  // Created rather than applied: they are large, and nobody is to own their fields.
  await kubectl.run('create', '--validate=false', ...paths.flat().flatMap((path) => ['-f', path]));
  // `kubectl wait` fails on a CRD of which nothing is known yet.
  await eventually(async () => {
    const waiting = (await api.list(PATH)).filter((crd) => !isEstablished(crd)).map(({ metadata }) => metadata.name);
    if (waiting.length > 0) throw new Error(`not established: ${waiting.join(', ')}`);
  }, LIMIT_SECONDS);
}

function isEstablished({ status }: LiveObject): boolean {
  const { conditions = [] } = (status ?? {}) as {
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
  return conditions.some(({ type, status }) => type === 'Established' && status === 'True');
}
