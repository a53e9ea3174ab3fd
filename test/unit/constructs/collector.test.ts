import { Testing } from 'cdk8s';
import { load } from 'js-yaml';
import { CollectorChart, type CollectorChartProps } from '../../../charts/collector';
import { DECISION_SECONDS } from '../../../telemetry/sampling';
import type { AgentFile, GatewayFile, PipelineFile, SamplerFile, TierFile } from '../../fixtures/collector-files';
import { ofKind, only, type Rendered } from './render';

const resources = { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '1', memory: '1Gi' } };
const props = (availability: CollectorChartProps['availability'], replicas: number): CollectorChartProps => ({
  namespace: 'observability',
  images: {},
  scrapeInterval: '15s',
  availability,
  agent: { resources },
  gateway: { replicas, resources },
  sampler: { replicas, resources, volume: '5Gi', bufferedTraces: 3000 },
});
const rendered = (chart: CollectorChartProps): readonly Rendered[] =>
  new CollectorChart(Testing.app(), chart).toJson() as readonly Rendered[];

const replicated = rendered(props('replicated', 3));
const single = rendered(props('single', 1));

const config = (objects: readonly Rendered[], name: string): unknown =>
  load(only(objects, 'ConfigMap', name).data?.['collector.yaml'] ?? '');
const agent = config(replicated, 'collector-agent') as AgentFile;
const gateway = config(replicated, 'collector-gateway') as GatewayFile;
const sampler = config(replicated, 'collector-sampler') as SamplerFile;

interface Pod {
  readonly automountServiceAccountToken: boolean;
  readonly securityContext: object;
  readonly tolerations?: object[];
  readonly topologySpreadConstraints?: object[];
  readonly volumes: readonly { readonly name: string; readonly hostPath?: { readonly path: string } }[];
  readonly containers: readonly [Container];
}
interface Container {
  readonly args: readonly string[];
  readonly env: readonly { readonly name: string; readonly value?: string }[];
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[];
  readonly securityContext: object;
  readonly lifecycle?: object;
}
const pod = (objects: readonly Rendered[], kind: string, name: string): Pod =>
  only(objects, kind, name).spec.template.spec as unknown as Pod;

const TIERS = [
  ['DaemonSet', 'collector-agent', agent],
  ['Deployment', 'collector-gateway', gateway],
  ['StatefulSet', 'collector-sampler', sampler],
] as const;

const pipelinesOf = ({ service }: TierFile): readonly PipelineFile[] => Object.values(service.pipelines);

/** At the end of one pipeline and at the beginning of another. */
const connectorsOf = (tier: object): readonly string[] =>
  Object.keys((tier as { connectors?: object }).connectors ?? {});

describe.each(TIERS)('%s %s', (kind, name, tier) => {
  const { containers } = pod(replicated, kind, name);
  const [{ ports, env }] = containers;
  const port = (wanted: string) => ports.find((candidate) => candidate.name === wanted)?.containerPort;

  test('listens on the ports that its container names', () => {
    const [reader] = tier.service.telemetry.metrics.readers;
    expect(tier.receivers.otlp.protocols.grpc.endpoint).toBe(`0.0.0.0:${port('otlp-grpc')}`);
    expect(tier.extensions.health_check.endpoint).toBe(`0.0.0.0:${port('health')}`);
    expect(reader?.pull.exporter.prometheus.port).toBe(port('metrics'));
  });

  test('refuses before it is killed: its memory is limited first of all, and the runtime knows of the limit', () => {
    // What a pipeline counts goes on within the process: it has been let in already.
    const takingIn = pipelinesOf(tier).filter(
      ({ receivers }) => !receivers.some((one) => connectorsOf(tier).includes(one)),
    );
    expect(takingIn).not.toEqual([]);
    for (const { processors } of takingIn) expect(processors?.[0]).toBe('memory_limiter');
    expect(env).toContainEqual({ name: 'GOMEMLIMIT', value: '819MiB' });
  });

  test('uses what it declares, and declares what it uses', () => {
    const used = (part: keyof PipelineFile) =>
      [...new Set(pipelinesOf(tier).flatMap((pipeline) => pipeline[part] ?? []))].sort();
    const declared = (part: object) => [...Object.keys(part), ...connectorsOf(tier)].sort();
    expect(declared(tier.receivers)).toEqual(used('receivers'));
    expect(Object.keys(tier.processors).sort()).toEqual(used('processors'));
    expect(declared(tier.exporters)).toEqual(used('exporters'));
    expect(Object.keys(tier.extensions)).toEqual(tier.service.extensions);
  });
});

