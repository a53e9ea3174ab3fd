import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { APPLICATION_HEALTH } from '../../../constructs/argocd/health';
import { moduleFolder } from '../harness/module-folder';
import { freePorts, LOOPBACK, reachable } from '../harness/ports';
import { start, type Running } from '../harness/program';
import type { KubeObject } from '../harness/rendered';
import { tool } from '../harness/tools';
import { eventually } from '../harness/wait';
import type { LiveObject } from './api';
import { ARGOCD_NAMESPACE } from './applications';
import type { ControlPlane } from './control-plane';
import { FEWER_COLLECTIONS } from './garbage';

/** A real Argo CD without its web server: what compares, applies and prunes. */
export interface ArgoCd {
  /** Waits until these Applications are all Synced and Healthy. @returns them; @throws Error that says what lacks */
  healthy(names: readonly string[], limitSeconds: number): Promise<readonly LiveObject[]>;
  /** Compares with the newest commit and with the cluster as it is now, whatever is cached, and waits for the result. */
  refresh(names: readonly string[], limitSeconds: number): Promise<void>;
  /** The last lines of the controller's log. */
  log(): string;
  stop(): Promise<void>;
}

const APPLICATIONS = `/apis/argoproj.io/v1alpha1/namespaces/${ARGOCD_NAMESPACE}/applications`;
const REFRESH = 'argocd.argoproj.io/refresh';
const READY_SECONDS = 120;

/** What an installation of Argo CD consists of besides its programs, with the settings that its makers ship. */
export async function argoCdObjects(): Promise<readonly KubeObject[]> {
  const folder = await moduleFolder('argocd', 'github.com/argoproj/argo-cd/v3');
  const { data } = load(readFileSync(join(folder, 'manifests/base/config/argocd-cm.yaml'), 'utf8')) as KubeObject;
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: ARGOCD_NAMESPACE } },
    setting('ConfigMap', 'argocd-cm', { data: { ...data, ...APPLICATION_HEALTH } }),
    setting('ConfigMap', 'argocd-cmd-params-cm', {}),
    setting('ConfigMap', 'argocd-rbac-cm', {}),
    setting('Secret', 'argocd-secret', { stringData: { 'server.secretkey': 'played' } }),
  ];
}

function setting(kind: string, name: string, content: Pick<KubeObject, 'data' | 'stringData'>): KubeObject {
  const labels = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': 'argocd' };
  return { apiVersion: 'v1', kind, metadata: { name, namespace: ARGOCD_NAMESPACE, labels }, ...content };
}

