import { count, spoken, type Duration } from '../../promql';
import { above, comes, gone, grows, once, signal, type InputSeries } from '../../signals';
import {
  linesAccepted,
  linesNotQueued,
  linesNotSent,
  spansAccepted,
  spansNotQueued,
  spansNotSent,
  uptime,
} from './metrics';
import { agent, gateway, podOf, sampler, strangers, tiers } from './tiers';

type Target = Readonly<Record<'job' | 'namespace' | 'pod', string>>;

/** What is lost, is lost in a moment: told for so long that somebody sees it. */
export const TOLD_FOR: Duration = '15m';

/** How long each process has been up, of all tiers. */
export const upFor = uptime.where(tiers).elapsed().minBy('namespace', 'job', 'pod');

const METRICS = {
  'spans given up': spansNotSent,
  'spans without room': spansNotQueued,
  'lines given up': linesNotSent,
  'lines without room': linesNotQueued,
} as const;
type Loss = keyof typeof METRICS;
const LOSSES = Object.keys(METRICS) as Loss[];

/** Nothing counts what has never happened: zero, where anything comes in. */
const comeIn = (what: Loss) =>
  (what.startsWith('spans') ? spansAccepted : linesAccepted).where(tiers).rate().sumBy('job');
const lostOf = (what: Loss) =>
  METRICS[what].where(tiers).gained(TOLD_FOR, upFor).sumBy('job').orZeroOf(comeIn(what)).labelled('what', what);

const runs = (target: Target): InputSeries => grows(uptime, target, 1);
/** It is started anew after an hour. */
const restarts = (target: Target): InputSeries => ({
  ...runs(target),
  values: (steps, seconds) => Array.from({ length: steps + 1 }, (_, i) => (i * seconds) % 3600).join(' '),
});
const comesIn = (target: Target): readonly InputSeries[] => [
  grows(spansAccepted, { ...target, receiver: 'otlp', transport: 'grpc' }, 100),
  grows(linesAccepted, { ...target, receiver: 'file_log', transport: '' }, 100),
];

const loses = (what: Loss, perSecondLost: number, target: Target = podOf(agent)): InputSeries =>
  grows(METRICS[what], { ...target, exporter: 'x' }, perSecondLost);
/** It is counted at once how many were lost, and no more are. */
const stands = (what: Loss, target: Target = podOf(agent), lost = 500): InputSeries => ({
  ...loses(what, 0, target),
  values: (steps) => `${lost}+0x${steps}`,
});
/** As does its successor, whose count begins two minutes later. */
const losesAgain = (what: Loss, target: Target): InputSeries => ({
  ...loses(what, 0, target),
  values: (steps, seconds) =>
    `500+0x${3600 / seconds - 1} stale _x${120 / seconds - 1} 300+0x${Math.max(0, steps - 3720 / seconds)}`,
});
/** Prometheus is away for half an hour, after an hour, and sees none of it. */
const unseen = (input: InputSeries, valueAt: (second: number) => number): InputSeries => ({
  ...input,
  values: (steps, seconds) =>
    Array.from({ length: steps + 1 }, (_, i) => i * seconds)
      .map((second) => (second > 3600 && second < 5400 ? '_' : valueAt(second)))
      .join(' '),
});
const all = (target: Target = podOf(agent)): readonly InputSeries[] => LOSSES.map((what) => stands(what, target));
const told = (job: string) => LOSSES.map((what) => ({ job, what }));

export const lost = signal({
  name: 'CollectorDataLost',
  title: 'Lost',
  description: `Spans and lines that were lost within the last ${spoken(TOLD_FOR)}, by tier: given up after all attempts or refused for good, or dropped since the queue had no room. At gateways, all spans of a batch are counted of which one sampler has not taken its part.`,
  query: LOSSES.map(lostOf).reduce((left, right) => left.or(right)),
  warning: above(count(0)).for('1m'),
  examples: {
    warning: {
      fires: [
        // Once, in processes that have run for long, each of which counts it for the first time.
        {
          series: [
            ...[agent, gateway, sampler].map((tier) => runs(podOf(tier))),
            ...comes([...all(), stands('spans given up', podOf(gateway))], '60m'),
            loses('spans without room', 0, podOf(sampler)),
          ],
          at: '62m',
          notYetAt: '60m',
          labels: [...told(agent.job), { job: gateway.job, what: 'spans given up' }],
        },
        // As long as somebody needs to see it, and beside another kind of failure that is old.
        {
          series: [
            runs(podOf(agent)),
            stands('lines given up'),
            ...comes([grows(linesNotSent, { ...podOf(agent), exporter: 'y' }, 0), stands('lines without room')], '60m'),
          ],
          at: '74m',
          notYetAt: '60m',
          labels: { job: agent.job, what: 'lines without room' },
        },
        // One more, where some were lost before.
        {
          series: [runs(podOf(agent)), once(spansNotSent, { ...podOf(agent), exporter: 'x' }, '60m')],
          at: '62m',
          notYetAt: '60m',
          labels: { job: agent.job, what: 'spans given up' },
        },
        // By a process that is young: a pod that is new, and one that was started anew, which has lost less than before.
        {
          series: [
            ...comes([runs(podOf(agent, 'b')), ...all(podOf(agent, 'b'))], '60m'),
            restarts(podOf(gateway)),
            losesAgain('spans given up', podOf(gateway)),
          ],
          at: '64m',
          notYetAt: '60m',
          labels: [...told(agent.job), { job: gateway.job, what: 'spans given up' }],
        },
      ],
      quiet: [
        {
          series: [
            ...LOSSES.map((what) => loses(what, 0)),
            // Much comes in, and at the gateways nothing has ever been lost.
            ...[agent, gateway].flatMap((tier) => [runs(podOf(tier)), ...comesIn(podOf(tier))]),
            ...strangers.flatMap((target) => [runs(target), ...LOSSES.map((what) => loses(what, 9, target))]),
          ],
          at: '20m',
        },
        // An hour ago.
        { series: [runs(podOf(agent)), ...all()], at: '60m' },
        { series: [runs(podOf(agent)), ...comes(all(), '60m')], at: '77m' },
        // Prometheus has been away, or is new, and finds what stands there.
        {
          series: [unseen(runs(podOf(agent)), (second) => second), ...all().map((input) => unseen(input, () => 500))],
          at: '93m',
        },
        {
          series: [{ ...runs(podOf(agent)), values: (steps, seconds) => `9000+${seconds}x${steps}` }, ...all()],
          at: '5m',
        },
        // The process that had lost them is another since.
        { series: [restarts(podOf(agent)), ...gone(all(), '60m')], at: '65m' },
      ],
    },
  },
  impact: 'Traces have holes and logs are missing for good.',
  nextSteps: [
    'Read the reason: kubectl -n observability logs -l app.kubernetes.io/name=<job> --since=20m | grep -iE "dropping|rejecting|not retryable"; of agents in the namespace observability-node.',
    '"Permanent error" with 400 is refused for good: for lines see Lines discarded on the dashboard Loki; for spans, which attribute is too long.',
    'Without room, see the panel Fullest queue, and mend the tier that does not take them.',
  ],
});
