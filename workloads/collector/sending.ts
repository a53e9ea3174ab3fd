import { count, ratio } from '../../promql';
import { above, below, shown, signal, stays, type InputSeries } from '../../signals';
import { backendOutcome, backends, linesSent, queueCapacity, queueSize, spansSent } from './metrics';
import { agent, gateway, podOf, sampler, strangers, tiers } from './tiers';

type Target = Readonly<Record<string, string>>;

const waits = (
  share: number,
  target: Target,
  exporter = 'otlp_http/loki',
  data_type = 'logs',
): readonly InputSeries[] => [
  stays(queueSize, { ...target, exporter, data_type }, share * 1e8),
  stays(queueCapacity, { ...target, exporter, data_type }, 1e8),
];

/** Of each pod, the share of its queue that is full; shown is the fullest of a tier. */
const fullness = queueSize
  .where(tiers)
  .maxBy('job', 'namespace', 'pod', 'exporter')
  .div(queueCapacity.where(tiers).maxBy('job', 'namespace', 'pod', 'exporter').positive())
  .maxBy('job', 'exporter');

export const queue = signal({
  name: 'CollectorQueueFull',
  title: 'Fullest queue',
  description: (t) =>
    `How full the fullest queue is, by tier and by whom it is for. Above ${t.warning} the next tier does not keep up; a full queue of traces drops them, one of logs stops reading.`,
  query: fullness,
  warning: above(ratio(0.5)).for('10m'),
  examples: {
    warning: {
      fires: {
        series: [
          ...waits(0.5025, podOf(agent)),
          ...waits(0, podOf(agent), 'otlp_http/loki', 'traces'),
          ...waits(0, podOf(agent, 'b')),
          ...waits(0.4, podOf(agent), 'otlp_grpc/gateway', 'traces'),
          ...waits(0.5025, podOf(sampler), 'otlp_grpc/jaeger', 'traces'),
        ],
        at: '11m',
        notYetAt: '9m',
        labels: [
          { job: agent.job, exporter: 'otlp_http/loki' },
          { job: sampler.job, exporter: 'otlp_grpc/jaeger' },
        ],
      },
      quiet: {
        series: [
          ...waits(0.4975, podOf(agent)),
          stays(queueCapacity, { ...podOf(agent), exporter: 'otlp_http/loki', data_type: 'traces' }, 1e6),
          // A queue without room, as none should be.
          stays(queueSize, { ...podOf(agent), exporter: 'none', data_type: 'logs' }, 1),
          stays(queueCapacity, { ...podOf(agent), exporter: 'none', data_type: 'logs' }, 0),
          ...strangers.flatMap((target) => waits(0.9, target)),
        ],
        at: '20m',
      },
    },
  },
  impact: 'Traces and logs come late; what does not fit is lost.',
  nextSteps: [
    'The label exporter says who does not keep up: otlp_http/loki is Loki, otlp_grpc/jaeger Jaeger, otlp_grpc/gateway the gateways, load_balancing the samplers; see its dashboard.',
    'Read the reason: kubectl -n observability logs -l app.kubernetes.io/name=collector-sampler --since=10m | grep -i "exporting failed"; of agents in the namespace observability-node.',
    'If only some agents are behind, compare the egress rules of their node’s network: kubectl -n observability-node get networkpolicy collector-agent -o yaml.',
  ],
});

const knows = (howMany: number, target: Target): InputSeries =>
  stays(backends, { ...target, resolver: 'dns' }, howMany);

export const samplersKnown = signal({
  name: 'CollectorGatewayWithoutSamplers',
  title: 'Samplers known',
  description: 'How many samplers a gateway spreads traces over, of the gateway that knows the fewest.',
  query: backends.where({ job: gateway.job, namespace: gateway.namespace }).minBy('pod'),
  critical: below(count(1)).for('5m'),
  examples: {
    critical: {
      fires: {
        series: [
          knows(0, podOf(gateway)),
          knows(3, { ...podOf(gateway), instance: 'before' }),
          knows(3, podOf(gateway, 'b')),
        ],
        at: '6m',
        notYetAt: '4m',
        labels: { pod: 'a' },
      },
      quiet: {
        series: [
          knows(1, podOf(gateway)),
          knows(0, { ...podOf(gateway), job: 'other', pod: 'y' }),
          knows(0, { ...podOf(gateway), namespace: 'other', pod: 'z' }),
        ],
        at: '20m',
      },
    },
  },
  impact:
    'Every trace that comes through that gateway is lost at once, and with it what is counted from spans: alerts that rest on it are blind.',
  nextSteps: [
    'See whether samplers run: kubectl -n observability get pods -l app.kubernetes.io/name=collector-sampler -o wide.',
    'See whether their name leads to them: kubectl -n observability get endpointslices -l kubernetes.io/service-name=collector-sampler-headless.',
    'If both are well, restart the gateway: kubectl -n observability delete pod <pod>.',
  ],
});

export const batches = shown({
  name: 'CollectorBatchesToSamplers',
  title: 'Batches to samplers',
  description:
    'Batches that gateways send to samplers a second, by whether they were taken. Those that are not, after a minute of attempts, are lost.',
  query: backendOutcome.where({ job: gateway.job, namespace: gateway.namespace }).rate().sumBy('success'),
});

export const sentSpans = shown({
  name: 'CollectorSpansSent',
  title: 'Spans sent on',
  description: 'Spans that the next tier has taken a second, by tier: from samplers, those that are kept.',
  query: spansSent.where(tiers).rate().sumBy('job'),
});

export const sentLines = shown({
  name: 'CollectorLinesSent',
  title: 'Lines sent on',
  description: 'Log lines that Loki has taken a second.',
  query: linesSent.where(tiers).rate().sumBy('job'),
});
