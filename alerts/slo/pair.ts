import type { Duration, Unit } from '../../promql';
import {
  exporterOf,
  SERIES,
  sloSeries,
  up,
  type EventsSli,
  type Objective,
  type TimeSli,
  type Workload,
} from '../../signals';
import { asVector, clampMin, constantWhere, overTime, together, type AnySlo } from './arithmetic';
import type { SloRecording } from './rule';

/** Over which rates are recorded; every longer window adds them up. */
export const PAIR_WINDOW: Duration = '5m';

/** What is expected where there is no data: as much as there was on average within this time. */
const EXPECTED_OVER = '1h';

/** The recorded pair as the other rules read it. */
export const pairOf = (workload: Workload, objective: Objective) => ({
  all: sloSeries(workload, objective, SERIES.all, 'count/s'),
  bad: sloSeries(workload, objective, SERIES.bad, 'count/s'),
  missing: sloSeries(workload, objective, SERIES.missing, 'count/s'),
});

/**
 * The pair: how many events there are, and how many of them are bad; per second over five minutes, or for time slices
 * one now. Recorded every 30 seconds, so that sums of it weigh every event alike. In this order, since the bad ones
 * read all.
 */
export function pairRecordings(workload: Workload, objective: Objective): readonly SloRecording[] {
  const { sli, missing } = objective;
  const [all, bad] = sli.kind === 'events' ? events(workload, objective, sli) : slices(workload, objective, sli);
  return [
    ...(missing === 'bad' ? [{ record: SERIES.missing, source: absentEvents(workload, objective) }] : []),
    { record: SERIES.all, source: all },
    { record: SERIES.bad, source: bad },
  ];
}

/**
 * Where no target of the workload answers, as many events as there were in the hour before; once that has begun, no
 * more and no fewer. Not while any target is up: a metric that is gone then was renamed, or nothing was asked yet,
 * which is another alert's matter. And not where Prometheus sees no target of anybody: then it is the one that is blind.
 */
function absentEvents(workload: Workload, objective: Objective): AnySlo {
  const { labels } = objective.sli;
  const { all, missing } = pairOf(workload, objective);
  const begun = overTime('last_over_time', missing, '2m').sumBy(...labels);
  const expected = begun.or(overTime('avg_over_time', all, EXPECTED_OVER).sumBy(...labels));
  const { job, namespace } = exporterOf(workload, objective.sli.present).scrape;
  const answers = up.where({ job, namespace }).maxOverTime(CONFIRMED).positive();
  const gone = asVector(expected.on(...labels).unless(presentBy(objective)));
  const goneWithItsTargets = asVector(gone.on().unless(answers));
  return asVector(
    asVector(goneWithItsTargets.on().and(up.positive() as never))
      .on()
      .and(sawBefore),
  );
}

/** No target has answered for so long: one scrape that is lost is no outage. */
const CONFIRMED = '1m';
/** After a restart, Prometheus knows the past and not yet the present, which would look as if everybody were gone. */
const sawBefore = up.offset(CONFIRMED).positive();

/** Events as they are counted; for time slices, one now. */
const measured = (objective: Objective): AnySlo => {
  const { sli } = objective;
  return (sli.kind === 'events' ? asVector(sli.all(PAIR_WINDOW)) : presentBy(objective)).as<Unit>('count/s');
};

/** One series for each group that has data now. */
export const presentBy = ({ sli }: Objective): AnySlo => asVector(sli.present).as<Unit>('count');

/** Adds the events that should have been, where their absence counts as bad. */
const withMissing = (workload: Workload, objective: Objective, counted: AnySlo): AnySlo =>
  objective.missing === 'bad' ? together(objective.sli.labels, counted, pairOf(workload, objective).missing) : counted;

/** Zero for every group with events: no bad ones counted yet is none. */
const none = (workload: Workload, objective: Objective): AnySlo =>
  constantWhere(pairOf(workload, objective).all.sumBy(...objective.sli.labels), 0).as<Unit>('count/s');

function events(workload: Workload, objective: Objective, sli: EventsSli): readonly [AnySlo, AnySlo] {
  const zero = none(workload, objective);
  const counted = asVector(sli.counted(PAIR_WINDOW)).as<Unit>('count/s');
  const all = withMissing(workload, objective, measured(objective));
  if (sli.counts === 'bad') return [all, withMissing(workload, objective, counted).or(zero)];
  const recorded = pairOf(workload, objective).all.sumBy(...sli.labels);
  return [all, clampMin(recorded.sub(counted.or(zero)), 0)];
}

function slices(workload: Workload, objective: Objective, sli: TimeSli): readonly [AnySlo, AnySlo] {
  const bad = asVector(sli.bad)
    .countBy(...sli.labels)
    .as<Unit>('count/s');
  return [
    withMissing(workload, objective, measured(objective)),
    withMissing(workload, objective, bad).or(none(workload, objective)),
  ];
}
