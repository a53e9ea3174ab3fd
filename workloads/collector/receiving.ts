import { ratio } from '../../promql';
import { above, gone, grows, shown, signal, type InputSeries } from '../../signals';
import { linesAccepted, linesRefused, memory, spansAccepted, spansRefused } from './metrics';
import { agent, gateway, podOf, sampler, strangers, tiers } from './tiers';

type Target = Readonly<Record<string, string>>;

const accepted = spansAccepted.where(tiers).rate().sumBy('job');
const turnedAway = spansRefused.where(tiers).rate().sumBy('job');
const OTLP = { receiver: 'otlp', transport: 'grpc' } as const;

const takesSpans = (refused: number, target: Target): readonly InputSeries[] => [
  grows(spansAccepted, { ...target, ...OTLP }, 100 * (1 - refused)),
  grows(spansRefused, { ...target, ...OTLP }, 100 * refused),
];

export const spansTurnedAway = signal({
  name: 'CollectorSpansRefused',
  title: 'Spans refused',
  description: (t) =>
    `Share of spans that a tier does not take, for want of memory or of room in its queue. Above ${t.warning} of them the tier before keeps what it can, and services drop what their SDK cannot hold.`,
  query: turnedAway.div(accepted.add(turnedAway).positive()),
  warning: above(ratio(0.01)).for('10m'),
  examples: {
    warning: {
      fires: [
        {
          series: [
            ...takesSpans(0.010_05, podOf(gateway)),
            ...takesSpans(0.010_05, podOf(gateway, 'b')),
            ...takesSpans(0, podOf(agent)),
            // What others take, and what a pod took that is gone since, is no part of it.
            ...strangers.flatMap((target) => takesSpans(0.5, target)),
            ...gone(takesSpans(0, podOf(gateway, 'c')), '20m'),
          ],
          at: '35m',
          notYetAt: '33m',
          labels: { job: gateway.job },
        },
        // A pod is gone that refused everything.
        {
          series: [
            ...takesSpans(0.010_05, podOf(gateway)),
            ...gone(takesSpans(1, podOf(gateway, 'b')), '20m'),
            ...takesSpans(0.010_05, podOf(sampler, 'b')),
          ],
          at: '25m',
          notYetAt: '10m',
          labels: [{ job: gateway.job }, { job: sampler.job }],
        },
      ],
      quiet: [
        {
          series: [
            ...takesSpans(0.009_98, podOf(gateway)),
            ...takesSpans(0.009_98, podOf(gateway, 'b')),
            ...takesSpans(0.009_95, podOf(agent)),
            ...strangers.flatMap((target) => takesSpans(0.9, target)),
          ],
          at: '20m',
        },
        {
          series: [...takesSpans(0, podOf(gateway)), ...gone(takesSpans(0.5, podOf(gateway, 'b')), '4m')],
          at: '15m',
        },
      ],
    },
  },
  impact: 'Traces have holes, and what is counted from spans is too low.',
  nextSteps: [
    'See the panel Memory: near the limit of the pod, its memory limiter refuses; raise the preset of the environment, or sizes.collectorGateway and its siblings in its file.',
    'If its queue is full, the next tier is the cause: gateways send to samplers, samplers to Jaeger.',
    'If one service sends most of it, find it on the page Explore: topk(5, sum by (service_name) (rate(traces_span_metrics_calls_total[5m]))), and ask its team for fewer spans.',
  ],
});

const lines = linesAccepted.where(tiers).rate().sumBy('job');
const linesAway = linesRefused.where(tiers).rate().sumBy('job');
const takesLines = (refused: number, target: Target): readonly InputSeries[] => [
  grows(linesAccepted, { ...target, receiver: 'file_log', transport: '' }, 100 * (1 - refused)),
  grows(linesRefused, { ...target, receiver: 'file_log', transport: '' }, 100 * refused),
];

export const linesTurnedAway = signal({
  name: 'CollectorLinesRefused',
  title: 'Lines refused',
  description: (t) =>
    `Share of log lines that an agent cannot take at once. Lines of files are read again; above ${t.warning} the agent falls behind, and loses what is rotated away.`,
  query: linesAway.div(lines.add(linesAway).positive()),
  warning: above(ratio(0.01)).for('15m'),
  examples: {
    warning: {
      fires: [
        {
          series: [
            ...takesLines(0.010_05, podOf(agent)),
            ...takesLines(0.010_05, podOf(agent, 'b')),
            ...strangers.flatMap((target) => takesLines(0.5, target)),
            ...gone(takesLines(0, podOf(agent, 'c')), '20m'),
          ],
          at: '40m',
          notYetAt: '38m',
          labels: { job: agent.job },
        },
        {
          series: [...takesLines(0.010_05, podOf(agent)), ...gone(takesLines(1, podOf(agent, 'b')), '20m')],
          at: '25m',
          notYetAt: '15m',
          labels: { job: agent.job },
        },
      ],
      quiet: [
        {
          series: [
            ...takesLines(0.009_98, podOf(agent)),
            ...takesLines(0.009_98, podOf(agent, 'b')),
            ...strangers.flatMap((target) => takesLines(0.9, target)),
          ],
          at: '30m',
        },
        { series: [...takesLines(0, podOf(agent)), ...gone(takesLines(0.5, podOf(agent, 'b')), '9m')], at: '19m' },
      ],
    },
  },
  impact: 'Logs come late; those of a pod that logs much are lost when the kubelet rotates its file.',
  nextSteps: [
    'See on this dashboard how full the queue to Loki is; if it is, see the dashboard Loki.',
    'If it is not, the agent is short of memory: kubectl -n observability-node top pod -l app.kubernetes.io/name=collector-agent; raise sizes.collectorAgent in the file of the environment.',
  ],
});

export const spans = shown({
  name: 'CollectorSpans',
  title: 'Spans taken',
  description: 'Spans taken a second, by tier. Gateways take what agents send; samplers the same.',
  query: accepted,
});

export const linesTaken = shown({
  name: 'CollectorLines',
  title: 'Lines taken',
  description: 'Log lines taken a second by the agents.',
  query: lines,
});

export const memoryUsed = shown({
  name: 'CollectorMemory',
  title: 'Memory',
  description: 'Memory of the pod that uses most, by tier. At four fifths of its limit it refuses what comes in.',
  query: memory.where(tiers).maxBy('job'),
});
