import { count, milliseconds, ratio, seconds, spoken, type Duration } from '../../promql';
import { above, below, grows, once, shown, signal, stays, type InputSeries } from '../../signals';
import { trouble, wrong } from '../trouble';
import {
  blockBytes,
  blockBytesLimit,
  compactionsFailed,
  configReloaded,
  newestSample,
  oldestSample,
  reloadsFailed,
  sizeRetentions,
  walCorruptions,
  walWritesFailed,
} from './metrics';
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

/** In examples: the replica as it was before it was moved. */
const moved = { ...replica('a'), instance: 'before' };

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
        series: [
          ...stored({ pod: 'a', seconds: PERIOD_SECONDS - 1, deletionsPerDay: 1 / 3 }),
          ...stored({ pod: 'a', seconds: PERIOD_SECONDS + 1, deletionsPerDay: 0 }, moved),
        ],
        at: '65m',
        notYetAt: '60m',
        labels: { pod: 'a' },
      },
      // Enough is left; it is young, and the other replica's deletions are not its own; and somebody else's Prometheus.
      quiet: {
        series: [
          ...stored({ pod: 'a', seconds: PERIOD_SECONDS + 1, deletionsPerDay: 12 }),
          ...stored({ pod: 'b', seconds: 3600, deletionsPerDay: 0 }),
          ...stored({ pod: 'b', seconds: 3600, deletionsPerDay: 12 }, { ...own, job: 'other', pod: 'b' }),
          ...stored({ pod: 'b', seconds: 3600, deletionsPerDay: 12 }, { ...own, namespace: 'other', pod: 'b' }),
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

export const diskTrouble = trouble({
  name: 'PrometheusStorageFails',
  title: 'Storage failures',
  description:
    'What fails on disk, by kind: making blocks of what is in memory (compaction), reading blocks anew (reload), writing the log that survives a crash (log). Each is tried again within a minute.',
  scraped: own,
  label: 'kind',
  kinds: {
    compaction: wrong(compactionsFailed, own),
    reload: wrong(reloadsFailed, own),
    log: wrong(walWritesFailed, own),
  },
  impact:
    'While no blocks are made, memory and the log grow until the replica is killed or its volume full; what the log does not hold is lost with the next restart.',
  nextSteps: [
    'See how full the volume is: kubectl -n observability exec prometheus-main-0 -c prometheus -- df -h /prometheus; the replica is the label pod.',
    'If it is full, enlarge it: kubectl -n observability patch pvc prometheus-main-db-prometheus-main-0 --type merge -p \'{"spec":{"resources":{"requests":{"storage":"<size>"}}}}\'.',
    'If it is not, the log names the block: kubectl -n observability logs prometheus-main-0 -c prometheus --since=30m | grep -iE "compact|reload|wal". Move a corrupt one away: kubectl -n observability exec prometheus-main-0 -c prometheus -- mv /prometheus/<block> /prometheus/<block>.broken, and restart the replica.',
  ],
});

/** It is found once, at the start: long enough to be seen, and over when somebody has looked. */
const FOUND_WITHIN: Duration = '1h';

export const corruption = signal({
  name: 'PrometheusLogCorrupt',
  title: 'Corrupt write-ahead log',
  description: `Places at which the write-ahead log could not be read when the replica started, within ${spoken(FOUND_WITHIN)}. Everything after such a place is lost, up to three hours.`,
  query: walCorruptions.where(own).increase(FOUND_WITHIN).sumBy('pod'),
  warning: above(count(0)).for('1m'),
  examples: {
    warning: {
      // Found in the nineteenth minute, and still told of an hour later.
      fires: [
        {
          series: [once(walCorruptions, replica('a'), '20m')],
          at: '21m',
          notYetAt: '20m',
          labels: { pod: 'a' },
        },
        {
          series: [once(walCorruptions, replica('a'), '20m')],
          at: '75m',
          notYetAt: '20m',
          labels: { pod: 'a' },
        },
      ],
      quiet: [
        {
          series: [
            grows(walCorruptions, replica('a'), 0),
            grows(walCorruptions, { ...own, job: 'other', pod: 'y' }, 1),
            grows(walCorruptions, { ...own, namespace: 'other', pod: 'z' }, 1),
          ],
          at: '40m',
        },
        { series: [once(walCorruptions, replica('a'), '20m')], at: '90m' },
      ],
    },
  },
  impact:
    'The replica has a gap of up to three hours. Where there is another, it has the data, and queries through Thanos show it; objectives here are judged without those hours.',
  nextSteps: [
    'Look for what ended it before: kubectl -n observability describe pod prometheus-main-0 | grep -A6 "Last State"; OOMKilled asks for more memory (the preset of the environment).',
    'See whether the disk is at fault: kubectl get events -n observability --field-selector involvedObject.name=prometheus-main-0, and the kernel log of the node for I/O errors.',
    'Note the gap in the calendar of the team, so that nobody trusts a budget of those hours.',
  ],
});

export const configuration = signal({
  name: 'PrometheusReloadFailed',
  title: 'Configuration taken',
  description:
    'Whether the newest configuration and rules were taken, by replica. If not, the ones before are still in use.',
  query: configReloaded.where(own).minBy('pod'),
  warning: below(ratio(1)).for('10m'),
  view: { as: 'states', words: { good: 'taken', bad: 'refused' } },
  examples: {
    warning: {
      fires: {
        series: [
          stays(configReloaded, replica('a'), 0),
          stays(configReloaded, moved, 1),
          stays(configReloaded, replica('b'), 1),
        ],
        at: '11m',
        notYetAt: '9m',
        labels: { pod: 'a' },
      },
      quiet: {
        series: [
          stays(configReloaded, replica('a'), 1),
          stays(configReloaded, { ...own, job: 'other', pod: 'y' }, 0),
          stays(configReloaded, { ...own, namespace: 'other', pod: 'z' }, 0),
        ],
        at: '20m',
      },
    },
  },
  impact: 'Changes of rules and monitors have no effect, and a replica that restarts does not come up again.',
  nextSteps: [
    'Read what is wrong: kubectl -n observability logs prometheus-main-0 -c prometheus --since=1h | grep -i "loading config", and that of the container config-reloader.',
    'Find the change: kubectl -n observability get prometheusrules,servicemonitors,probes --sort-by=.metadata.creationTimestamp; revert it in the repository and merge.',
    'If a Secret or a file that the configuration names is missing, create it: npm run -s probecard -- secrets <environment> lists them.',
  ],
});