describe('the agent', () => {
  const { containers, volumes, securityContext, tolerations, automountServiceAccountToken } = pod(
    replicated,
    'DaemonSet',
    'collector-agent',
  );
  const [container] = containers;

  test('is on every node, in the namespace of what needs the host', () => {
    expect(only(replicated, 'DaemonSet', 'collector-agent').metadata.namespace).toBe('observability-node');
    expect(tolerations).toEqual([{ operator: 'Exists' }]);
  });

  test('needs of the host: root, for the files are for nobody else, without any capability; their folder to read, one of its own to write', () => {
    expect(securityContext).toMatchObject({ runAsUser: 0, runAsNonRoot: false });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    });
    const mounts = volumes
      .filter(({ hostPath }) => hostPath)
      .map(({ name, hostPath }) => {
        const mount = container.volumeMounts.find((candidate) => candidate.name === name);
        return [hostPath?.path, mount?.mountPath, mount?.readOnly ?? false];
      });
    expect(mounts).toEqual([
      ['/var/log/pods', '/var/log/pods', true],
      ['/var/lib/probecard/collector-agent', '/var/lib/probecard/collector-agent', false],
    ]);
  });

  test('reads what the node writes, but not what it writes itself', () => {
    const { include, exclude } = agent.receivers.file_log;
    expect(include).toEqual(['/var/log/pods/*/*/*.log', '/var/log/pods/*/*/*.log.????????-??????']);
    expect(exclude).toEqual(['/var/log/pods/observability-node_collector-agent-*/*/*']);
  });

  test('keeps the blanks at which a long line was split', () => {
    expect(agent.receivers.file_log.preserve_trailing_whitespaces).toBe(true);
  });

  test('loses no line that has left its file: positions and lines that wait are in files, reading waits, and nothing is given up', () => {
    const { 'otlp_http/loki': loki } = agent.exporters;
    expect(agent.extensions.file_storage.directory).toBe('/var/lib/probecard/collector-agent');
    expect(agent.receivers.file_log).toMatchObject({ storage: 'file_storage', retry_on_failure: { enabled: true } });
    expect(loki.sending_queue).toMatchObject({ storage: 'file_storage', block_on_overflow: true });
    expect(loki.retry_on_failure.max_elapsed_time).toBe('0s');
    // A processor that makes batches would hold lines in memory that their file is done with; so would these operators, and the
    // receiver itself, unless it is told not to.
    expect(agent.service.pipelines.logs?.processors).not.toContain('batch');
    expect(agent.receivers.file_log.operators.map(({ type }) => type)).not.toContain('recombine');
    expect(container.args).toContain('--feature-gates=stanza.synchronousLogEmitter');
  });

  test('takes secrets out of all that it sends, last of all', () => {
    for (const { processors } of pipelinesOf(agent)) expect(processors?.at(-1)).toBe('transform/redaction');
  });

  test('never makes a service wait for its spans', () => {
    expect(agent.exporters['otlp_grpc/gateway'].sending_queue).not.toHaveProperty('block_on_overflow');
  });

  test('is called by the pods of its own node only', () => {
    expect(only(replicated, 'Service', 'collector-agent').spec.internalTrafficPolicy).toBe('Local');
  });

  test('may ask for pods and nothing else, and asks for those of its own node', () => {
    const [role] = ofKind(replicated, 'ClusterRole');
    expect(role?.rules).toEqual([{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] }]);
    const { filter, extract } = agent.processors.k8s_attributes;
    expect(container.env.map(({ name }) => name)).toContain(filter.node_from_env_var);
    expect(automountServiceAccountToken).toBe(false);
    expect(container.volumeMounts.map(({ name }) => name)).toContain('kubernetes-api');
    // What would make the processor ask for other kinds of objects.
    expect(Object.keys(extract)).toEqual(['metadata']);
    for (const uid of ['k8s.deployment.uid', 'k8s.node.uid', 'k8s.cluster.uid']) {
      expect(extract.metadata).not.toContain(uid);
    }
  });

  test('sends lines to the Service of Loki, and spans to all gateways in turn', () => {
    expect(agent.exporters['otlp_http/loki'].endpoint).toBe('http://loki.observability.svc:3100/otlp');
    expect(agent.exporters['otlp_grpc/gateway']).toMatchObject({
      endpoint: 'dns:///collector-gateway.observability.svc:4317',
      balancer_name: 'round_robin',
    });
    expect(only(replicated, 'Service', 'collector-gateway').spec.clusterIP).toBe('None');
  });

  test('is watched by the Prometheus of the other namespace', () => {
    const monitor = only(replicated, 'ServiceMonitor', 'collector-agent');
    expect(monitor.metadata.namespace).toBe('observability');
    expect(monitor.spec.namespaceSelector).toEqual({ matchNames: ['observability-node'] });
  });
});

