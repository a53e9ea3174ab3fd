import { describe, type KubeObject } from './kube-object';

interface Intervals {
  readonly interval?: string;
  readonly endpoints?: readonly { readonly interval?: string }[];
  readonly podMetricsEndpoints?: readonly { readonly interval?: string }[];
}

/** A monitor says how often it scrapes: rules over its series count on that, whatever the default of Prometheus becomes. */
export function checkInterval(monitor: KubeObject): void {
  const spec = monitor.spec as Intervals;
  const scrapes = spec.endpoints ?? spec.podMetricsEndpoints ?? [spec];
  if (scrapes.some(({ interval }) => interval === undefined)) {
    throw new Error(`${describe(monitor)} has no interval: state how often it scrapes`);
  }
}
