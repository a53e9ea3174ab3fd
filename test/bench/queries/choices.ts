import type { Dashboard, LabelVariable } from '../../live/harness/dashboards';
import { literally, type Choice } from '../../live/harness/interpolation';
import type { Database } from './database';

/**
 * What readers choose in the variables of a dashboard: as much as they can, and then of one variable after the other a single value,
 * that with the most series. Where only one value can be chosen, it is that one in all of them.
 */
export async function choicesOf({ variables }: Dashboard, database: Database): Promise<readonly Choice[]> {
  const offered = await Promise.all(
    variables.map(async (variable) => ({ variable, busiest: literally(await busiestOf(variable, database)) })),
  );
  const widest = Object.fromEntries(
    await Promise.all(
      offered.map(async ({ variable, busiest }) => [
        variable.name,
        variable.includesAll ? await allOf(variable, database) : busiest,
      ]),
    ),
  ) as Choice;
  return [
    widest,
    ...offered
      .filter(({ variable }) => variable.includesAll)
      .map(({ variable, busiest }) => ({ ...widest, [variable.name]: busiest })),
  ];
}

/** @throws Error if there is none to choose */
async function busiestOf({ name, metric, label }: LabelVariable, database: Database): Promise<string> {
  const values = await database.labelValues(metric, label);
  const counts = await database.seriesBy(label);
  const [busiest] = values.toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  if (busiest === undefined) throw new Error(`variable ${name}: no series ${metric} has a label ${label}`);
  return busiest;
}

const allOf = async ({ allValue, metric, label }: LabelVariable, database: Database): Promise<string> =>
  allValue ?? `(${(await database.labelValues(metric, label)).map(literally).join('|')})`;
