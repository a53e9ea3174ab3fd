import type { KubeObject } from '../harness/rendered';
import { sleep } from '../harness/wait';
import type { Api, LiveObject } from './api';

/**
 * Controllers that cannot run here, because there is no cloud, no vault and no kubelet behind them. They are played: each writes
 * the status that the real one would write, and makes what it would make, and nothing else.
 */
export interface PlayedControllers {
  /** What they could not do; empty at the end of a good test. */
  failures(): readonly string[];
  stop(): Promise<void>;
}

const PAUSE_SECONDS = 1;
/** The class for claims that name none. */
const DEFAULT_CLASS = 'played';

export async function playControllers(api: Api): Promise<PlayedControllers> {
  await api.create('/apis/storage.k8s.io/v1/storageclasses', storageClass(DEFAULT_CLASS, true));
  const failures = new Set<string>();
  let playing = true;
  const loop = async (): Promise<void> => {
    while (playing) {
      for (const [name, play] of Object.entries(CONTROLLERS)) {
        await play(api).catch((error: unknown) => {
          if (playing && !isPassing(error)) failures.add(`${name}: ${(error as Error).message}`);
        });
      }
      await sleep(PAUSE_SECONDS);
    }
  };
  const end = loop();
  return {
    failures: () => [...failures],
    stop: () => {
      playing = false;
      return end;
    },
  };
}

/** Somebody else was quicker: the object has gone, is there already, or has changed; or its kind is new. The next round sees how it is. */
const isPassing = (error: unknown): boolean => /: (404|409|429) /.test((error as Error).message);

type Controller = (api: Api) => Promise<void>;

const CONTROLLERS: Readonly<Record<string, Controller>> = {
  'volume provisioner': provisionVolumes,
  'load balancer': giveAddresses('/api/v1', 'services', ({ spec }) => spec?.type === 'LoadBalancer'),
  'ingress controller': giveAddresses('/apis/networking.k8s.io/v1', 'ingresses', () => true),
  'gateway controller': programGateways,
  'External Secrets': makeExternalSecrets,
  'cert-manager': issueCertificates,
  'horizontal pod autoscaler': autoscale,
};

const pathOf = (base: string, plural: string, { namespace, name }: KubeObject['metadata']): string =>
  `${base}/${namespace === undefined ? '' : `namespaces/${namespace}/`}${plural}/${name}`;

const storageClass = (name: string, isDefault: boolean): KubeObject & Readonly<Record<string, unknown>> => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: {
    name,
    ...(isDefault && { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } }),
  },
  provisioner: 'probecard.test/played',
  // As the clouds have it: a volume is made where its pod is going to be.
  volumeBindingMode: 'WaitForFirstConsumer',
  allowVolumeExpansion: true,
});

interface Claim {
  readonly accessModes: readonly string[];
  readonly resources: { readonly requests: { readonly storage: string } };
  readonly storageClassName?: string;
}

const SELECTED_NODE = 'volume.kubernetes.io/selected-node';

/** Makes a volume for each claim whose pod has a node. Classes that claims name belong to the cluster: they are there. */
async function provisionVolumes(api: Api): Promise<void> {
  const claims = await api.list('/api/v1/persistentvolumeclaims');
  const known = await api.list('/apis/storage.k8s.io/v1/storageclasses');
  const wanted = new Set(claims.flatMap(({ spec }) => (spec as unknown as Claim).storageClassName ?? []));
  for (const name of wanted) {
    if (!known.some(({ metadata }) => metadata.name === name)) {
      await api.create('/apis/storage.k8s.io/v1/storageclasses', storageClass(name, false));
    }
  }
  const waiting = claims.filter(
    ({ metadata, status }) => status?.phase === 'Pending' && metadata.annotations?.[SELECTED_NODE] !== undefined,
  );
  for (const claim of waiting) {
    // A volume that is there already is waiting to be bound.
    await api.create('/api/v1/persistentvolumes', volumeFor(claim)).catch((error: unknown) => {
      if (!isPassing(error)) throw error;
    });
  }
}

function volumeFor({ metadata: { name, namespace, uid }, spec }: LiveObject): KubeObject {
  const { accessModes, resources, storageClassName } = spec as unknown as Claim;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `pvc-${uid}` },
    spec: {
      capacity: { storage: resources.requests.storage },
      accessModes,
      storageClassName,
      persistentVolumeReclaimPolicy: 'Retain',
      hostPath: { path: `/played/${uid}` },
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid },
    },
  };
}

/** Gives an address to each object of a kind that asks for one. */
function giveAddresses(base: string, plural: string, asks: (object: LiveObject) => boolean): Controller {
  return async (api) => {
    const objects = (await api.list(`${base}/${plural}`)).filter(asks);
    for (const { metadata, status } of objects) {
      const { ingress = [] } = (status?.loadBalancer ?? {}) as { readonly ingress?: readonly unknown[] };
      if (ingress.length > 0) continue;
      const hostname = `${metadata.name}.${metadata.namespace ?? ''}.lb.example`;
      await api.patch(`${pathOf(base, plural, metadata)}/status`, {
        status: { loadBalancer: { ingress: [{ hostname }] } },
      });
    }
  };
}

const GATEWAYS = '/apis/gateway.networking.k8s.io/v1';
const GATEWAY_CONTROLLER = 'probecard.test/gateway';

