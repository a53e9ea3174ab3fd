import type { Dashboard, LabelVariable, Panel, Target } from './dashboards';
import { interpolate, literally, type Choice } from './interpolation';
import type { Prometheus } from './prometheus';

/** How much of its curve a panel is asked for. */
const CURVE_SECONDS = 5;

/** As Grafana has it where targets are scraped every 15 seconds. */
const RATE_INTERVAL: Choice = { __rate_interval: '1m' };

/** What is wrong with a panel's answer for some choice of variables. */
export interface Problem {
  readonly dashboard: string;
  readonly panel: string;
  readonly expr: string;
  readonly choice: Choice;
  readonly text: string;
}

/** Whether a query reads the series that tell of alerts, or what is recorded of them. */
export const readsAlerts = (expr: string): boolean => /\bALERTS\b|\balert:/.test(expr);

/** Every answer of a panel, for every value of every variable, that is empty, not finite, or remarked on. */
export async function problemsOf(
  dashboard: Dashboard,
  panel: Panel,
  prometheus: Prometheus,
): Promise<readonly Problem[]> {
  const choices = await choicesOf(dashboard, prometheus);
  const found = await Promise.all([
    ...panel.targets.map((target) => problemsOfTarget(target, choices, prometheus)),
    ...panel.exemplars.map((target) => problemsOfTarget(named(target), choices, prometheus)),
  ]);
  return found.flat().map((problem) => ({ ...problem, dashboard: dashboard.title, panel: panel.title }));
}

/** All variables at their widest, and then each value of each of them with the others at their widest. */
export async function choicesOf({ variables }: Dashboard, prometheus: Prometheus): Promise<readonly Choice[]> {
  const offered = await Promise.all(
    variables.map(async (variable) => ({
      variable,
      values: await prometheus.labelValues(variable.metric, variable.label),
    })),
  );
  const widest = Object.fromEntries(offered.map(({ variable, values }) => [variable.name, allOf(variable, values)]));
  const single = offered.flatMap(({ variable, values }) =>
    values.map((value) => ({ ...widest, [variable.name]: literally(value) })),
  );
  return [widest, ...single];
}

/** What asks for exemplars draws nothing; the series of which it asks for them have to be there all the same. */
function named({ expr, ...target }: Target): Target {
  if (!expr.endsWith(DRAWS_NOTHING)) throw new Error(`${expr} asks for exemplars and draws what they have in common`);
  return { ...target, expr: `${expr.slice(0, -DRAWS_NOTHING.length)}>= 0` };
}

/** A count is never below zero. */
const DRAWS_NOTHING = '< 0';

const allOf = ({ allValue }: LabelVariable, values: readonly string[]): string =>
  allValue ?? `(${values.map(literally).join('|')})`;

async function problemsOfTarget({ refId, expr, instant }: Target, choices: readonly Choice[], prometheus: Prometheus) {
  // A query that ignores the variables need not be asked for each of their values.
  const queries = new Map(choices.map((choice) => [interpolate(expr, { ...RATE_INTERVAL, ...choice }), choice]));
  const problems = [...queries].map(async ([query, choice]) => {
    const found = await problemOf(query, instant === true ? 0 : CURVE_SECONDS, prometheus);
    return found === undefined
      ? []
      : [{ expr, choice, text: `${refId}: ${found} for ${JSON.stringify(choice)}: ${query}` }];
  });
  return (await Promise.all(problems)).flat();
}

async function problemOf(query: string, seconds: number, prometheus: Prometheus): Promise<string | undefined> {
  const { series, remarks } = await prometheus.query(query, seconds);
  if (series.length === 0) return 'no series';
  const strange = series.find(({ values }) => values.some((value) => !Number.isFinite(value)));
  if (strange) return `${strange.values.join(', ')} in ${JSON.stringify(strange.labels)}`;
  return remarks.length > 0 ? remarks.join(', ') : undefined;
}
