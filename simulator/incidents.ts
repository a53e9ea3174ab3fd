import type { Excursion } from './excursion';
import type { Span, Time } from './time';

/** What can go wrong in the fab, by name; and what can happen without anything being wrong. */
export const INCIDENTS = {
  'latency-step': 'predictions take three times as long from one moment to the next',
  'error-burst': 'four of a hundred predictions fail',
  'slow-burn': 'nine of a thousand predictions fail, too few for any threshold',
  'slow-and-failing': 'predictions of one model take twice as long, and some of them fail',
  'service-down': 'no replica of the yield predictor answers',
  'target-down': 'the exporter of one replica is gone',
  'gpu-saturation': 'a GPU has no room left',
  'feature-drift': 'the core voltage is six per cent higher than in training',
  'model-regression': 'a model is right less often than its floor',
  'bad-challenger': 'the challenger is three points worse than the champion',
  miscalibrated: 'the probabilities that a model states do not come true',
  'tester-down': 'one tester is down',
  'floor-down': 'all testers are down',
  'tester-hangs': 'a tester says that it is up, and runs no test',
  'frozen-exporter': 'the exporter of the test floor repeats what it knew',
  'yield-drop': 'the yield of a tester falls by four points from one wafer to the next',
  'worn-probe-card': 'the yield of a tester falls slowly, to below 90 %',
  'longer-test': 'a test takes 40 % longer on one tester',
  outliers: 'a test on one tester has six times as many parametric outliers as usual',
  'drifting-smu':
    'a source-measure unit drifts: its test has six times as many outliers, and its tester loses four points of yield',
  'etl-stall': 'the STDF pipeline stands still while files come in',
  'slow-parser': 'parsing takes two and a half times as long',
  'bad-files': 'one of twenty files cannot be parsed',
  'db-pool-exhausted': 'all database connections are in use, and jobs wait for each other',
  'memory-leak': 'a parser reads files whole, and its memory fills up',
  'slow-maps': 'images are resized as slowly as they once were',
  'failing-maps': 'the database fails one of twenty renderings',
  'descriptor-leak': 'a replica of the wafer map has hardly any file descriptor left',
  'disk-filling': 'the disk of a node fills up, within three hours',
  'gpu-hot': 'a GPU is not cooled any more',
  'pager-unreachable': 'half of what is sent to the pager does not arrive',
  deploy: 'replicas are replaced one by one and restart their counters: no incident',
} as const;

export type Incident = keyof typeof INCIDENTS;

export const INCIDENT_NAMES = Object.keys(INCIDENTS) as readonly Incident[];

/** An incident, and while it lasts. */
export interface Occurrence extends Span {
  readonly incident: Incident;
}

export type Schedule = readonly Occurrence[];

/** What the fab follows from: the same conditions give the same fab. */
export interface Conditions {
  readonly seed: number;
  /** When the exporters that are there from the beginning started to count. */
  readonly since: Time;
  readonly schedule: Schedule;
  /** Of the measurements of the test floor, besides incidents. Default: none. */
  readonly excursions?: readonly Excursion[];
}

export const spansOf = ({ schedule }: Conditions, ...incidents: readonly Incident[]): readonly Span[] =>
  schedule.filter(({ incident }) => incidents.includes(incident));
