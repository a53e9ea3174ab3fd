import { Testing } from 'cdk8s';
import { deployGates } from '../../../alerts/slo/gate';
import { GATE_FORMS, GateChart, type GateForm } from '../../../charts/gate';
import { checkObjects, type KubeObject } from '../../../charts/invariants';
import { GATE } from '../../../signals';
import { LINKS } from '../../fixtures/environment';
import { gatedKiln } from '../../fixtures/gated';

const [gate] = deployGates(gatedKiln(['baked'], GATE), LINKS);
if (!gate) throw new Error('no gate');

const chart = (form: GateForm, registry?: string): GateChart =>
  new GateChart(Testing.app(), {
    gate,
    form,
    namespace: 'observability',
    images: registry === undefined ? {} : { registry },
  });

interface JobSpec {
  readonly template: {
    readonly metadata: { readonly annotations: object; readonly labels: Readonly<Record<string, string>> };
    readonly spec: { readonly containers: readonly Container[]; readonly [field: string]: unknown };
  };
  readonly [field: string]: unknown;
}

interface Container {
  readonly image: string;
  readonly args: readonly string[];
  readonly env: readonly { readonly name: string; readonly value?: string }[];
}

interface AnalysisSpec {
  readonly args: readonly object[];
  readonly metrics: readonly {
    readonly name: string;
    readonly provider: { readonly job: { readonly spec: JobSpec } };
  }[];
}

function only(form: GateForm, registry?: string): KubeObject {
  const [object, ...others] = chart(form, registry).toJson() as KubeObject[];
  if (!object || others.length > 0) throw new Error('not one object');
  return object;
}

const analysis = (registry?: string): AnalysisSpec => only('rollout', registry).spec as AnalysisSpec;
const jobSpecOf = (form: GateForm, registry?: string): JobSpec | undefined =>
  form === 'presync' ? (only(form, registry).spec as JobSpec) : analysis(registry).metrics[0]?.provider.job.spec;

function jobSpec(form: GateForm, registry?: string): JobSpec {
  const spec = jobSpecOf(form, registry);
  if (!spec) throw new Error(`${form} runs no job`);
  return spec;
}

const container = (form: GateForm, registry?: string): Container => {
  const [first] = jobSpec(form, registry).template.spec.containers;
  if (!first) throw new Error(`${form} has no container`);
  return first;
};

describe.each(GATE_FORMS)('%s', (form) => {
  test("lies in the workload's namespace, in a file of its own", () => {
    expect(chart(form).node.id).toBe(`kiln-baked-${form}`);
    expect(only(form).metadata).toMatchObject({ name: 'kiln-baked-gate', namespace: 'bakery' });
  });

  test('comes before everything else of the Application that includes it', () => {
    expect(only(form).metadata).toHaveProperty(['annotations', 'argocd.argoproj.io/sync-wave'], '-100');
  });

  test('keeps every invariant, its job like any other of ours', () => {
    // An invariant sees the pod of a Job, and not that of an analysis.
    const job = { ...only('presync'), spec: jobSpec(form) };
    expect(() => {
      checkObjects('test', [{ name: 'gates', objects: [only(form)] }]);
      checkObjects('test', [{ name: 'gates', objects: [job] }]);
    }).not.toThrow();
  });

  test('asks our Prometheus what the gate asks', () => {
    expect(container(form).env.slice(0, 2)).toEqual([
      { name: 'PROMETHEUS_URL', value: 'http://prometheus.observability.svc:9090' },
      { name: 'QUERY', value: gate.query },
    ]);
  });

  test("takes the reason to break the glass from its pod's annotation", () => {
    expect(container(form).env.slice(2)).toEqual([
      {
        name: 'BREAK_GLASS',
        valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: "metadata.annotations['probecard.dev/break-glass']" } },
      },
    ]);
    expect(Object.keys(jobSpec(form).template.metadata.annotations)).toEqual(['probecard.dev/break-glass']);
  });

  test('decides once, unless its node is drained, and has an end', () => {
    expect(jobSpec(form)).toMatchObject({
      backoffLimit: 0,
      podFailurePolicy: {
        rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
      },
      activeDeadlineSeconds: 300,
      ttlSecondsAfterFinished: 86_400,
      template: { spec: { restartPolicy: 'Never' } },
    });
  });

  test('is no part of the workload for anybody who selects its pods', () => {
    expect(jobSpec(form).template.metadata.labels['app.kubernetes.io/name']).toBe('deploy-gate');
  });

  test('has no token for the Kubernetes API', () => {
    expect(jobSpec(form).template.spec).toMatchObject({ automountServiceAccountToken: false });
    expect(jobSpec(form).template.spec).not.toHaveProperty('serviceAccountName');
  });

  test('runs in the image of Prometheus, which a mirror may have', () => {
    expect(container(form).image).toMatch(/^quay\.io\/prometheus\/prometheus:v3\.\d+\.\d+$/);
    expect(container(form, 'registry.fab.example').image).toMatch(
      /^registry\.fab\.example\/prometheus\/prometheus:v3\./,
    );
  });
});

test('for Argo CD it is a hook before the sync, which replaces the last one', () => {
  expect(only('presync').metadata).toHaveProperty(['annotations', 'argocd.argoproj.io/hook'], 'PreSync');
  expect(only('presync').metadata).toHaveProperty(
    ['annotations', 'argocd.argoproj.io/hook-delete-policy'],
    'BeforeHookCreation',
  );
  expect(jobSpec('presync').template.metadata.annotations).toEqual({ 'probecard.dev/break-glass': '' });
});

describe('for Argo Rollouts', () => {
  test('it is an analysis of one measurement, a failure of which fails it', () => {
    expect(only('rollout')).toMatchObject({ apiVersion: 'argoproj.io/v1alpha1', kind: 'AnalysisTemplate' });
    expect(analysis().metrics).toMatchObject([{ name: 'error-budget', count: 1, failureLimit: 0 }]);
  });

  test('the Rollout may hand over a reason to break the glass, and nothing else is filled in', () => {
    expect(analysis().args).toEqual([{ name: 'break-glass', value: '' }]);
    expect(JSON.stringify(analysis()).match(/\{\{.*?\}\}/g)).toEqual(['{{args.break-glass}}']);
    expect(jobSpec('rollout').template.metadata.annotations).toEqual({
      'probecard.dev/break-glass': '{{args.break-glass}}',
    });
  });

  test('but for that it runs the very Job that Argo CD runs', () => {
    const filled = JSON.stringify(jobSpec('rollout')).replace('{{args.break-glass}}', '');
    expect(JSON.parse(filled)).toEqual(jobSpec('presync'));
  });
});