export async function startArgoCd(plane: ControlPlane): Promise<ArgoCd> {
  const running: Running[] = [];
  const stop = async (): Promise<void> => {
    for (const part of running.splice(0).reverse()) await part.stop();
  };
  const [redisPort = 0, repoPort = 0, repoMetrics = 0, controllerMetrics = 0] = await freePorts(4);
  const home = join(plane.folder, 'argocd');
  mkdirSync(home);
  const settings: Settings = { plane, home, redisPort, repoPort };
  try {
    running.push(await startRedis(settings));
    running.push(await startRepoServer(settings, repoMetrics));
    const controller = await startController(settings, controllerMetrics);
    running.push(controller);
    return { ...applicationsIn(plane), log: () => controller.log(), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Settings {
  readonly plane: ControlPlane;
  readonly home: string;
  readonly redisPort: number;
  readonly repoPort: number;
}

async function startRedis({ home, redisPort }: Settings): Promise<Running> {
  try {
    return await start({
      path: 'redis-server',
      args: ['--bind', LOOPBACK, '--port', `${redisPort}`, '--save', '', '--appendonly', 'no', '--dir', home],
      ready: () => reachable(redisPort),
    });
  } catch (error) {
    throw new Error(
      `Argo CD needs 'redis-server' on PATH: install the package redis-server. ${(error as Error).message}`,
      {
        cause: error,
      },
    );
  }
}

/** One program has every role; it looks at this variable for the one that it shall play. */
const environmentOf = (role: string, { plane, home }: Settings): NodeJS.ProcessEnv => ({
  ...process.env,
  ...FEWER_COLLECTIONS,
  ARGOCD_BINARY_NAME: role,
  // By default 2 s for each wave of each sync, on top of the wait for health: for controllers that react late, and hooks. Here are none.
  ARGOCD_SYNC_WAVE_DELAY: '0',
  // Nobody signs commits here.
  ARGOCD_GPG_ENABLED: 'false',
  // The cluster in which it runs is this one, although it runs beside it.
  ARGOCD_FAKE_IN_CLUSTER: 'true',
  KUBECONFIG: plane.administrator.kubeconfig,
  HOME: home,
  TMPDIR: home,
});

async function startRepoServer(settings: Settings, metricsPort: number): Promise<Running> {
  const { redisPort, repoPort } = settings;
  return start({
    path: await tool('argocd'),
    args: [
      `--address=${LOOPBACK}`,
      `--port=${repoPort}`,
      `--metrics-address=${LOOPBACK}`,
      `--metrics-port=${metricsPort}`,
      `--redis=${LOOPBACK}:${redisPort}`,
      '--disable-tls',
      '--loglevel=warn',
    ],
    env: environmentOf('argocd-repo-server', settings),
    ready: `http://${LOOPBACK}:${metricsPort}/metrics`,
    limitSeconds: READY_SECONDS,
  });
}

async function startController(settings: Settings, metricsPort: number): Promise<Running> {
  const { plane, redisPort, repoPort } = settings;
  return start({
    path: await tool('argocd'),
    args: [
      `--kubeconfig=${plane.administrator.kubeconfig}`,
      `--namespace=${ARGOCD_NAMESPACE}`,
      `--repo-server=${LOOPBACK}:${repoPort}`,
      '--repo-server-plaintext',
      `--redis=${LOOPBACK}:${redisPort}`,
      // The one server here that cannot be told to listen on loopback only.
      `--metrics-port=${metricsPort}`,
      '--loglevel=warn',
    ],
    env: environmentOf('argocd-application-controller', settings),
    ready: `http://${LOOPBACK}:${metricsPort}/healthz`,
    limitSeconds: READY_SECONDS,
  });
}

function applicationsIn({ api, kubectl }: ControlPlane): Pick<ArgoCd, 'healthy' | 'refresh'> {
  const named = async (names: readonly string[]): Promise<readonly LiveObject[]> => {
    const applications = await api.list(APPLICATIONS);
    const missing = names.filter((name) => !applications.some(({ metadata }) => metadata.name === name));
    if (missing.length > 0) throw new Error(`there is no Application ${missing.join(', ')}`);
    return applications.filter(({ metadata }) => names.includes(metadata.name));
  };
  return {
    healthy: (names, limitSeconds) =>
      eventually(async () => {
        const applications = await named(names);
        const lacking = applications.flatMap(complaintsAbout);
        if (lacking.length > 0) throw new Error(`Argo CD is not done:\n${lacking.join('\n')}`);
        return applications;
      }, limitSeconds),
    refresh: async (names, limitSeconds) => {
      await kubectl.run(
        ...['annotate', 'applications.argoproj.io', `--namespace=${ARGOCD_NAMESPACE}`, '--overwrite'],
        ...[...names, `${REFRESH}=hard`],
      );
      // The controller takes the annotation away when it has compared.
      await eventually(async () => {
        const waiting = (await named(names)).filter(({ metadata }) => metadata.annotations?.[REFRESH] !== undefined);
        if (waiting.length > 0) {
          throw new Error(`not compared yet: ${waiting.map(({ metadata }) => metadata.name).join(', ')}`);
        }
      }, limitSeconds);
    },
  };
}

interface Status {
  readonly sync?: { readonly status: string };
  readonly health?: { readonly status: string; readonly message?: string };
  readonly conditions?: readonly { readonly type: string; readonly message: string }[];
  readonly operationState?: { readonly phase: string; readonly message?: string };
  readonly resources?: readonly {
    readonly kind: string;
    readonly name: string;
    readonly status?: string;
    readonly health?: { readonly status: string; readonly message?: string };
  }[];
}

function complaintsAbout({ metadata, status }: LiveObject): readonly string[] {
  const { sync, health, conditions = [], operationState, resources = [] } = (status ?? {}) as Status;
  const isGood =
    sync?.status === 'Synced' &&
    health?.status === 'Healthy' &&
    // What was there already needs no sync.
    ['Succeeded', undefined].includes(operationState?.phase) &&
    conditions.length === 0;
  if (isGood) return [];
  const what = resources
    .filter((one) => one.status === 'OutOfSync' || !['Healthy', undefined].includes(one.health?.status))
    .map(
      ({ kind, name, status = '', health }) =>
        `${kind} ${name} ${status} ${health?.status ?? ''} ${health?.message ?? ''}`,
    );
  return [
    [
      `${metadata.name}: ${sync?.status ?? 'never compared'}, ${health?.status ?? 'no health'}`,
      `${operationState?.phase ?? 'never synced'} ${operationState?.message ?? ''}`,
      ...conditions.map(({ type, message }) => `${type}: ${message}`),
      ...what,
    ].join('; '),
  ];
}
