import { count, perMinute, Quantity, ratio, record, seconds, constant } from '../../promql';
import {
  above,
  atMost,
  below,
  comes,
  gone,
  grows,
  quantityText,
  shown,
  signal,
  stays,
  targetsDown,
  turns,
  type Examples,
  type InputSeries,
  type Scrape,
} from '../../signals';
import { filesProcessed, jobDuration, jobs, queueFiles, yieldPredictions } from './metrics';

export const scrape: Scrape = { job: 'stdf-etl', namespace: 'test-data', port: 'metrics', interval: '15s' };

export const targets = targetsDown(scrape, { prefix: 'StdfEtl', title: 'the STDF pipeline' });

/**
 * Files that wait, whichever replica is asked. A parser that is short of CPU or memory misses scrapes: for as long as one
 * takes to be repeated, the files that waited before still do.
 */
export const waitingFiles = record('stdf_etl:stdf_queue_files:max', queueFiles.lastOverTime('2m').maxBy());

/** A pipeline that has never finished a file has no such series. */
const processed = filesProcessed.rate().sumBy().orZero().perMinute();

const waits = (files: number, pod = 'a'): InputSeries => stays(queueFiles, { pod }, files);

/** Files a minute, one in twenty of them with an error, of two replicas. */
const processes = (perMinuteInAll: number): readonly InputSeries[] =>
  ['a', 'b'].flatMap((pod) => [
    grows(filesProcessed, { status: 'success', pod }, (0.95 * perMinuteInAll) / 60 / 2),
    grows(filesProcessed, { status: 'error', pod }, (0.05 * perMinuteInAll) / 60 / 2),
  ]);
/** What a replica has done that was replaced at 20 minutes. */
const former = (perMinuteInAll: number): readonly InputSeries[] =>
  gone([grows(filesProcessed, { status: 'success', pod: 'former' }, perMinuteInAll / 60)], '20m');
const since = (series: readonly InputSeries[]) => comes(series, '20m');

/** @param slow files a minute that are just too few @param enough files a minute that just suffice */
const tooFew = (slow: number, enough: number): Examples => ({
  fires: [
    // It was fast, and became slow; one replica says that nothing waits.
    {
      series: [...former(60), ...since(processes(slow)), waits(3), waits(0, 'b')],
      at: '35m',
      notYetAt: '32m',
      labels: {},
    },
    // Not one file was ever done, and between two replicas a scrape is missing.
    { series: [...gone([waits(3)], '4m'), ...comes([waits(3, 'b')], '6m')], at: '10m', notYetAt: '9m', labels: {} },
  ],
  quiet: [
    { series: [...processes(enough), waits(3)], at: '30m' },
    // Nothing to do is healthy.
    { series: [...processes(slow), waits(0)], at: '30m' },
    // The last of them is taken just in time.
    { series: [...processes(slow), turns(queueFiles, { pod: 'a' }, [3, '10m', 0])], at: '10m' },
    // What waits is not known any more.
    { series: gone([waits(3)], '8m'), at: '11m' },
  ],
});

export const throughput = signal({
  name: 'StdfEtlThroughputLow',
  title: 'Files processed',
  description: (t) =>
    `Files that the pipeline is done with in a minute, whether they succeeded or not. While files wait, fewer than ${t.warning} are slow and fewer than ${t.critical} are a stall; with an empty queue few are all there are.`,
  query: processed,
  warning: below(perMinute(10, 'files')).for('10m').whilst('files wait', waitingFiles.positive()),
  critical: below(perMinute(5, 'files')).for('10m').whilst('files wait', waitingFiles.positive()),
  view: { drillDown: 'stdf-parsing' },
  examples: { warning: tooFew(9.95, 10.05), critical: tooFew(4.975, 5.025) },
  impact:
    'Test results arrive late: lots wait for their disposition, and yield and models are judged by data of hours ago.',
  nextSteps: [
    'Look at database connections and parser memory on this dashboard: a pool that is exhausted, or a parser that is killed again and again, stalls every file.',
    'See whether the parsers run: kubectl -n test-data get pods -l app.kubernetes.io/name=stdf-etl. Of one that restarts, read the reason: kubectl -n test-data describe pod <pod> | grep -A5 "Last State".',
    'If they run and parsing latency is normal, add replicas: kubectl -n test-data scale deployment/stdf-etl --replicas=<n>; if it is high, follow the parsing latency alert.',
  ],
});

export const queue = shown({
  name: 'StdfEtlQueue',
  title: 'Files waiting',
  description:
    'Files that wait to be processed. It rises when a shift ends and lots come in together; it should fall again within the hour.',
  query: waitingFiles,
});

/** How long files must have waited, without a single job coming to an end. */
const HOUR = '1h';
/** Of sixty minutes, so many must be known: Prometheus may have been restarted in between. */
const KNOWN_MINUTES = 54;
const waitedForAnHour = waitingFiles
  .minOverTime(HOUR)
  .positive()
  .and(waitingFiles.countOverTime(HOUR, '1m').atLeast(KNOWN_MINUTES));

/** A job every two minutes until 20 minutes, and none after. */
const jobsUntil20 = [
  ...gone([grows(jobs, { status: 'success', pod: 'former' }, 1 / 120)], '20m'),
  ...comes([grows(jobs, { status: 'success', pod: 'b' }, 0)], '20m'),
];

