import { selectors } from '../promql';
import { DeclarationError } from './declaration-error';
import { checkChoosable } from './drawn';
import type { Signal } from './signal';

/** A row of panels, one a signal, from left to right. */
export interface Row {
  readonly title: string;
  readonly signals: readonly Signal[];
}

/** What a dashboard shows, as a table of contents; where things stand on the screen follows from it. */
export interface Dashboard {
  /** Stable: links and bookmarks hold on to it. */
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  /** Labels that the reader can choose values of; each becomes a matcher of every query whose metric has it. */
  readonly variables: readonly string[];
  readonly rows: readonly Row[];
}

/** More are not read: what does not fit belongs on a dashboard one level down. */
export const MAX_PANELS = 12;

/** Grafana's own limit. */
const MAX_UID = 40;

export const row = (title: string, ...signals: readonly Signal[]): Row => ({ title, signals });

export function dashboard(
  title: string,
  props: Pick<Dashboard, 'uid' | 'description'> & { readonly variables?: readonly string[] },
  ...rows: readonly Row[]
): Dashboard {
  const { uid, description, variables = [] } = props;
  const panels = rows.flatMap(({ signals }) => signals);
  if (!/^[a-z0-9-]+$/.test(uid) || uid.length > MAX_UID) {
    throw new DeclarationError(
      `dashboard '${title}': uid '${uid}' must be lower-case letters, digits and -, at most ${MAX_UID}`,
    );
  }
  if (panels.length > MAX_PANELS) {
    throw new DeclarationError(
      `dashboard '${title}' has ${panels.length} panels, at most ${MAX_PANELS}: move some to a dashboard one level down`,
    );
  }
  const empty = rows.find(({ signals }) => signals.length === 0);
  if (panels.length === 0 || empty) {
    throw new DeclarationError(`dashboard '${title}': ${empty ? `row '${empty.title}'` : 'it'} shows nothing`);
  }
  for (const variable of variables) {
    const reached = panels.some(({ query }) => selectors(query.expr).some(({ labels }) => labels.includes(variable)));
    if (!reached) {
      throw new DeclarationError(
        `dashboard '${title}': variable '${variable}' reaches no panel: no metric on it has that label`,
      );
    }
  }
  panels.forEach((signal) => {
    checkChoosable(`dashboard '${title}'`, signal, variables);
  });
  return { uid, title, description, variables, rows };
}
