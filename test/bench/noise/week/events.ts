import type { Incident, Occurrence } from '../../../../simulator/incidents';
import { uniform } from '../../../../simulator/random';
import { MINUTE, type Span, type Time } from '../../../../simulator/time';
import { lasting } from './clock';

/** What somebody must be woken for, and by which alert of which workload it shows first. */
export interface TrueIncident extends Span {
  readonly incident: Incident;
  readonly workload: string;
  readonly team: string;
  /** Any of them will do: which comes first depends on the windows of their rules. */
  readonly alerts: readonly string[];
}

/** Three in the week, each of another team, two of them at night or at the weekend. */
export const TRUE_INCIDENTS: readonly TrueIncident[] = [
  {
    incident: 'yield-drop',
    workload: 'ate',
    team: 'test-floor',
    alerts: ['AteYieldDrop'],
    ...lasting(30, 'Tue', '02:20'),
  },
  {
    incident: 'etl-stall',
    workload: 'stdf-etl',
    team: 'test-data',
    alerts: ['StdfEtlThroughputLow', 'StdfEtlNoJobFinished'],
    ...lasting(75, 'Fri', '14:40'),
  },
  {
    incident: 'error-burst',
    workload: 'yield-predictor',
    team: 'ml-platform',
    alerts: ['YieldPredictorErrorRatio', 'YieldPredictorAvailabilityBurnsBudgetFast'],
    ...lasting(30, 'Sat', '03:10'),
  },
];

/** Each service is deployed once: no incident, and nobody should hear of it. */
export const DEPLOYS: readonly { readonly workload: string; readonly when: Span }[] = [
  { workload: 'wafer-map', when: lasting(10, 'Mon', '11:00') },
  { workload: 'yield-predictor', when: lasting(10, 'Tue', '14:00') },
  { workload: 'stdf-etl', when: lasting(10, 'Wed', '10:00') },
  { workload: 'ate', when: lasting(10, 'Thu', '13:00') },
];

/** A machine is gone, and with it its exporter and its kubelet; after an hour it is back. */
export const NODE_FAILURE: Span = lasting(60, 'Sun', '04:30');

/** What of all this happens to a workload, as the simulator has it. */
export const scheduleOf = (workload: string): readonly Occurrence[] => [
  ...TRUE_INCIDENTS.filter((one) => one.workload === workload).map(({ incident, from, to }) => ({
    incident,
    from,
    to,
  })),
  ...DEPLOYS.filter((one) => one.workload === workload).map(({ when }): Occurrence => ({
    incident: 'deploy',
    ...when,
  })),
];

/** A tester that is down and up again, over and over. */
export interface Flapping {
  readonly tester: string;
  readonly down: readonly Span[];
}

const FLAPPING: readonly { readonly tester: string; readonly when: Span }[] = [
  { tester: 'ATE_012', when: lasting(360, 'Mon', '21:00') },
  { tester: 'ATE_005', when: lasting(300, 'Thu', '06:00') },
  { tester: 'ATE_016', when: lasting(420, 'Sat', '15:00') },
];

/** Three testers for five to seven hours each: down for two and a half to six minutes, and up for five to fifteen. */
export const flapping = (seed: number): readonly Flapping[] =>
  FLAPPING.map(({ tester, when }) => ({ tester, down: downs(seed, tester, when) }));

function downs(seed: number, tester: string, { from, to }: Span): readonly Span[] {
  const found: Span[] = [];
  let t: Time = from;
  for (let i = 0; ; i++) {
    const down = MINUTE * (2.5 + 3.5 * uniform(seed, tester, 'down', i));
    if (t + down > to) return found;
    found.push({ from: t, to: t + down });
    t += down + MINUTE * (5 + 10 * uniform(seed, tester, 'up', i));
  }
}
