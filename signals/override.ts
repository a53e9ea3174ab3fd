import { duration, type Duration, type Quantity, type Unit } from '../promql';
import { checkCondition, checkSeverity, type AnyCondition, type Threshold, type ThresholdBy } from './condition';
import type { Dashboard } from './dashboard';
import { DeclarationError } from './declaration-error';
import { warningsOnly, type Objective } from './objective';
import { ABOUT_SILENCE } from './scrape';
import type { Severity } from './severity';
import { describe, type Signal } from './signal';
import { checkThresholds, type Workload } from './workload';

/** What one environment does differently with one alert, or with one objective. */
export type Override = AlertOverride | ObjectiveOverride;

interface AlertOverride {
  readonly signal: string;
  readonly severity: Severity;
  readonly change: Change | 'drop';
}

/** Its critical tiers warn. */
interface ObjectiveOverride {
  readonly objective: Objective;
}

interface Change {
  readonly threshold?: Threshold;
  readonly for?: Duration;
  readonly severity?: Severity;
}

/** Another threshold (in the signal's own unit), duration or severity for one alert of a signal. */
export function override<U extends Unit>(
  signal: Signal<U>,
  severity: Severity,
  change: {
    readonly threshold?: Quantity<NoInfer<U>> | ThresholdBy<string, Quantity<NoInfer<U>>>;
    readonly for?: Duration;
    readonly severity?: Severity;
  },
): Override {
  const stranger = Object.keys(change).find((key) => !['threshold', 'for', 'severity'].includes(key));
  if (stranger !== undefined) {
    throw new DeclarationError(
      `an override of ${signal.name}: it can change threshold, for and severity, not '${stranger}'`,
    );
  }
  return { signal: signal.name, severity, change };
}

/** No such alert in this environment; the panel stays. */
export const drop = (signal: Signal, severity: Severity): Override => ({
  signal: signal.name,
  severity,
  change: 'drop',
});

/** Nothing of the objective pages in this environment: its critical tiers are warnings. */
export const warnOnly = (objective: Objective): Override => ({ objective });

/**
 * Nobody is woken: what pages is a warning, or leaves it to the warning that the signal has already. Where no target
 * answers, that is what is told, and not that some do not.
 */
export const calm = (workloads: readonly Workload[]): readonly Override[] =>
  workloads.flatMap(({ signals, objectives }) => [
    ...signals.flatMap(calmSignal),
    ...objectives.flatMap((slo) =>
      slo.kind === 'objective' && slo.tiers.some(({ severity }) => severity === 'critical') ? [warnOnly(slo)] : [],
    ),
  ]);

function calmSignal(signal: Signal): readonly Override[] {
  if (!signal.conditions.critical) return [];
  const asWarning = override(signal, 'critical', { severity: 'warning' });
  if (!signal.conditions.warning) return [asWarning];
  return signal.name.endsWith(ABOUT_SILENCE) ? [drop(signal, 'warning'), asWarning] : [drop(signal, 'critical')];
}

/**
 * The workloads as one environment has them: rules, panels and links all follow the changed conditions.
 * @throws DeclarationError for an override that matches no alert, changes nothing, or meets another on the same alert
 */
export function applyOverrides(workloads: readonly Workload[], overrides: readonly Override[]): readonly Workload[] {
  const [alerts, objectives] = [overrides.filter(isOfAlert), overrides.filter(isOfObjective)];
  alerts.forEach((candidate, i) => {
    checkMatches(workloads, candidate);
    const other = alerts.findIndex((o) => o.signal === candidate.signal && o.severity === candidate.severity);
    if (other !== i) throw new DeclarationError(`${named(candidate)} is given twice: merge the two`);
  });
  const calm = objectives.map(({ objective }) => objective);
  calm.forEach((objective, i) => {
    checkPages(workloads, objective);
    if (calm.indexOf(objective) !== i)
      throw new DeclarationError(`warnOnly() of objective ${objective.id} is given twice`);
  });
  return workloads.map((workload) =>
    concerns(workload, alerts, calm) ? checkThresholds(calmed(overridden(workload, alerts), calm)) : workload,
  );
}

/** Whether anything of the workload changes; one that does not stays itself, so that environments can share it. */
const concerns = (
  { signals, objectives }: Workload,
  alerts: readonly AlertOverride[],
  calm: readonly Objective[],
): boolean =>
  alerts.some(({ signal }) => signals.some(({ name }) => name === signal)) ||
  objectives.some((slo) => slo.kind === 'objective' && calm.includes(slo));

const isOfAlert = (override: Override): override is AlertOverride => 'signal' in override;

const isOfObjective = (override: Override): override is ObjectiveOverride => 'objective' in override;

const named = ({ signal, severity }: AlertOverride): string => `the override of ${signal}, ${severity},`;

