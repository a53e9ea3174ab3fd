import { join } from 'node:path';
import { objectsOf, renderedEnvironments } from './cluster/environment';
import { finished } from './harness/command';
import { tool } from './harness/tools';

jest.setTimeout(120_000);

/** A finding that is right about what it sees, and why it is left so. */
interface Explained {
  readonly check: string;
  /** Names of the objects of which it is true; left out, of all. */
  readonly of?: readonly string[];
  readonly why: string;
}

const OPERATED = ['prometheus', 'alertmanager'];

const EXPLAINED: readonly Explained[] = [
  {
    check: 'container-ephemeral-storage-request-and-limit',
    why: 'What a component keeps is on volumes, and its logs are rotated by the kubelet; a limit would evict the pod that logs most, which is the one that has trouble.',
  },
  {
    check: 'container-image-pull-policy',
    why: 'Images are pinned by version, and by digest where it is known: pulled once, they start where no registry answers.',
  },
  {
    check: 'container-security-context-user-group-id',
    why: 'The users are those that the makers gave their images, and own their files; the two that are root are exceptions with reasons of their own.',
  },
  { check: 'networkpolicy-targets-pod', of: OPERATED, why: 'The operator makes their pods.' },
  {
    check: 'service-targets-pod',
    of: [
      ...OPERATED,
      'thanos-sidecar',
      'probecard-kube-scheduler',
      'probecard-kube-controller-manager',
      'probecard-etcd',
    ],
    why: 'The operator, or kubeadm, makes their pods.',
  },
  {
    check: 'pod-probes-identical',
    why: 'These programs have one endpoint for both; liveness waits twice as long as readiness, so that traffic is taken away before a restart.',
  },
];

interface Scored {
  readonly type_meta: { readonly kind: string };
  readonly object_meta: { readonly name: string; readonly namespace?: string };
  readonly checks: readonly {
    readonly check: { readonly id: string };
    readonly grade: number;
    readonly skipped: boolean;
    readonly comments: readonly { readonly path: string; readonly summary: string }[] | null;
  }[];
}

/** As kube-score calls it: the worst of its grades. */
const CRITICAL = 1;

async function criticals(files: readonly string[]) {
  const { output } = await finished(await tool('kube-score'), ['score', '--output-format', 'json', ...files]);
  const scored = JSON.parse(output.slice(output.indexOf('['))) as readonly Scored[];
  return scored.flatMap(({ type_meta, object_meta: { name }, checks }) =>
    checks
      .filter(({ grade, skipped }) => !skipped && grade === CRITICAL)
      .map(({ check, comments }) => ({ check: check.id, kind: type_meta.kind, name, comments })),
  );
}

const explains = ({ check, of }: Explained, finding: { readonly check: string; readonly name: string }): boolean =>
  check === finding.check && (of?.includes(finding.name) ?? true);

describe('kube-score', () => {
  const environments = renderedEnvironments();

  test.each(environments)('finds nothing critical in $name that is not explained', async ({ manifests }) => {
    expect(objectsOf(manifests).length).toBeGreaterThan(100);
    const found = await criticals(manifests.map(({ path }) => path));
    expect(found.filter((finding) => !EXPLAINED.some((one) => explains(one, finding)))).toEqual([]);
  });

  test('finds all that is explained, so that no explanation outlives its reason', async () => {
    const found = await criticals(
      environments.flatMap(({ folder, manifests }) => manifests.map(({ file }) => join(folder, file))),
    );
    const idle = EXPLAINED.filter((one) => !found.some((finding) => explains(one, finding)));
    expect(idle.map(({ check }) => check)).toEqual([]);
    const names = EXPLAINED.flatMap(({ check, of = [] }) => of.map((name) => ({ check, name })));
    expect(names.filter(({ check, name }) => !found.some((one) => one.check === check && one.name === name))).toEqual(
      [],
    );
  });
});