/** Of a duration as Go writes it, with one unit. */
const seconds = (duration: string): number =>
  Number.parseInt(duration) * ({ s: 1, m: 60, h: 3600 }[duration.at(-1) ?? ''] ?? NaN);

describe('the gateway', () => {
  test('sends the spans of a trace to one sampler, which it finds by a name with one port and without a token', () => {
    const { routing_key, resolver } = gateway.exporters.load_balancing;
    const headless = only(replicated, 'Service', 'collector-sampler-headless').spec;
    expect(routing_key).toBe('traceID');
    expect(resolver.dns.hostname).toBe('collector-sampler-headless.observability.svc');
    expect(headless.clusterIP).toBe('None');
    expect(headless.ports.map(({ port }) => String(port))).toEqual([resolver.dns.port]);
    expect(JSON.stringify(pod(replicated, 'Deployment', 'collector-gateway'))).not.toContain('serviceAccountToken');
  });

  test('sends no batch again to those who have taken it: attempts are those for one sampler', () => {
    const { load_balancing: balancing } = gateway.exporters;
    expect(balancing).not.toHaveProperty('retry_on_failure');
    expect(balancing.protocol.otlp.retry_on_failure.enabled).toBe(true);
  });

  test('drops nothing that is not counted: what waits is in the queue before all samplers, none has its own', () => {
    const { load_balancing: balancing } = gateway.exporters;
    expect(balancing.protocol.otlp.sending_queue).toEqual({ enabled: false });
    expect(balancing.sending_queue).toMatchObject({ enabled: true, sizer: 'bytes', queue_size: 2 ** 30 / 8 });
  });

  test('lets all attempts for one sampler end before it gives a batch up', () => {
    const { timeout, protocol } = gateway.exporters.load_balancing;
    const attempts = seconds(protocol.otlp.retry_on_failure.max_elapsed_time) + seconds(protocol.otlp.timeout);
    expect(seconds(timeout)).toBeGreaterThan(attempts);
  });

  test('follows the load where it is in replicas: then the Deployment says nothing of their number', () => {
    expect(only(replicated, 'Deployment', 'collector-gateway').spec).not.toHaveProperty('replicas');
    expect(only(replicated, 'HorizontalPodAutoscaler', 'collector-gateway').spec).toMatchObject({
      minReplicas: 3,
      maxReplicas: 9,
      scaleTargetRef: { kind: 'Deployment', name: 'collector-gateway' },
    });
    expect(only(single, 'Deployment', 'collector-gateway').spec.replicas).toBe(1);
    expect(ofKind(single, 'HorizontalPodAutoscaler')).toEqual([]);
  });
});

