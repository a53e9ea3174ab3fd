import type { KubeObject } from '../harness/rendered';
import { filled, type Variables } from './templates';

interface Panel {
  readonly type: string;
  readonly targets?: readonly { readonly expr?: string; readonly queryType?: string; readonly tags?: string }[];
}

export interface Dashboard {
  readonly uid: string;
  readonly panels: readonly Panel[];
  readonly templating: {
    readonly list: readonly { readonly name: string; readonly allValue?: string }[];
  };
}

export const dashboardsOf = (objects: readonly KubeObject[]): readonly Dashboard[] =>
  objects
    .filter(({ kind, metadata }) => kind === 'ConfigMap' && metadata.labels?.['probecard.dev/dashboard'] !== undefined)
    .flatMap(({ data = {} }) => Object.values(data).map((text) => JSON.parse(text) as Dashboard));

/** The links of data of all dashboards that lead to one of them, each once. */
export function dataLinks(dashboards: readonly Dashboard[], uid: string): readonly string[] {
  const found = new Set<string>();
  JSON.stringify(dashboards, (_, value: unknown) => {
    const { url } = Object(value) as { readonly url?: unknown };
    if (typeof url === 'string' && url.startsWith(`/d/${uid}?\${__url_time_range}`)) found.add(url);
    return value;
  });
  return [...found];
}

/** What a link chooses on the dashboard that it leads to, by variable. @throws Error for what is no variable there, and without a value */
export function chosenBy(
  link: string,
  variables: Variables,
  { templating, uid }: Dashboard,
): Readonly<Record<string, string[]>> {
  const address = filled(link, variables);
  if (address === undefined) throw new Error(`${link}: a variable has no value`);
  const parameters = new URL(address, 'http://grafana').searchParams;
  const names = [...new Set(parameters.keys())].filter((name) => name.startsWith('var-')).map((name) => name.slice(4));
  const unknown = names.find((name) => !templating.list.some((variable) => variable.name === name));
  if (unknown !== undefined) throw new Error(`${link}: dashboard ${uid} has no variable ${unknown}`);
  return Object.fromEntries(names.map((name) => [name, parameters.getAll(`var-${name}`)]));
}

/** A query as the dashboard asks it with this choice: of several values any, of what is not chosen all. */
export function askedBy(expr: string, { templating }: Dashboard, chosen: Readonly<Record<string, string[]>>): string {
  const values = templating.list.map(({ name, allValue = '' }) => [name, chosen[name]?.join('|') ?? allValue] as const);
  const asked = filled(expr, Object.fromEntries(values));
  if (asked === undefined) throw new Error(`${expr}: a variable has no value`);
  return asked;
}