async function programGateways(api: Api): Promise<void> {
  for (const gateway of await api.list(`${GATEWAYS}/gateways`)) {
    await settle(api, GATEWAYS, 'gateways', gateway, {
      conditions: [condition('Accepted', gateway), condition('Programmed', gateway)],
      addresses: [{ type: 'Hostname', value: `${gateway.metadata.name}.lb.example` }],
    });
  }
  for (const route of await api.list(`${GATEWAYS}/httproutes`)) {
    const { parentRefs } = route.spec as unknown as { readonly parentRefs: readonly unknown[] };
    await settle(api, GATEWAYS, 'httproutes', route, {
      parents: parentRefs.map((parentRef) => ({
        parentRef,
        controllerName: GATEWAY_CONTROLLER,
        conditions: [condition('Accepted', route), condition('ResolvedRefs', route)],
      })),
    });
  }
}

const EXTERNAL_SECRETS = '/apis/external-secrets.io/v1';

interface ExternalSecret {
  readonly target?: {
    readonly name?: string;
    readonly template?: { readonly data?: Readonly<Record<string, string>> };
  };
  readonly data?: readonly { readonly secretKey: string }[];
  readonly dataFrom?: readonly unknown[];
}

async function makeExternalSecrets(api: Api): Promise<void> {
  for (const external of await api.list(`${EXTERNAL_SECRETS}/externalsecrets`)) {
    if (isSettled(external)) continue;
    const { target = {}, data = [], dataFrom } = external.spec as unknown as ExternalSecret;
    const { name, namespace } = external.metadata;
    if (dataFrom) throw new Error(`ExternalSecret ${name}: the keys of a dataFrom are not known here`);
    const keys = target.template?.data ? Object.keys(target.template.data) : data.map(({ secretKey }) => secretKey);
    await makeSecret(api, namespace, target.name ?? name, keys);
    await settle(api, EXTERNAL_SECRETS, 'externalsecrets', external, {
      conditions: [condition('Ready', external, 'SecretSynced')],
      refreshTime: new Date().toISOString(),
    });
  }
}

const CERTIFICATES = '/apis/cert-manager.io/v1';

async function issueCertificates(api: Api): Promise<void> {
  for (const certificate of await api.list(`${CERTIFICATES}/certificates`)) {
    if (isSettled(certificate)) continue;
    const { secretName } = certificate.spec as unknown as { readonly secretName: string };
    await makeSecret(api, certificate.metadata.namespace, secretName, ['tls.crt', 'tls.key', 'ca.crt']);
    await settle(api, CERTIFICATES, 'certificates', certificate, {
      conditions: [condition('Ready', certificate)],
      notAfter: new Date(Date.now() + 90 * 86_400_000).toISOString().replace(/\.\d+/, ''),
    });
  }
  for (const plural of ['issuers', 'clusterissuers']) {
    for (const issuer of await api.list(`${CERTIFICATES}/${plural}`)) {
      await settle(api, CERTIFICATES, plural, issuer, { conditions: [condition('Ready', issuer)] });
    }
  }
}

async function makeSecret(api: Api, namespace = '', name: string, keys: readonly string[]): Promise<void> {
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace },
    stringData: Object.fromEntries(keys.map((key) => [key, 'played'])),
  };
  await api.create(`/api/v1/namespaces/${namespace}/secrets`, secret).catch((error: unknown) => {
    if (!isPassing(error)) throw error;
  });
}

const AUTOSCALERS = '/apis/autoscaling/v2';

interface Autoscaler {
  readonly minReplicas?: number;
  readonly scaleTargetRef: { readonly kind: string; readonly name: string };
}

/** Without load an autoscaler goes down to its minimum. */
async function autoscale(api: Api): Promise<void> {
  for (const autoscaler of await api.list(`${AUTOSCALERS}/horizontalpodautoscalers`)) {
    const { minReplicas = 1, scaleTargetRef } = autoscaler.spec as unknown as Autoscaler;
    const { kind, name } = scaleTargetRef;
    const { namespace = '' } = autoscaler.metadata;
    const scale = `/apis/apps/v1/namespaces/${namespace}/${kind.toLowerCase()}s/${name}/scale`;
    if ((await api.get(scale)).spec?.replicas !== minReplicas) {
      await api.patch(scale, { spec: { replicas: minReplicas } });
    }
    await settle(api, AUTOSCALERS, 'horizontalpodautoscalers', autoscaler, {
      conditions: [
        condition('AbleToScale'),
        condition('ScalingActive'),
        { ...condition('ScalingLimited'), status: 'False' },
      ],
      currentReplicas: minReplicas,
      desiredReplicas: minReplicas,
      currentMetrics: null,
    });
  }
}

const condition = (type: string, observed?: LiveObject, reason: string = type) => ({
  type,
  status: 'True',
  reason,
  message: 'played',
  lastTransitionTime: new Date().toISOString().replace(/\.\d+/, ''),
  ...(observed?.metadata.generation !== undefined && { observedGeneration: observed.metadata.generation }),
});

/** Its status speaks of it as it is now. */
function isSettled({ metadata, status }: LiveObject): boolean {
  const { conditions = [], parents = [] } = (status ?? {}) as {
    readonly conditions?: readonly Readonly<Record<string, unknown>>[];
    readonly parents?: readonly { readonly conditions: readonly Readonly<Record<string, unknown>>[] }[];
  };
  return [...conditions, ...parents.flatMap((parent) => parent.conditions)].some(
    ({ message, observedGeneration = metadata.generation }) =>
      message === 'played' && observedGeneration === metadata.generation,
  );
}

async function settle(
  api: Api,
  base: string,
  plural: string,
  object: LiveObject,
  status: Readonly<Record<string, unknown>>,
): Promise<void> {
  if (isSettled(object)) return;
  await api.patch(`${pathOf(base, plural, object.metadata)}/status`, { status });
}
