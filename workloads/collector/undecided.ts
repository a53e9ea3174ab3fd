import { count, spoken } from '../../promql';
import { DECISION_SECONDS } from '../../telemetry/sampling';
import { above, gone, grows, levels, once, signal, stays, type InputSeries } from '../../signals';
import { containerRestarts } from '../kubernetes/metrics';
import { own, places } from '../stack';
import { TOLD_FOR, upFor } from './losing';
import { uptime } from './metrics';
import { tracesDroppedEarly, tracesWaiting } from './sampling-metrics';
import { sampler } from './tiers';

const { replica, strangers } = places(sampler);
type Target = Readonly<Record<'job' | 'namespace' | 'pod', string>>;

const runs = (target: Target): InputSeries => grows(uptime, target, 1);
/** A burst, after an hour. */
const drops = (target: Target): InputSeries => once(tracesDroppedEarly, target, '60m', 500);

export const droppedEarly = signal({
  name: 'CollectorTracesDroppedEarly',
  title: 'Traces dropped undecided',
  description: `Traces that samplers have dropped within the last ${spoken(TOLD_FOR)} before it was decided whether they are kept, since more came in ${DECISION_SECONDS} s than there was room for. Their spans are counted, but none of them is stored, errors and hot lots among them.`,
  query: tracesDroppedEarly.where(own(sampler)).gained(TOLD_FOR, upFor).sumBy(),
  warning: above(count(0)).for('1m'),
  examples: {
    warning: {
      fires: [
        {
          series: [
            ...['a', 'b'].map((pod) => runs(replica(pod))),
            drops(replica('a')),
            grows(tracesDroppedEarly, replica('b'), 0),
            ...gone([grows(tracesDroppedEarly, replica('c'), 0)], '5m'),
          ],
          at: '62m',
          notYetAt: '60m',
          labels: {},
        },
        // As long as somebody needs to see it.
        { series: [runs(replica('a')), drops(replica('a'))], at: '73m', notYetAt: '60m', labels: {} },
      ],
      quiet: [
        {
          series: [
            ...['a', 'b'].flatMap((pod) => [runs(replica(pod)), grows(tracesDroppedEarly, replica(pod), 0)]),
            ...strangers.flatMap((target) => [runs(target), grows(tracesDroppedEarly, target, 9)]),
          ],
          at: '20m',
        },
        // A while ago.
        { series: [runs(replica('a')), drops(replica('a'))], at: '77m' },
      ],
    },
  },
  impact: 'Traces that must be kept are missing, and links from logs to them lead nowhere.',
  nextSteps: [
    'See Traces that wait on this dashboard. If all samplers are at their limit, raise the preset of the environment, or sizes.collectorSampler in its file: replicas, or bufferedTraces together with memory.',
    'If one sampler holds more than the others, traces of one id may come from a service that makes its own: in Jaeger, look for traces of thousands of spans, and tell its team.',
    'If it began with a deployment that sends more, agree with its team on fewer traces: a new trace for each die is too many.',
  ],
});

/** Long enough to be seen, and to notice which of several restarts belong together. */
const RECENTLY = '10m';

const restarted = containerRestarts
  .where({ namespace: sampler.namespace, container: sampler.job })
  .increase(RECENTLY)
  .sumBy('namespace', 'pod');

const heldRecently = tracesWaiting.where(own(sampler)).maxOverTime(RECENTLY).maxBy('namespace', 'pod');

const held = (traces: number, target: Target): InputSeries =>
  levels(tracesWaiting, target, [traces, '10m'], [0, '11m'], [traces]);

const container = ({ namespace, pod }: Target, name: string = sampler.job) => ({
  namespace,
  pod,
  uid: `uid-${pod}`,
  container: name,
});

const dies = (target: Target, name?: string): InputSeries => once(containerRestarts, container(target, name), '10m');
const lives = (target: Target): InputSeries => once(containerRestarts, container(target), '99h');

export const killed = signal({
  name: 'CollectorSamplerKilled',
  title: 'Traces lost with a sampler',
  description: `How many traces a sampler held at most when it was killed or crashed, within the last ${RECENTLY}: so many are lost at most, undecided. One that is told to stop decides at once, and loses none.`,
  query: heldRecently.and(restarted.positive()).orZeroOf(heldRecently),
  warning: above(count(0)).for('1m'),
  examples: {
    warning: {
      fires: {
        series: [held(900, replica('a')), dies(replica('a')), held(900, replica('b')), lives(replica('b'))],
        at: '13m',
        notYetAt: '10m',
        labels: { namespace: sampler.namespace, pod: 'a' },
      },
      quiet: [
        {
          series: [
            // One that had nothing to lose, one beside which another container was restarted, and strangers.
            stays(tracesWaiting, replica('a'), 0),
            dies(replica('a')),
            held(900, replica('b')),
            lives(replica('b')),
            dies(replica('b'), 'other'),
            ...strangers.flatMap((target) => [held(900, target), dies(target)]),
          ],
          at: '13m',
        },
        // A while ago.
        { series: [held(900, replica('a')), dies(replica('a'))], at: '25m' },
      ],
    },
  },
  impact: `Traces of up to ${DECISION_SECONDS} s are missing, of all kinds; their spans were counted until the last scrape.`,
  nextSteps: [
    'See why: kubectl -n observability describe pod <pod>, Last State: OOMKilled is memory, Error a crash.',
    'For memory, compare Traces that wait with what sizes.collectorSampler has room for; raise the preset of the environment, or the memory in its file.',
    'For a crash, read its last words: kubectl -n observability logs <pod> --previous --tail=50; a panic names the component.',
  ],
});
