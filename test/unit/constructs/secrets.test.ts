import { Testing } from 'cdk8s';
import { checkSecrets } from '../../../charts/invariants/secrets';
import { secretReferences } from '../../../charts/invariants/secret-references';
import { SecretsChart } from '../../../charts/secrets';
import { secretFiles } from '../../../constructs/secrets/mount';
import { registryCredentials } from '../../../constructs/secrets/pull-secret';
import type { RequiredSecret } from '../../../constructs/secrets/secret';
import { container, deployment, object, prometheus } from '../charts/objects';

const secret = (name: string, ...keys: readonly string[]): RequiredSecret => ({
  name,
  namespace: 'observability',
  keys: keys.map((key) => ({ key, holds: 'something' })),
  usedBy: ['web'],
});

const reads = (name: string, key: string) =>
  deployment({}, [container({ env: [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name, key } } }] })]);

const check =
  (objects: Parameters<typeof checkSecrets>[0], ...required: readonly RequiredSecret[]) =>
  () => {
    checkSecrets(objects, required);
  };

describe('an External Secret', () => {
  const store = { kind: 'ClusterSecretStore', name: 'vault', path: 'observability/dev' } as const;
  const [first, pulled] = Testing.synth(
    new SecretsChart(Testing.app(), {
      store,
      secrets: [secret('web-token', 'token'), registryCredentials('registry', 'observability-node')],
    }),
  ) as { metadata: object; spec: { data: object[]; target: object } }[];

  test('has every default of the CRD (v1.3.2) written out, or Argo CD would show a difference', () => {
    expect(first?.spec).toEqual({
      refreshInterval: '1h0m0s',
      secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
      target: {
        name: 'web-token',
        creationPolicy: 'Owner',
        deletionPolicy: 'Retain',
        template: { engineVersion: 'v2', mergePolicy: 'Replace', type: 'Opaque' },
      },
      data: [
        {
          secretKey: 'token',
          remoteRef: {
            key: 'observability/dev/web-token',
            property: 'token',
            conversionStrategy: 'Default',
            decodingStrategy: 'None',
            metadataPolicy: 'None',
          },
        },
      ],
    });
  });

  test('comes before the workloads that mount what it makes', () => {
    expect(first?.metadata).toHaveProperty(['annotations', 'argocd.argoproj.io/sync-wave'], '-5');
  });

  test('makes a Secret of the type that its reader wants', () => {
    expect(pulled?.metadata).toHaveProperty('namespace', 'observability-node');
    expect(pulled?.spec.target).toMatchObject({ template: { type: 'kubernetes.io/dockerconfigjson' } });
  });
});

test('keys become files that only the pod can read', () => {
  const { volume, mount, file } = secretFiles({ volume: 'oidc', secret: 'client', keys: ['id'], path: '/etc/oidc' });
  expect(volume.secret).toEqual({ secretName: 'client', defaultMode: 0o440, items: [{ key: 'id', path: 'id' }] });
  expect(mount).toEqual({ name: 'oidc', mountPath: '/etc/oidc', readOnly: true });
  expect(file('id')).toBe('/etc/oidc/id');
});

