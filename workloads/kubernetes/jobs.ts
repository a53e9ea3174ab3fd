import { count, seconds, spoken, type Duration, milliseconds } from '../../promql';
import { above, signal, stays, type InputSeries } from '../../signals';
import { FLOOR, podOf, TESTS } from './examples';
import { cronJobActive, cronJobNext, jobActive, jobFailed, jobStarted, podPhase } from './metrics';

/** Every namespace that has pods. */
const pods = podPhase.maxBy('namespace');
const calm = stays(podPhase, { ...podOf(FLOOR.namespace, 'ate-0'), phase: 'Running' }, 1);

const failed = (job: string, condition: 'true' | 'false', value = 1): InputSeries =>
  stays(jobFailed, { ...TESTS, job_name: job, condition }, value);

export const failedJobs = signal({
  name: 'KubernetesJobFailed',
  title: 'Failed Jobs',
  description: (t) =>
    `Jobs that have given up after all their retries, by namespace. Above ${t.warning}, one stays until it is deleted.`,
  query: jobFailed.where({ condition: 'true' }).sumBy('namespace').orZeroOf(pods),
  warning: above(count(0)).for('5m'),
  examples: {
    warning: {
      fires: { series: [failed('reparse', 'true'), calm], at: '6m', notYetAt: '4m', labels: TESTS },
      quiet: { series: [failed('reparse', 'true', 0), failed('reparse', 'false'), calm], at: '20m' },
    },
  },
  impact: 'What the Job was for was not done: a backup is missing, a batch was not judged, a table was not migrated.',
  nextSteps: [
    'Name it: kubectl -n <namespace> get jobs | grep -v Complete, and read its last words: kubectl -n <namespace> logs job/<job> --all-containers --tail=50.',
    'Run it again when the cause is gone: kubectl -n <namespace> create job <job>-again --from=cronjob/<cronjob> where a CronJob made it.',
    'Delete it, which ends the alert: kubectl -n <namespace> delete job <job>.',
  ],
});

/** Training takes four hours. */
const LONG: Duration = '12h';
const ENDLESS = seconds(milliseconds(LONG) / 1000);

const active = (job: string, { pods: running = 1, started = 0 } = {}): readonly InputSeries[] => [
  stays(jobActive, { ...TESTS, job_name: job }, running),
  stays(jobStarted, { ...TESTS, job_name: job }, started),
];

export const longJobs = signal({
  name: 'KubernetesJobTooLong',
  title: 'Age of Jobs that run',
  description: (t) =>
    `For how long the oldest Job that still runs has done so, by namespace; 0 where none runs. Above ${t.warning} it hangs, or was given more than it can do.`,
  query: jobStarted.age().on('namespace', 'job_name').and(jobActive.positive()).maxBy('namespace').orZeroOf(pods),
  warning: above(ENDLESS).for('5m'),
  examples: {
    warning: {
      // Of two that run, the older.
      fires: {
        series: [...active('train'), ...active('young', { started: 20_000 }), calm],
        at: '730m',
        notYetAt: '725m',
        labels: TESTS,
      },
      // The one has ended; the other runs for a few minutes less.
      quiet: {
        series: [
          ...active('ended', { pods: 0 }),
          stays(jobActive, { ...FLOOR, job_name: 'ended' }, 1),
          ...active('train', { started: 1200 }),
          calm,
        ],
        at: '735m',
      },
    },
  },
  impact: 'It holds its nodes and GPUs, and what waits for its result waits.',
  nextSteps: [
    `Name it: kubectl -n <namespace> get jobs --sort-by=.status.startTime shows the oldest first; look at what its pod does: kubectl -n <namespace> logs job/<job> --tail=20.`,
    'If it makes no progress, delete it with kubectl -n <namespace> delete job <job>, and give the next one activeDeadlineSeconds.',
    `If it is meant to run for more than ${spoken(LONG)}, raise the threshold with an override of KubernetesJobTooLong in environments/.`,
  ],
});

const cronJob = (name: string, { due, running = 0 }: { due: number; running?: number }): readonly InputSeries[] => [
  stays(cronJobNext, { ...TESTS, cronjob: name }, due),
  stays(cronJobActive, { ...TESTS, cronjob: name }, running),
];

export const lateCronJobs = signal({
  name: 'KubernetesCronJobLate',
  title: 'CronJobs behind their schedule',
  description: (t) =>
    `For how long a run of a CronJob has been due and has not begun, by CronJob, while no earlier run goes on; below zero, its next run is ahead. Above ${t.warning}, the schedule is not kept.`,
  query: cronJobNext.age().on('namespace', 'cronjob').unless(cronJobActive.positive()).maxBy('namespace', 'cronjob'),
  warning: above(seconds(3600)).for('5m'),
  examples: {
    warning: {
      fires: {
        // Another of the namespace runs, and one that is called the same elsewhere.
        series: [
          ...cronJob('backup', { due: 0 }),
          stays(cronJobNext, { ...TESTS, cronjob: 'backup', instance: 'former' }, 1200),
          stays(cronJobActive, { ...FLOOR, cronjob: 'backup' }, 1),
          ...cronJob('report', { due: 1200, running: 1 }),
        ],
        at: '66m',
        notYetAt: '62m',
        labels: { ...TESTS, cronjob: 'backup' },
      },
      // One is due, but its last run goes on; the other is due since less than an hour.
      quiet: {
        series: [...cronJob('backup', { due: 0, running: 1 }), ...cronJob('report', { due: 3600 })],
        at: '119m',
      },
    },
  },
  impact: 'What it does regularly is not done: no backup, no report, no clean-up.',
  nextSteps: [
    'Read its events: kubectl -n <namespace> describe cronjob <cronjob>; too many missed runs, a quota or a template that is refused are named there.',
    'Run it once by hand: kubectl -n <namespace> create job <cronjob>-now --from=cronjob/<cronjob>.',
    'If no CronJob of the cluster runs, its controller does not: kubectl -n kube-system get pods -l component=kube-controller-manager, or the provider of the control plane.',
  ],
});
