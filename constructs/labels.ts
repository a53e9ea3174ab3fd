/** The labels that never change, neither with a version nor with the construct tree: selectors are made of them. */
export interface SelectorLabels {
  readonly [key: string]: string;
  readonly 'app.kubernetes.io/name': string;
  readonly 'app.kubernetes.io/part-of': 'probecard';
}

/** What a Service, a workload or a monitor uses to find the pods or the Service of one of our components. */
export function selectorLabels(component: string): SelectorLabels {
  return { 'app.kubernetes.io/name': component, 'app.kubernetes.io/part-of': 'probecard' };
}

/** The labels of every object that belongs to one of our components. */
export function labels(component: string): Readonly<Record<string, string>> {
  return { ...selectorLabels(component), 'app.kubernetes.io/managed-by': 'probecard' };
}