/** By the literal and not by its id, which other workloads' objectives may have as well. */
function checkPages(workloads: readonly Workload[], objective: Objective): void {
  const { id, tiers } = objective;
  const known = workloads.some(({ objectives }) => objectives.includes(objective));
  if (!known) throw new DeclarationError(`warnOnly() of objective ${id} matches nothing: no workload here has it`);
  if (tiers.every(({ severity }) => severity === 'warning')) {
    throw new DeclarationError(`warnOnly() of objective ${id} changes nothing: none of its tiers pages`);
  }
}

/** The workload with its changed signals known to its objectives, and some of these without a page. */
function calmed(workload: Workload, calm: readonly Objective[]): Workload {
  const changedObjective = (objective: Objective): Objective => ({
    ...objective,
    signals: objective.signals.map((signal) => workload.signals.find(({ name }) => name === signal.name) ?? signal),
    tiers: calm.includes(objective) ? warningsOnly(objective.tiers) : objective.tiers,
  });
  const own = new Map(
    workload.objectives.flatMap((slo) => (slo.kind === 'objective' ? [[slo, changedObjective(slo)] as const] : [])),
  );
  const swap = (objective: Objective): Objective => own.get(objective) ?? objective;
  const objectives = workload.objectives.map((slo) =>
    slo.kind === 'objective' ? swap(slo) : { ...slo, of: slo.of.map(swap) },
  );
  return { ...workload, objectives };
}

function checkMatches(workloads: readonly Workload[], override: AlertOverride): void {
  const signal = workloads.flatMap(({ signals }) => signals).find(({ name }) => name === override.signal);
  const condition = signal?.conditions[override.severity];
  if (!signal || !condition) {
    const known = signal
      ? `it alerts as ${Object.keys(signal.conditions).join(', ') || 'nothing'}`
      : 'no workload here has that signal';
    throw new DeclarationError(`${named(override)} matches nothing: ${known}`);
  }
  if (override.change === 'drop') return;
  const { threshold, for: how, severity } = override.change;
  const before = JSON.stringify([condition.threshold, condition.for, override.severity]);
  if (
    JSON.stringify([threshold ?? condition.threshold, how ?? condition.for, severity ?? override.severity]) === before
  ) {
    throw new DeclarationError(`${named(override)} changes nothing: the alert is so already`);
  }
}

function overridden(workload: Workload, overrides: readonly AlertOverride[]): Workload {
  const signals = new Map(workload.signals.map((signal) => [signal.name, changed(signal, overrides)] as const));
  const swap = (signal: Signal): Signal => signals.get(signal.name) ?? signal;
  const dashboards = workload.dashboards.map((dashboard): Dashboard => ({
    ...dashboard,
    rows: dashboard.rows.map((row) => ({ ...row, signals: row.signals.map(swap) })),
  }));
  const inhibitions = workload.inhibitions.map(({ general, severities, particular }) => ({
    general: swap(general),
    severities: severitiesAfter(general, severities, overrides),
    particular: typeof particular === 'string' ? particular : particular.map(swap),
  }));
  return { ...workload, signals: [...signals.values()], inhibitions, dashboards };
}

/** Those that inhibited go on to do so, under whatever severity they have now. */
function severitiesAfter(
  general: Signal,
  severities: readonly Severity[],
  overrides: readonly AlertOverride[],
): readonly Severity[] {
  return severities.flatMap((severity) => {
    const mine = overrides.find((override) => override.signal === general.name && override.severity === severity);
    if (mine?.change === 'drop') return [];
    return [mine?.change.severity ?? severity];
  });
}

function changed(signal: Signal, overrides: readonly AlertOverride[]): Signal {
  const mine = overrides.filter((override) => override.signal === signal.name);
  if (mine.length === 0) return signal;
  const conditions = Object.entries(signal.conditions).flatMap(([severity, condition]) => {
    const change = mine.find((override) => override.severity === severity)?.change;
    if (change === 'drop') return [];
    return [[change?.severity ?? severity, change ? changedCondition(signal, condition, change) : condition] as const];
  });
  const severities = conditions.map(([severity]) => severity);
  const twice = severities.find((severity, i) => severities.indexOf(severity) !== i);
  if (twice !== undefined) {
    throw new DeclarationError(`the overrides of ${signal.name} make two of its alerts ${twice}: drop one of them`);
  }
  for (const [severity, condition] of conditions) {
    checkSeverity(`the overrides of ${signal.name}, ${severity}`, severity as Severity, condition);
  }
  // Prose that names a threshold names this environment's; that of a dropped alert it names as it was.
  const spoken = Object.entries(signal.conditions).map(([severity, condition]) => {
    const change = mine.find((override) => override.severity === severity)?.change;
    return [severity, change && change !== 'drop' ? changedCondition(signal, condition, change) : condition] as const;
  });
  const description = () => describe({ ...signal, conditions: Object.fromEntries(spoken) });
  return { ...signal, conditions: Object.fromEntries(conditions), description };
}

function changedCondition(signal: Signal, condition: AnyCondition, change: Change): AnyCondition {
  const result = {
    ...condition,
    ...(change.threshold && { threshold: change.threshold }),
    ...(change.for && { for: duration(change.for) }),
  };
  checkCondition(`an override of signal ${signal.name}`, signal.query, result);
  return result;
}
