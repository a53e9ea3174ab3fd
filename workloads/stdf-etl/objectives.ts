import { percent } from '../../promql';
import { availability, warningsOnly, WORKBOOK_TIERS } from '../../signals';
import { filesProcessed, jobDuration, jobs } from './metrics';
import { errorRatio, PROMISED_DURATION } from './pipeline';

export const jobsInTime = availability({
  id: 'jobs',
  title: 'Jobs in time',
  promise: 'of jobs succeed within half an hour',
  objective: percent(99.5),
  good: jobDuration.upTo(PROMISED_DURATION),
  all: jobs,
  // Nothing is lost while the pipeline is away: files wait, and those that took too long count when they are done.
  missing: 'not counted',
  impact: 'Lots wait for their disposition; the line fills up behind the testers.',
  nextSteps: [
    'On the dashboard STDF pipeline, see whether jobs fail or take too long: the error ratio of files tells the one, the P95 duration of jobs the other.',
    'If they take too long, compare files waiting with files processed: more come in than go out, so add replicas with kubectl -n test-data scale deployment/stdf-etl --replicas=<n>.',
    'If the queue is short and jobs are slow, look at database connections and at parsing latency by time of day; roll back what was deployed when it began: kubectl -n test-data rollout undo deployment/stdf-etl.',
  ],
});

export const filesParsed = availability({
  id: 'files',
  title: 'Files parsed',
  promise: 'of files are processed without an error',
  objective: percent(99.5),
  events: filesProcessed,
  bad: { status: 'error' },
  missing: 'not counted',
  // An error ratio of 1 % pages already; what the tiers that page look for is three times that and more.
  tiers: warningsOnly(WORKBOOK_TIERS),
  signals: [errorRatio],
  impact: 'Results of files that failed are missing until somebody processes them again.',
  nextSteps: [
    'On the dashboard STDF parsing, see which reason the errors of these days have; tell the owner of the test program that writes such files.',
    'Process the failed files again once the parser takes them; until then the budget stays spent.',
  ],
});
