import { percent, ratio } from '../../promql';
import { above, gone, grows, notFailing, shown, signal, type InputSeries, type Scrape } from '../../signals';
import { own as ownOf, places } from '../stack';
import { memory, spansAccepted, spansNotStored, spansRefused, spansStored } from './metrics';

const EXPORTER = { exporter: 'jaeger_storage_exporter' } as const;
const RECEIVER = { receiver: 'otlp', transport: 'grpc' } as const;

type Target = Readonly<Record<string, string>>;

/** What is known of those replicas that take spans and store them. */
export function collecting(scrape: Scrape) {
  const own = ownOf(scrape);
  const { replica, strangers } = places(scrape);

  const stored = spansStored.where(own).rate().sumBy();
  const notStored = spansNotStored.where(own).rate().sumBy();
  const stores = (failing: number, target: Target = replica('a')): readonly InputSeries[] => [
    grows(spansStored, { ...target, ...EXPORTER }, 100 * (1 - failing)),
    grows(spansNotStored, { ...target, ...EXPORTER }, 100 * failing),
  ];
  const failures = signal({
    name: 'JaegerSpansNotStored',
    title: 'Spans not stored',
    description: (t) =>
      `Share of spans that could not be stored. The collectors keep what is refused and send it again; above ${t.warning} traces come late or with holes.`,
    query: notStored.div(stored.add(notStored).positive()),
    warning: above(ratio(0.01)).for('10m'),
    examples: {
      warning: {
        fires: [
          {
            series: [
              ...stores(0.010_05),
              ...stores(0.010_05, replica('b')),
              // What others do, and what a replica did that is gone since, is no part of it.
              ...strangers.flatMap((target) => stores(0.5, target)),
              ...gone(stores(0, replica('c')), '20m'),
            ],
            at: '35m',
            notYetAt: '33m',
            labels: {},
          },
          // A replica is gone that failed throughout.
          {
            series: [...stores(0.010_05), ...gone(stores(1, replica('b')), '20m')],
            at: '25m',
            notYetAt: '10m',
            labels: {},
          },
        ],
        quiet: [
          {
            series: [
              ...stores(0.009_98),
              ...stores(0.009_98, replica('b')),
              ...strangers.flatMap((target) => stores(1, target)),
            ],
            at: '20m',
          },
          { series: [...stores(0), ...gone(stores(0.5, replica('b')), '4m')], at: '15m' },
        ],
      },
    },
    impact: 'Traces of what happens now are missing or have holes.',
    nextSteps: [
      `Read the reason: kubectl -n observability logs -l app.kubernetes.io/name=${scrape.job} --since=15m | grep -iE "export|bulk|storage".`,
      'Where the store is OpenSearch, see whether it answers and has room: services.openSearch of the environment; an index that is read-only is one whose disk is full.',
      'Where it is a volume, enlarge it: kubectl -n observability get pvc, and patch the size of the one of jaeger.',
    ],
  });

  const accepted = spansAccepted.where(own).rate().sumBy();
  const turnedAway = spansRefused.where(own).rate().sumBy();
  const receives = (refused: number, target: Target = replica('a')): readonly InputSeries[] => [
    grows(spansAccepted, { ...target, ...RECEIVER }, 100 * (1 - refused)),
    grows(spansRefused, { ...target, ...RECEIVER }, 100 * refused),
  ];
  const refused = signal({
    name: 'JaegerSpansRefused',
    title: 'Spans refused',
    description: (t) =>
      `Share of spans that were not even taken: memory is short, or the store does not keep up. Above ${t.warning} the queue of the samplers fills.`,
    query: turnedAway.div(accepted.add(turnedAway).positive()),
    warning: above(ratio(0.01)).for('10m'),
    examples: {
      warning: {
        fires: [
          {
            series: [
              ...receives(0.010_05),
              ...receives(0.010_05, replica('b')),
              // What others do, and what a replica did that is gone since, is no part of it.
              ...strangers.flatMap((target) => receives(0.5, target)),
              ...gone(receives(0, replica('c')), '20m'),
            ],
            at: '35m',
            notYetAt: '33m',
            labels: {},
          },
          // A replica is gone that failed throughout.
          {
            series: [...receives(0.010_05), ...gone(receives(1, replica('b')), '20m')],
            at: '25m',
            notYetAt: '10m',
            labels: {},
          },
        ],
        quiet: [
          {
            series: [
              ...receives(0.009_98),
              ...receives(0.009_98, replica('b')),
              ...strangers.flatMap((target) => receives(1, target)),
            ],
            at: '20m',
          },
          { series: [...receives(0), ...gone(receives(0.5, replica('b')), '4m')], at: '15m' },
        ],
      },
    },
    impact: 'Traces come late, and are lost when the queue of the samplers is full.',
    nextSteps: [
      'See the panel Memory: near the limit of the pod, the memory limiter refuses; raise the preset of the environment, or sizes.jaeger in its file.',
      'If memory is well, the store is slow: panel Spans not stored, and the load of the store.',
    ],
  });

  const volume = shown({
    name: 'JaegerSpans',
    title: 'Spans taken',
    description: 'Spans taken a second, after sampling.',
    query: accepted,
  });

  const memoryByPod = shown({
    name: 'JaegerMemory',
    title: 'Memory',
    description: 'Memory of each replica that takes spans.',
    query: memory.where(own).maxBy('pod'),
  });

  const objective = notFailing({
    id: 'trace-ingestion',
    title: 'Trace ingestion',
    promise: 'of spans are stored',
    objective: percent(99.5),
    good: spansStored.where(own),
    failed: spansNotStored.where(own),
    // Samplers keep the spans and send them again; that nobody takes them is an alert of its own.
    missing: 'not counted',
    signals: [failures, refused],
    impact: 'Traces have holes: the slow step of a request may be the one that is missing.',
    nextSteps: [
      'On the dashboard Jaeger, see since when spans are not stored; compare with the last change of the store.',
      'On the dashboard Collectors, see how full the queues of the samplers are: that is the time left.',
      'If the store is short of room, shorten retention.traces of the environment, or give it more.',
    ],
  });

  return { failures, refused, volume, memory: memoryByPod, objective };
}
