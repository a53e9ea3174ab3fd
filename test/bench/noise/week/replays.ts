import type { Environment } from '../../../../environments';
import { fab } from '../../../../simulator/fab';
import { parametric, type Parametric } from '../../../../simulator/parametric';
import type { Target } from '../../../../simulator/target';
import { DAY, HOUR, MINUTE, type Span } from '../../../../simulator/time';
import type { Workload } from '../../../../signals';
import type { RuleFile } from '../../../live/harness/rendered';
import type { Stretch } from '../../../live/incidents/stream';
import { DAYS, WEEK } from './clock';
import { DEPLOYS, flapping, NODE_FAILURE, scheduleOf, TRUE_INCIDENTS } from './events';
import { withFlapping } from './flapping';
import { withNodeFailure } from './node-failure';
import { todaysRule } from './todays-rule';

/** A stretch of the week in which the rules of a workload judge what its targets say. */
export interface Replay {
  readonly workload: string;
  readonly files: readonly RuleFile[];
  readonly targets: readonly Target[];
  readonly stretch: Stretch;
  /** What of it counts: what was judged before is told by another one. */
  readonly told: Span;
}

/** How old the exporters are. */
const AGE = 30 * DAY;

/** What is compared with its own day has more than one behind it. */
const FLOOR_PAST = 25 * HOUR;

/**
 * In parts, since the database becomes slower the more it holds, and as many as make the most of two processors. Each has judged for three
 * hours before its turn, so that whatever waits does so already.
 */
const PARTS = 4;
const JUDGED_BEFORE_ITS_TURN = 3 * HOUR;

/** Of the other services, the day before something happens is scraped, and the hours after it, until all of it is over. */
const PAST = 24 * HOUR;
const JUDGED_BEFORE = 70 * MINUTE;
const AFTER = 4 * HOUR;

/** Often enough for every window of their rules; a quarter of the samples. */
const SCRAPED_EVERY = MINUTE;

const DAYS_BEFORE = 2;

/** What the week brings to the measurements of the floor, and the days before it. */
export const weekOf = (seed: number): Parametric => parametric(seed, WEEK.from - DAYS_BEFORE * DAY, DAYS + DAYS_BEFORE);

/**
 * All that is replayed. The test floor is through the whole week. The other services are where something happens to them: that nothing fires
 * on the days between is what the healthy day of the live tier shows. So are the nodes and the cluster, without a past, since nothing of them looks back.
 */
export function replaysOf(environment: Environment, files: readonly RuleFile[], seed: number): readonly Replay[] {
  const workloads = environment.workloads;
  const named = (name: string): Workload => {
    const found = workloads.find((workload) => workload.name === name);
    if (!found) throw new Error(`${environment.name} does not watch ${name}`);
    return found;
  };
  const of = (name: string) => ({
    workload: name,
    files: files.filter((file) => file.name === name),
    targets: fab([named(name)], { seed, since: WEEK.from - AGE, schedule: scheduleOf(name) }),
  });
  return [
    ...floor(named('ate'), files, seed),
    ...['yield-predictor', 'stdf-etl', 'wafer-map'].flatMap((name) =>
      happening(name).map((when) => ({ ...seldom(of(name)), ...around(seed, when, PAST) })),
    ),
    ...['nodes', 'kubernetes'].map((name) => {
      const { targets, ...rest } = of(name);
      return {
        ...rest,
        targets: withNodeFailure(targets, environment.cluster.nodes, NODE_FAILURE),
        ...around(seed, NODE_FAILURE, 2 * HOUR),
      };
    }),
  ];
}

function floor(ate: Workload, files: readonly RuleFile[], seed: number): readonly Replay[] {
  const { findings, chance } = weekOf(seed);
  const targets = fab([ate], {
    seed,
    since: WEEK.from - AGE,
    schedule: scheduleOf(ate.name),
    excursions: [...findings.flatMap(({ excursions }) => excursions), ...chance],
  });
  const length = (WEEK.to - WEEK.from) / PARTS;
  return Array.from({ length: PARTS }, (_, i) => {
    const told = { from: WEEK.from + i * length, to: WEEK.from + (i + 1) * length };
    const judged = told.from - JUDGED_BEFORE_ITS_TURN;
    const from = judged - FLOOR_PAST;
    return {
      workload: ate.name,
      files: [...files.filter(({ name }) => name === ate.name), todaysRule],
      targets: withFlapping(targets, flapping(seed)),
      stretch: { seed, from, recorded: from, judged, to: told.to },
      told,
    };
  });
}

const seldom = <R extends { readonly targets: readonly Target[] }>(replay: R): R => ({
  ...replay,
  targets: replay.targets.map((target) => ({ ...target, interval: SCRAPED_EVERY })),
});

/** When something happens to a workload. */
const happening = (workload: string): readonly Span[] => [
  ...TRUE_INCIDENTS.filter((one) => one.workload === workload),
  ...DEPLOYS.filter((one) => one.workload === workload).map(({ when }) => when),
];

function around(seed: number, { from, to }: Span, past: number): Pick<Replay, 'stretch' | 'told'> {
  const told = { from: from - JUDGED_BEFORE, to: Math.min(to + AFTER, WEEK.to) };
  return { stretch: { seed, from: from - past, recorded: from - past, judged: told.from, to: told.to }, told };
}