describe('the check of Secrets', () => {
  test('is content with a key that is declared and read', () => {
    expect(check([reads('web-token', 'token')], secret('web-token', 'token'))).not.toThrow();
  });

  test('names the object and the Secret that nobody declares', () => {
    expect(check([reads('web-token', 'token')])).toThrow(
      "Deployment observability/web: it reads the Secret observability/web-token (for its key 'token'), which nobody declares",
    );
  });

  test('names a key that nobody declares, and those that there are', () => {
    expect(check([reads('web-token', 'tokn')], secret('web-token', 'token'))).toThrow(
      "Deployment observability/web: it reads the key 'tokn' of the Secret observability/web-token, which nobody declares: it has token",
    );
  });

  test('looks for a Secret in the namespace of its reader', () => {
    const elsewhere = { ...secret('web-token', 'token'), namespace: 'observability-node' };
    expect(check([reads('web-token', 'token')], elsewhere)).toThrow('observability/web-token');
  });

  test('refuses a Secret that nothing reads', () => {
    expect(check([], secret('web-token', 'token'))).toThrow(
      'the Secret observability/web-token is declared, but nothing reads it',
    );
  });

  test('refuses a key that nothing reads, where all readers say which they take', () => {
    expect(check([reads('web-token', 'token')], secret('web-token', 'token', 'user'))).toThrow(
      "the key 'user' of the Secret observability/web-token is declared, but nothing reads it",
    );
  });

  test('cannot tell which keys a program takes of a whole Secret', () => {
    const whole = deployment({ volumes: [{ name: 'token', secret: { secretName: 'web-token' } }] });
    expect(check([whole], secret('web-token', 'token', 'user'))).not.toThrow();
  });

  test('refuses two Secrets of one name', () => {
    expect(check([reads('a', 'b')], secret('a', 'b'), secret('a', 'b'))).toThrow('observability/a is declared twice');
  });

  test('refuses a value, for whatever is rendered is in git', () => {
    for (const field of ['data', 'stringData']) {
      expect(check([object('Secret', 'web-token', { [field]: { token: 'x' } })])).toThrow(
        "Secret observability/web-token: it renders a value for the key 'token'",
      );
    }
  });

  test("takes Alertmanager's base configuration, and asks for the keys whose files it names", () => {
    const config = object('Secret', 'alertmanager-config', {
      stringData: { 'alertmanager.yaml': 'url_file: /etc/alertmanager/secrets/receivers/watchdog-url\n' },
    });
    const spec = { configSecret: 'alertmanager-config', secrets: ['receivers'] };
    const alertmanager = object('Alertmanager', 'main', { spec });
    expect(check([config, alertmanager], secret('receivers', 'watchdog-url'))).not.toThrow();
    expect(check([config, alertmanager], secret('receivers', 'watchdog'))).toThrow(
      "the key 'watchdog-url' of the Secret",
    );
    expect(check([config, alertmanager], secret('receivers', 'watchdog-url', 'idle'))).toThrow("the key 'idle'");
    expect(check([alertmanager], secret('receivers', 'watchdog-url'))).toThrow('observability/alertmanager-config');
  });

  test('counts what cert-manager makes', () => {
    const certificate = object('Certificate', 'web', { spec: { secretName: 'web-tls' } });
    const gateway = object('Gateway', 'entry', {
      spec: { listeners: [{ tls: { certificateRefs: [{ group: '', kind: 'Secret', name: 'web-tls' }] } }] },
    });
    const ingress = object('Ingress', 'web', { spec: { tls: [{ hosts: ['web'], secretName: 'web-tls' }] } });
    for (const entry of [gateway, ingress]) {
      expect(check([certificate, entry])).not.toThrow();
      expect(check([entry])).toThrow(
        `${entry.kind} observability/${entry.metadata.name}: it reads the Secret observability/web-tls`,
      );
    }
  });
});

describe('a Secret is found', () => {
  const found = (...args: Parameters<typeof secretReferences>) =>
    secretReferences(...args).map(({ namespace, name, keys }) => ({ namespace, name, keys }));
  const namespace = 'observability';

  test.each([
    [
      'in the environment of a container',
      { containers: [container({ envFrom: [{ secretRef: { name: 's' } }] })] },
      undefined,
    ],
    ['as credentials of a registry', { imagePullSecrets: [{ name: 's' }] }, undefined],
    [
      'as a volume of chosen keys',
      { volumes: [{ secret: { secretName: 's', items: [{ key: 'k', path: 'p' }] } }] },
      ['k'],
    ],
    ['in a projected volume', { volumes: [{ projected: { sources: [{ secret: { name: 's' } }] } }] }, undefined],
  ])('%s', (_, pod, keys) => {
    expect(found(deployment(pod))).toEqual([{ namespace, name: 's', keys }]);
  });

  test('in fields of the operator', () => {
    const thanos = { objectStorageConfig: { name: 's', key: 'objstore.yaml' } };
    const tls = { ca: { configMap: { name: 'm', key: 'ca.crt' } }, keySecret: { name: 's', key: 'tls.key' } };
    expect(found(prometheus({ thanos, web: { tlsConfig: tls } }))).toEqual([
      { namespace, name: 's', keys: ['objstore.yaml'] },
      { namespace, name: 's', keys: ['tls.key'] },
    ]);
  });

  test('in the analysis of a rollout', () => {
    const args = [{ name: 'token', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }];
    expect(found(object('AnalysisTemplate', 'gate', { spec: { args } }))).toEqual([
      { namespace, name: 's', keys: ['k'] },
    ]);
  });
});

test('a chart of Secrets renders no value', () => {
  const chart = new SecretsChart(Testing.app(), {
    store: { kind: 'SecretStore', name: 'vault', path: 'p' },
    secrets: [secret('web-token', 'token')],
  });
  expect((chart.toJson() as { kind: string }[]).map(({ kind }) => kind)).toEqual(['ExternalSecret']);
});
