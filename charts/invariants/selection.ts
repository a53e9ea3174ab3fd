import type { KubeObject } from './kube-object';

/** How a monitor says what it scrapes. */
export interface Selection {
  readonly selector: { readonly matchLabels?: Readonly<Record<string, string>> };
  readonly namespaceSelector?: { readonly matchNames?: readonly string[] };
}

/** The namespaces into which a monitor looks. */
export const namespacesOf = (monitor: KubeObject): readonly string[] =>
  (monitor.spec as Partial<Selection>).namespaceSelector?.matchNames ?? [monitor.metadata.namespace ?? ''];

/** Whether a monitor selects what has these labels in this namespace. */
export function matches(
  monitor: KubeObject,
  { selector }: Selection,
  namespace: string,
  labels: Readonly<Record<string, string>>,
): boolean {
  return (
    namespacesOf(monitor).includes(namespace) && wanted(selector).every(([label, value]) => labels[label] === value)
  );
}

/** How messages tell what a monitor selects. */
export const text = (monitor: KubeObject, { selector }: Selection): string =>
  `${wanted(selector)
    .map(([label, value]) => `${label}=${value}`)
    .join(',')} in ${namespacesOf(monitor).join(', ')}`;

const wanted = ({ matchLabels }: Selection['selector']) => Object.entries(matchLabels ?? {});