describe('the sampler', () => {
  const { pipelines } = sampler.service;
  const { tail_sampling: sampling } = sampler.processors;

  test('counts every span that it lets in and nothing that it refuses, before anything is done about it', () => {
    expect(pipelines.traces).toEqual({
      receivers: ['otlp'],
      processors: ['memory_limiter'],
      exporters: ['span_metrics', 'forward/counted'],
    });
  });

  test('decides on what it has counted, and sends Jaeger what is kept', () => {
    expect(pipelines['traces/kept']).toEqual({
      receivers: ['forward/counted'],
      processors: ['tail_sampling', 'resource/link'],
      exporters: ['span_metrics/kept', 'otlp_grpc/jaeger'],
    });
  });

  test('says the service again in what is kept, for Jaeger hands out the first in no tag', () => {
    expect(sampler.processors['resource/link'].attributes).toEqual([
      { key: 'link_service', from_attribute: 'service.name', action: 'upsert' },
    ]);
  });

  test('has exemplars only of what is kept', () => {
    const { span_metrics: all, 'span_metrics/kept': kept } = sampler.connectors;
    expect([all.exemplars, kept.exemplars]).toEqual([undefined, { enabled: true, max_per_data_point: 100 }]);
    expect([all.namespace, kept.namespace]).toEqual(['traces.span.metrics', 'traces.sampled']);
  });

  test('tells series of spans apart neither by replicas of a service nor by itself', () => {
    for (const connector of [sampler.connectors.span_metrics, sampler.connectors['span_metrics/kept']]) {
      expect(connector).toMatchObject({
        resource_metrics_key_attributes: ['service.name'],
        exclude_dimensions: ['collector.instance.id'],
      });
    }
  });

  test('forgets what its connectors say no more sooner than they forget it', () => {
    const expiry = seconds(sampler.exporters['prometheus/spans'].metric_expiration);
    for (const connector of [sampler.connectors.span_metrics, sampler.connectors['span_metrics/kept']]) {
      expect(expiry).toBeLessThan(seconds(connector.metrics_expiration));
      expect(expiry).toBeGreaterThan(seconds(connector.metrics_flush_interval));
    }
  });

  test('has room for as many traces as it is given, and remembers ten times as many after their decision', () => {
    expect(sampling).toMatchObject({
      num_traces: 3000,
      expected_new_traces_per_sec: 100,
      decision_cache: { sampled_cache_size: 30_000, non_sampled_cache_size: 30_000 },
    });
  });

  test('waits as long as is declared', () => {
    expect(sampling.decision_wait).toBe(`${DECISION_SECONDS}s`);
  });

  test('has the metrics of spans scraped as a job of their own, without labels of whoever counts', () => {
    const { ports } = only(replicated, 'Service', 'span-metrics').spec as unknown as {
      readonly ports: readonly { readonly port: number }[];
    };
    expect(ports.map(({ port }) => port)).toEqual([8889]);
    const monitor = only(replicated, 'ServiceMonitor', 'span-metrics').spec;
    expect(monitor).toMatchObject({
      selector: { matchLabels: { 'app.kubernetes.io/name': 'span-metrics' } },
      endpoints: [
        {
          port: 'span-metrics',
          metricRelabelings: [
            {
              action: 'replace',
              sourceLabels: ['otel_metric_overflow', 'exported_job'],
              regex: 'true;(?:.*/)?([^/]+)',
              targetLabel: 'service_name',
              replacement: '$1',
            },
            { action: 'labeldrop', regex: 'exported_(job|instance)' },
            { action: 'drop', sourceLabels: ['__name__'], regex: 'target_info|traces_sampled_calls_total' },
          ],
        },
      ],
    });
  });

  test('keeps traces that wait on its volume, and leaves room there for compacting', () => {
    const [{ volumeMounts }] = pod(replicated, 'StatefulSet', 'collector-sampler').containers;
    const { storage, queue_size } = sampler.exporters['otlp_grpc/jaeger'].sending_queue;
    expect(volumeMounts).toContainEqual({ name: 'data', mountPath: sampler.extensions.file_storage.directory });
    expect(storage).toBe('file_storage');
    expect(queue_size).toBe(2 * 2 ** 30);
  });

  test('goes on until nobody has its address any more, and then has a minute to send what it holds', () => {
    const stopping = only(replicated, 'StatefulSet', 'collector-sampler').spec.template.spec as unknown as Pod & {
      readonly terminationGracePeriodSeconds: number;
    };
    expect(stopping.containers[0].lifecycle).toEqual({ preStop: { sleep: { seconds: 40 } } });
    expect(stopping.terminationGracePeriodSeconds).toBe(100);
  });

  test.each([
    ['single', single, 'jaeger'],
    ['replicated', replicated, 'jaeger-collector'],
  ])('where everything is %s, sends to whoever writes traces there', (_, objects, jaeger) => {
    const { exporters } = config(objects, 'collector-sampler') as SamplerFile;
    expect(exporters['otlp_grpc/jaeger'].endpoint).toBe(`dns:///${jaeger}.observability.svc:4317`);
  });
});

test('replicas are apart and evicted one at a time; one alone can be evicted', () => {
  for (const [kind, name] of [
    ['Deployment', 'collector-gateway'],
    ['StatefulSet', 'collector-sampler'],
  ] as const) {
    expect(pod(replicated, kind, name).topologySpreadConstraints).toHaveLength(2);
    expect(only(replicated, 'PodDisruptionBudget', name).spec).toMatchObject({ maxUnavailable: 1 });
    expect(pod(single, kind, name).topologySpreadConstraints).toBeUndefined();
  }
  expect(ofKind(single, 'PodDisruptionBudget')).toEqual([]);
});