export const jobsFinished = signal({
  name: 'StdfEtlNoJobFinished',
  title: 'Jobs ended in the last hour',
  description: `Jobs that have come to an end within an hour, whether they succeeded or not. A job takes half an hour at most: none in an hour of waiting files means that all are stuck.`,
  query: jobs.increase(HOUR).sumBy().orZero(),
  critical: atMost(count(0)).for('2m').whilst('files have waited for all of that hour', waitedForAnHour),
  examples: {
    critical: {
      fires: [
        {
          series: [...jobsUntil20, turns(queueFiles, { pod: 'a' }, [0, '20m', 3])],
          at: '82m',
          notYetAt: '80m',
          labels: {},
        },
        // Jobs of which none ever ended have no series.
        { series: [waits(3)], at: '58m', notYetAt: '54m', labels: {} },
      ],
      quiet: [
        // One job an hour, which failed.
        { series: [grows(jobs, { status: 'error' }, 1.2 / 3600), waits(3)], at: '3h' },
        // The last one fifty-five minutes ago.
        { series: [...jobsUntil20, waits(3)], at: '75m' },
        // Files have come forty-five minutes ago.
        { series: [...jobsUntil20, turns(queueFiles, { pod: 'a' }, [0, '40m', 3])], at: '85m' },
        // Nobody knows whether they waited in ten of the sixty minutes.
        { series: [...gone([waits(3)], '40m'), ...comes([waits(3, 'b')], '52m')], at: '100m' },
      ],
    },
  },
  impact: 'No lot of the last hour has its results: the line fills up with lots that wait for their disposition.',
  nextSteps: [
    'List the database sessions that block others: kubectl -n test-data exec deployment/stdf-etl -c stdf-parser -- psql "$DATABASE_URL" -c "select pid, state, wait_event, query from pg_stat_activity where state <> \'idle\'".',
    'If all parsers wait for the same thing, restart them one after another: kubectl -n test-data rollout restart deployment/stdf-etl. Files that were being processed are taken again.',
    'If one file is taken again and again, move it aside and tell the test floor which lot it belongs to: kubectl -n test-data logs -l app.kubernetes.io/name=stdf-etl -c stdf-parser --tail=-1 --prefix | grep -o "file=[^ ]*" | sort | uniq -c | sort -n | tail -3.',
  ],
});

const all = filesProcessed.rate().sumBy();
const failed = filesProcessed.where({ status: 'error' });
/** More than one: increase() extrapolates, so that a single file may count as a little more. */
const MORE_THAN_ONE = new Quantity(1.5, 'files');
const severalFailed = failed.increase('15m').sumBy().compare('>', MORE_THAN_ONE);

const outcome = (perMinuteInAll: number, failing: number, pod = 'a'): readonly InputSeries[] => [
  grows(filesProcessed, { status: 'success', pod }, (perMinuteInAll - failing) / 60),
  grows(filesProcessed, { status: 'error', pod }, failing / 60),
];

export const errorRatio = signal({
  name: 'StdfEtlErrorRatio',
  title: 'Error ratio of files',
  description: (t) =>
    `Share of files that end in an error. Above ${t.critical}, and with more than one such file within a quarter of an hour, test results are being lost.`,
  query: failed.rate().sumBy().orZeroOf(all).div(all.positive()),
  critical: above(ratio(0.01)).for('5m').whilst('more than one file has failed', severalFailed),
  view: { drillDown: 'stdf-parsing' },
  examples: {
    critical: {
      fires: [
        // Errors that begin.
        { series: [...former(30), ...since(outcome(30, 0.3015))], at: '31m', notYetAt: '28m', labels: {} },
        // Errors that go on while there are fewer files, from two replicas.
        {
          series: [...outcome(15, 0.15075), ...outcome(15, 0.15075, 'b'), ...former(30)],
          at: '30m',
          notYetAt: '26m',
          labels: {},
        },
        // Few files, of which 1.6 fail in a quarter of an hour, at two replicas.
        { series: [...outcome(4, 0.8 / 15), ...outcome(4, 0.8 / 15, 'b')], at: '24m', notYetAt: '14m', labels: {} },
      ],
      quiet: [
        { series: outcome(30, 0.2985), at: '30m' },
        // 1.4 files in a quarter of an hour are one file.
        { series: outcome(1, 1.4 / 15), at: '50m' },
        { series: [grows(filesProcessed, { status: 'success' }, 0.5)], at: '30m' },
      ],
    },
  },
  impact: 'Results of whole lots are missing; they must be processed again before the lots may move on.',
  nextSteps: [
    'On the dashboard STDF parsing, see which reason has risen: one reason of one tester is a new test program, many reasons at once are the pipeline itself.',
    'If the pipeline was deployed at that time, roll it back: kubectl -n test-data rollout undo deployment/stdf-etl.',
    'Look at database connections: without a free one, files fail after their last record is parsed. Process the failed files again when the ratio is back to normal.',
  ],
});

/** What one job is promised to take at most. */
export const PROMISED_DURATION = seconds(1800);

export const jobDurationP95 = shown({
  name: 'StdfEtlJobDurationP95',
  title: 'P95 duration of jobs',
  description: `Nineteen of twenty jobs that succeed take no longer than this, over half an hour. ${quantityText(PROMISED_DURATION)} are promised.`,
  query: jobDuration.rate('30m').sumBy().quantile(0.95),
  view: { lines: [{ title: `Promised: ${quantityText(PROMISED_DURATION)}`, query: constant(PROMISED_DURATION) }] },
});

export const predictions = shown({
  name: 'StdfEtlYieldPredictions',
  title: 'Yield predictions stored',
  description:
    'Predictions of yield that the pipeline stores with the results. While files are processed and this is zero, the yield predictor is not asked.',
  query: yieldPredictions.rate().sumBy(),
});
