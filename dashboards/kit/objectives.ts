import { ALERTS, milliseconds, ratio, Series, type Duration, type Unit, type Vector } from '../../promql';
import {
  DeclarationError,
  IDENTITY,
  isLasting,
  runbookName,
  SERIES,
  slothId,
  WINDOW,
  type Links,
  type Objective,
  type Slo,
  type Workload,
} from '../../signals';
import { runbookLink } from './links';

/**
 * Series that are written every five minutes have none within Prometheus's five minutes of lookback just before the next
 * sample arrives, so the newest of a longer time is read. It is read everywhere, that a late evaluation tears no curve.
 */
const RECENTLY: Duration = '10m';

export const recent = <N extends string, U extends Unit>(series: Series<N, U>): Vector<N, U> =>
  series.lastOverTime(RECENTLY);

/** 1 − share. */
export const rest = <N extends string>(share: Vector<N, 'ratio'>): Vector<N, 'ratio'> => share.mul(-1).add(ratio(1));

/** All series of either; no two of them have the same labels, or the first one's stays. */
export const union = <N extends string, U extends Unit>(vectors: readonly Vector<N, U>[]): Vector<N, U> =>
  vectors.reduce((all, next) => all.or(next));

/** Objectives that agree on a setting. */
export interface Agreement<T> {
  readonly value: T;
  /** By these they are told from the others; undefined where all agree, since then no query need name them. */
  readonly ids: readonly string[] | undefined;
}

/** All objectives of all workloads, and the series that their rules write, as dashboards read them: several at once. */
export class Objectives {
  readonly all: readonly { readonly id: string; readonly slo: Slo; readonly workload: Workload }[];
  /** The labels by which some objectives are grouped; the series of others lack them. */
  readonly groups: readonly string[];

  constructor(workloads: readonly Workload[]) {
    this.all = workloads.flatMap((workload) =>
      workload.objectives.map((slo) => ({ id: slothId(workload, slo), slo, workload })),
    );
    if (this.all.length === 0) {
      throw new DeclarationError('no workload has an objective: leave the dashboards of objectives out');
    }
    this.groups = [...new Set(this.own.flatMap(({ objective }) => objective.sli.labels))].sort();
  }

  /** Those that are no composite. */
  get own(): readonly { readonly id: string; readonly objective: Objective; readonly workload: Workload }[] {
    return this.all.flatMap(({ slo, ...rest }) => (slo.kind === 'objective' ? [{ ...rest, objective: slo }] : []));
  }

  /** Groups of objectives, composites among them, for which this is the same. */
  agreeing<T>(setting: (slo: Slo) => T): readonly Agreement<T>[] {
    return agreements(this.all.map(({ id, slo }) => ({ id, value: setting(slo) })));
  }

  /** The same without composites, which have no settings of their own. */
  agreeingOwn<T>(setting: (objective: Objective) => T): readonly Agreement<T>[] {
    return agreements(this.own.map(({ id, objective }) => ({ id, value: setting(objective) })));
  }

  /** The share spent from which on a budget is at risk, if all agree on one. */
  get atRisk(): number | undefined {
    const [first, ...others] = this.agreeingOwn(({ policy }) => policy.atRisk);
    return others.length === 0 ? first?.value : undefined;
  }

  /** The longest alerting period: how far back a budget is looked at. */
  get longestPeriod(): Duration {
    return this.all
      .map(({ slo }) => alertingPeriod(slo))
      .reduce((longest, period) => (milliseconds(period) > milliseconds(longest) ? period : longest));
  }

  /** Pages of the runbooks about objectives. */
  runbooks(links: Links) {
    return this.own.map(({ workload, objective }) => runbookLink(runbookName(workload, objective), links));
  }

  /** 1 for each, composites among them. */
  get info() {
    return new Series(SERIES.info, [...IDENTITY], 'count');
  }
  /** The share that is promised to be good. Composites promise nothing of their own, and groups nothing different. */
  get promise() {
    return new Series(SERIES.objective, [...IDENTITY], 'ratio');
  }
  get budget() {
    return new Series(SERIES.budget, [...IDENTITY], 'ratio');
  }
  get periodDays() {
    return new Series(SERIES.periodDays, [...IDENTITY], 'count');
  }

  get currentBurn() {
    return this.series(SERIES.currentBurn, 'ratio');
  }
  get periodBurn() {
    return this.series(SERIES.periodBurn, 'ratio');
  }
  get remaining() {
    return this.series(SERIES.remaining, 'ratio');
  }
  /** Of the periods that do not alert; with the window. */
  get reported() {
    return this.series(SERIES.reportedRemaining, 'ratio', WINDOW);
  }
  get state() {
    return this.series(SERIES.state, 'count');
  }
  get daysLeft() {
    return this.series(SERIES.daysLeft, 'count');
  }
  /** With the window. */
  get burnt() {
    return this.series(SERIES.burnt, 'ratio', WINDOW);
  }
  /** Of the period's budget, by the bad events of a window; with the window. */
  get spent() {
    return this.series(SERIES.spent, 'ratio', WINDOW);
  }
  /** With the window. */
  errorRatio(window: Duration) {
    return this.series(SERIES.errorRatio(window), 'ratio', WINDOW);
  }
  get bad() {
    return this.series(SERIES.bad, 'count/s');
  }
  get missing() {
    return this.series(SERIES.missing, 'count/s');
  }

  /** Alerts about objectives that fire: no other has their identity. */
  get firing() {
    const labels = [...new Set([...ALERTS.labels, ...IDENTITY, ...this.groups])];
    const about = { label: 'sloth_id', op: '!=', value: '' } as const;
    return new Series<string, 'count'>(ALERTS.series, labels, 'count', {}, [about]).where({ alertstate: 'firing' });
  }

  private series<U extends Unit>(name: string, unit: U, ...more: readonly string[]): Series<string, U> {
    const own = IDENTITY.filter((label) => label !== 'team' || !isLasting(name));
    return new Series<string, U>(name, [...own, ...this.groups, ...more], unit);
  }
}

/** The period whose budget it is; that of its members for a composite. */
export const alertingPeriod = (slo: Slo): Duration => {
  const [objective] = slo.kind === 'objective' ? [slo] : slo.of;
  if (!objective) throw new DeclarationError(`objective ${slo.id}: a composite without members`);
  return objective.periods[0];
};

/** Matchers for those that agree. */
export const those = ({ ids }: Agreement<unknown>): { readonly sloth_id?: readonly string[] } =>
  ids === undefined ? {} : { sloth_id: ids };

function agreements<T>(all: readonly { readonly id: string; readonly value: T }[]): readonly Agreement<T>[] {
  const key = (value: T): string => JSON.stringify(value);
  const kinds = [...new Map(all.map(({ value }) => [key(value), value])).values()];
  return kinds.map((value) => ({
    value,
    ids: kinds.length === 1 ? undefined : all.filter((one) => key(one.value) === key(value)).map(({ id }) => id),
  }));
}
