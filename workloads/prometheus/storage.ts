import { milliseconds, seconds, spoken, type Duration } from '../../promql';
import { below, grows, shown, signal, stays, type InputSeries } from '../../signals';
import { blockBytes, blockBytesLimit, headSeries, newestSample, oldestSample, sizeRetentions } from './metrics';
import { own, replica } from './scraping';

/** The longest period of an objective: all of it is read from Prometheus itself. */
export const LONGEST_PERIOD: Duration = '30d';
const PERIOD_SECONDS = milliseconds(LONGEST_PERIOD) / 1000;

/**
 * The oldest block spans up to a tenth of the retention, three and a half days: so often one is deleted where all of them are
 * always too large. Twice that is always long enough to have seen one go.
 */
const DELETED_WITHIN: Duration = '7d';

const deleted = sizeRetentions.where(own).increase(DELETED_WITHIN).maxBy('pod').positive();

interface Stored {
  readonly pod: string;
  /** Of samples. */
  readonly seconds: number;
  readonly deletionsPerDay: number;
}

const NOW = 4 * PERIOD_SECONDS;
const stored = ({ pod, seconds: span, deletionsPerDay }: Stored, of = replica(pod)): readonly InputSeries[] => [
  stays(newestSample, of, NOW),
  stays(oldestSample, of, NOW - span),
  grows(sizeRetentions, of, deletionsPerDay / 86_400),
];

export const history = signal({
  name: 'PrometheusHistoryShort',
  title: 'History',
  description: (t) =>
    `From the oldest sample to the newest, by replica. Objectives read ${spoken(LONGEST_PERIOD)}: below ${t.warning}, and with blocks being deleted because there is no room for them, they are judged by less. A Prometheus that is young has deleted none.`,
  query: newestSample.where(own).sub(oldestSample.where(own)).minBy('pod'),
  warning: below(seconds(PERIOD_SECONDS))
    .for('1h')
    .whilst(`it has deleted blocks for their size within ${spoken(DELETED_WITHIN)}`, deleted),
  examples: {
    warning: {
      fires: {
        series: stored({ pod: 'a', seconds: PERIOD_SECONDS - 1, deletionsPerDay: 1 / 3 }),
        at: '65m',
        notYetAt: '60m',
        labels: { pod: 'a' },
      },
      // Enough is left; it is young, and the other replica's deletions are not its own; and somebody else's Prometheus.
      quiet: {
        series: [
          ...stored({ pod: 'a', seconds: PERIOD_SECONDS + 1, deletionsPerDay: 12 }),
          ...stored({ pod: 'b', seconds: 3600, deletionsPerDay: 0 }),
          ...stored({ pod: 'y', seconds: 3600, deletionsPerDay: 12 }, { ...own, job: 'other', pod: 'y' }),
          ...stored({ pod: 'z', seconds: 3600, deletionsPerDay: 12 }, { ...own, namespace: 'other', pod: 'z' }),
        ],
        at: '3h',
      },
    },
  },
  impact: `Error budgets over ${spoken(LONGEST_PERIOD)} are computed from the days that are left: an incident that was deleted is forgiven, and the gates of deployments open too early. What is gone does not come back.`,
  nextSteps: [
    'See on this dashboard whether the series have grown; on the page TSDB Status of Prometheus (Status, TSDB Status) read which metric names have the most, and drop what nobody reads at the scrape.',
    'If they are wanted, give Prometheus more room: raise the preset of the environment, or volume and retentionSize of sizes.prometheus in its file, render and merge.',
    'Enlarge the volumes that are there, which no template does: kubectl -n observability patch pvc prometheus-main-db-prometheus-main-0 --type merge -p \'{"spec":{"resources":{"requests":{"storage":"<size>"}}}}\', and the same for each replica.',
  ],
});

export const blocks = shown({
  name: 'PrometheusBlocks',
  title: 'Blocks on disk',
  description: 'Size of all blocks, by replica; at the line, the oldest are deleted. The write-ahead log comes on top.',
  query: blockBytes.where(own).maxBy('pod'),
  view: { lines: [{ title: 'Deleted above', query: blockBytesLimit.where(own).maxBy().positive() }] },
});

export const series = shown({
  name: 'PrometheusSeries',
  title: 'Series',
  description: 'Series that are written to, by replica. Memory and disk grow with them (docs/sizing.md).',
  query: headSeries.where(own).maxBy('pod'),
});
